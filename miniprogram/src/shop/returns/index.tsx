import { PageFrame } from '@/components/page-frame';
import { PagedList } from '@/components/paged-list';
import { ReturnRow } from '@/features/returns/components/return-row';
import { useActor } from '@/features/session/use-actor';
import { goTo, usePageId } from '@/platform/navigation';
import { usePages } from '@/platform/query';

/** What the shop sent back or asked to. */
export default function ReturnsPage() {
  const actor = useActor();
  const shopId = usePageId('shopId') || actor?.member?.shopId;
  const pages = usePages('returns.list', { query: shopId ? { shopId } : {} });
  return (
    <PageFrame>
      <PagedList
        skeleton="text"
        pages={pages}
        keyOf={({ id }) => id}
        row={(one) => <ReturnRow one={one} onTap={() => goTo('return', { id: one.id })} />}
        empty={{
          icon: 'swap',
          title: '还没有退换货',
          text: '卖不动或破损的货，在订单里点申请退换。',
          action: { label: '看订单', onTap: () => goTo('orders') },
        }}
      />
    </PageFrame>
  );
}
