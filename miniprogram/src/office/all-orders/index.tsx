import type { OrderView } from '@dianquan/shared/contract/orders';
import { ORDER_STATE_ZH } from '@dianquan/shared/workflow-switch';
import { useState } from 'react';
import { PageFrame } from '@/components/page-frame';
import { PagedList } from '@/components/paged-list';
import { SearchBox } from '@/components/search-box';
import { TabStrip } from '@/components/tab-strip';
import { DeskRow } from '@/features/order-desk/components/desk-row';
import { goTo, usePageQuery } from '@/platform/navigation';
import { usePages } from '@/platform/query';

type Tab = 'open' | 'done' | 'all';
const STATES: Record<Tab, OrderView['state'][] | undefined> = {
  open: ['submitted', 'approved', 'finance_approved', 'outbound', 'shipped', 'received'],
  done: ['completed', 'cancelled'],
  all: undefined,
};

const ALL = [...(STATES.open ?? []), ...(STATES.done ?? [])];

/** Every order of the shops that this person looks after. */
export default function OfficeOrdersPage() {
  const { state: asked } = usePageQuery();
  // One state alone, for whoever comes from a figure about it.
  const state = ALL.find((one) => one === asked);
  const [tab, setTab] = useState<Tab>('open');
  const [q, setQ] = useState('');
  const pages = usePages('orders.list', { query: { states: state ? [state] : STATES[tab], q: q || undefined } });
  return (
    <PageFrame title={state && `${ORDER_STATE_ZH[state]}的订单`}>
      <SearchBox value={q} onChange={setQ} placeholder="门店、单号、货品" />
      {!state && (
        <TabStrip
          current={tab}
          onChange={setTab}
          tabs={[
            { key: 'open', label: '进行中' },
            { key: 'done', label: '已结束' },
            { key: 'all', label: '全部' },
          ]}
        />
      )}
      <PagedList
        skeleton="text"
        pages={pages}
        keyOf={({ id }) => id}
        row={(order) => <DeskRow order={order} onTap={() => goTo('officeOrder', { id: order.id })} />}
        empty={{ icon: 'list', title: '没有订单', text: q ? '换个店名或单号试试。' : '门店下单后会出现在这里。' }}
      />
    </PageFrame>
  );
}
