import type { OrderRow as OrderRowView, OrderView } from '@dianquan/shared/contract/orders';
import { useState } from 'react';
import { FailedState } from '@/components/failed-state';
import { NoticeStrip } from '@/components/notice-strip';
import { PageFrame } from '@/components/page-frame';
import { PagedList } from '@/components/paged-list';
import { Skeleton } from '@/components/skeleton';
import { TabStrip } from '@/components/tab-strip';
import { OrderRow } from '@/features/orders/components/order-row';
import { waitsForShop } from '@/features/orders/words';
import { type Buyer, useBuyer } from '@/features/session/use-buyer';
import { goTo } from '@/platform/navigation';
import { type Pages, usePages } from '@/platform/query';
import { useWholeList } from '@/platform/whole-list';

type Tab = 'waiting' | 'open' | 'all';
const OPEN: OrderView['state'][] = ['submitted', 'approved', 'finance_approved', 'outbound', 'shipped', 'received'];

export default function OrdersPage() {
  const { buyer, error, again } = useBuyer();
  if (!buyer) return <PageFrame>{error ? <FailedState error={error} onRetry={again} /> : <Skeleton shape="row" />}</PageFrame>;
  return <Orders buyer={buyer} />;
}

/** The orders of one shop. What waits for it is few enough to be looked through as a whole. */
function Orders({ buyer }: { buyer: Buyer }) {
  const [chosen, setTab] = useState<Tab | null>(null);
  const shop = { shopId: buyer.shopId ?? undefined };
  const open = useWholeList('orders.list', { query: { ...shop, states: OPEN } });
  const waiting = open.items.filter(waitsForShop);
  const tab = chosen ?? firstTab(open, waiting);
  const all = usePages('orders.list', { query: shop }, { enabled: tab === 'all' });
  const pages = tab === 'all' ? all : tab === 'open' ? open : { ...open, items: waiting };
  const browse = () => (buyer.onBehalf ? goTo('orderFor', buyer.query) : goTo('catalogue'));
  return (
    <PageFrame>
      <TabStrip
        current={tab}
        onChange={setTab}
        tabs={[
          { key: 'waiting', label: '待处理', count: waiting.length },
          { key: 'open', label: '进行中' },
          { key: 'all', label: '全部' },
        ]}
      />
      {buyer.onBehalf && <NoticeStrip icon="shop">{buyer.shopName ?? '门店'}的订单</NoticeStrip>}
      <PagedList
        pages={pages}
        keyOf={({ id }) => id}
        row={(order) => <OrderRow order={order} withShop={buyer.shopId === null} onTap={() => goTo('order', { id: order.id })} />}
        empty={
          tab === 'waiting'
            ? {
                icon: 'check',
                title: '没有要您处理的订单',
                text: '要付款、要确认、要收货的会出现在这里。',
                action: { label: '看全部订单', onTap: () => setTab('all') },
              }
            : { icon: 'list', title: '还没有订单', text: '去目录选货，下单后在这里看进度。', action: { label: '去选货', onTap: browse } }
        }
      />
    </PageFrame>
  );
}

/** Where there is something: what waits for the shop before what is under way before everything. */
function firstTab(open: Pages<OrderRowView>, waiting: OrderRowView[]): Tab {
  if (open.state !== 'ready' || waiting.length > 0) return 'waiting';
  return open.items.length > 0 ? 'open' : 'all';
}
