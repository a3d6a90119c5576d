import { moneyText } from '@dianquan/shared/money';
import { useState } from 'react';
import { PageFrame } from '@/components/page-frame';
import { PagedList } from '@/components/paged-list';
import { Row } from '@/components/row';
import { isOverdue, type Owing, overdueText } from '@/features/order-desk/ageing';
import { CreditSheet } from '@/features/order-desk/components/credit-sheet';
import { hasRole, useActor } from '@/features/session/use-actor';
import { goTo } from '@/platform/navigation';
import { usePages } from '@/platform/query';

/** Who owes what and how late; a tap shows the shop's limit. */
export default function AgeingPage() {
  const maySet = hasRole(useActor(), 'finance', 'admin');
  const [shown, setShown] = useState<Owing | null>(null);
  const pages = usePages('statements.ageing');
  return (
    <PageFrame>
      <PagedList
        skeleton="text"
        pages={pages}
        keyOf={({ shopId }) => shopId}
        row={(owing) => (
          <Row
            wrap
            title={owing.shopName}
            strong={isOverdue(owing)}
            text={overdueText(owing)}
            value={moneyText(owing.owedFen)}
            onTap={() => setShown(owing)}
          />
        )}
        empty={{ icon: 'check', title: '没有门店欠款', text: '记账的订单发货后会出现在这里。' }}
      />
      {shown && (
        <CreditSheet
          shopId={shown.shopId}
          shopName={shown.shopName}
          maySet={maySet}
          onStatements={() => goTo('statements', { shopId: shown.shopId })}
          onClose={() => setShown(null)}
        />
      )}
    </PageFrame>
  );
}
