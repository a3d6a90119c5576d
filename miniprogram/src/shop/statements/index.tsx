import { useDidShow } from '@tarojs/taro';
import { useState } from 'react';
import { FailedState } from '@/components/failed-state';
import { PageFrame } from '@/components/page-frame';
import { PagedList } from '@/components/paged-list';
import { Row } from '@/components/row';
import { Skeleton } from '@/components/skeleton';
import { TabStrip } from '@/components/tab-strip';
import { ProofSheet } from '@/features/orders/components/proof-sheet';
import { type Buyer, useBuyer } from '@/features/session/use-buyer';
import { CreditCard } from '@/features/statements/components/credit-card';
import { monthBefore, monthText, owedText, stateText } from '@/features/statements/words';
import { clockNow } from '@/platform/clock';
import { goTo, usePageQuery } from '@/platform/navigation';
import { useAnswer, usePages } from '@/platform/query';

export default function StatementsPage() {
  const { buyer, error, again } = useBuyer();
  if (!buyer) return <PageFrame>{error ? <FailedState error={error} onRetry={again} /> : <Skeleton shape="row" />}</PageFrame>;
  return <Statements buyer={buyer} />;
}

type Tab = 'this' | 'last' | 'unanswered';
const QUERY: Record<Tab, () => { month?: string; unanswered?: boolean }> = {
  this: () => ({}),
  last: () => ({ month: monthBefore(clockNow()) }),
  unanswered: () => ({ unanswered: true }),
};

/** What the shop owes now, and its statements by month; for those who look after many shops also what waits for an answer. */
function Statements({ buyer }: { buyer: Buyer }) {
  const shopId = buyer.shopId ?? 0;
  const [tab, setTab] = useState<Tab>(usePageQuery().unanswered ? 'unanswered' : 'this');
  const credit = useAnswer('credit.get', { params: { shopId } }, { enabled: shopId !== 0, staleTime: 0 });
  const pages = usePages('statements.list', { query: shopId === 0 ? QUERY[tab]() : { shopId } });
  useDidShow(() => void pages.refresh());
  const [paying, setPaying] = useState<'balance' | 'deposit' | null>(null);
  const own = buyer.mayOrder && !buyer.onBehalf;
  return (
    <PageFrame>
      {shopId === 0 && (
        <TabStrip
          current={tab}
          onChange={setTab}
          tabs={[
            { key: 'this', label: '本月' },
            { key: 'last', label: '上月' },
            { key: 'unanswered', label: '有异议' },
          ]}
        />
      )}
      <PagedList
        pages={pages}
        keyOf={({ shopId: of, month }) => `${of}${month}`}
        head={
          credit.data && (
            <CreditCard
              credit={credit.data}
              onPay={own ? () => setPaying('balance') : undefined}
              onTopUp={own ? () => setPaying('deposit') : undefined}
            />
          )
        }
        row={(one) => (
          <Row
            icon="book"
            title={shopId === 0 ? one.shopName : monthText(one.month)}
            text={shopId === 0 ? `${monthText(one.month)} · ${stateText(one)}` : stateText(one)}
            value={owedText(one.closingFen)}
            onTap={() => goTo('statement', { shopId: one.shopId, month: one.month })}
          />
        )}
        empty={
          tab === 'unanswered'
            ? { icon: 'check', title: '没有要答复的异议', text: '门店对某一笔有异议，会出现在这里。' }
            : { icon: 'book', title: '还没有对账单', text: '有送货或付款的月份会出现在这里。' }
        }
      />
      {paying && (
        <ProofSheet
          shopId={shopId}
          purpose={{ kind: paying }}
          dueFen={paying === 'balance' && credit.data && credit.data.owedFen > 0 ? credit.data.owedFen : null}
          onClose={() => setPaying(null)}
        />
      )}
    </PageFrame>
  );
}
