import type { PaymentView } from '@dianquan/shared/contract/payments';
import { moneyText } from '@dianquan/shared/money';
import { useState } from 'react';
import { Figure } from '@/components/figure';
import { PageFrame } from '@/components/page-frame';
import { PagedList } from '@/components/paged-list';
import { Row } from '@/components/row';
import { TabStrip } from '@/components/tab-strip';
import { Tag } from '@/components/tag';
import { Time } from '@/components/time';
import { PaymentSheet } from '@/features/order-desk/components/payment-sheet';
import { METHOD_ZH, PAYMENT_STATE_ZH, PURPOSE_ZH } from '@/features/order-desk/payment-words';
import { hasRole, useActor } from '@/features/session/use-actor';
import { goTo } from '@/platform/navigation';
import { usePages } from '@/platform/query';

type Tab = 'waiting' | 'mismatched' | 'all';
const QUERY = {
  waiting: { method: 'offline', state: 'waiting' },
  mismatched: { mismatched: true },
  all: {},
} as const;

/** Money from shops: what finance has yet to see on the account comes first. */
export default function PaymentsPage() {
  const mayDecide = hasRole(useActor(), 'finance', 'admin');
  const [tab, setTab] = useState<Tab>('waiting');
  const [shown, setShown] = useState<PaymentView | null>(null);
  const pages = usePages('payments.list', { query: QUERY[tab] });
  return (
    <PageFrame>
      <TabStrip
        current={tab}
        onChange={setTab}
        tabs={[
          { key: 'waiting', label: '待确认' },
          { key: 'mismatched', label: '对不上' },
          { key: 'all', label: '全部' },
        ]}
      />
      <PagedList
        skeleton="text"
        pages={pages}
        keyOf={({ id }) => id}
        row={(payment) => (
          <Row
            title={payment.shopName}
            strong={payment.state === 'waiting'}
            text={
              <>
                {PURPOSE_ZH[payment.purpose]} · {METHOD_ZH[payment.method]} · <Time at={payment.createdAt} />
              </>
            }
            value={
              <Figure below={<Tag tone={payment.state === 'waiting' ? 'amber' : 'plain'}>{PAYMENT_STATE_ZH[payment.state]}</Tag>}>
                {moneyText(payment.fen)}
              </Figure>
            }
            onTap={() => setShown(payment)}
          />
        )}
        empty={
          tab === 'waiting'
            ? { icon: 'check', title: '没有要确认的收款', text: '门店上传转账凭证后会出现在这里。' }
            : { icon: 'wallet', title: tab === 'all' ? '还没有收款' : '账都对得上' }
        }
      />
      {shown && (
        <PaymentSheet payment={shown} mayDecide={mayDecide} onOrder={(id) => goTo('officeOrder', { id })} onClose={() => setShown(null)} />
      )}
    </PageFrame>
  );
}
