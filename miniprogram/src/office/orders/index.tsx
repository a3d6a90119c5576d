import { moneyText } from '@dianquan/shared/money';
import type { OrderStep } from '@dianquan/shared/workflow';
import { useDidShow } from '@tarojs/taro';
import { useState } from 'react';
import { ActionBar } from '@/components/action-bar';
import { Button } from '@/components/button';
import { PageFrame } from '@/components/page-frame';
import { PagedList } from '@/components/paged-list';
import { SearchBox } from '@/components/search-box';
import { WaitingRow } from '@/features/order-desk/components/waiting-row';
import { DO_ZH, isBatchStep, QUEUES } from '@/features/order-desk/queues';
import { useBatch } from '@/features/order-desk/use-batch';
import { back, goTo, usePageQuery } from '@/platform/navigation';
import { usePages } from '@/platform/query';

/** Orders that wait for one step, to be dealt with one by one or several at once. */
export default function WaitingPage() {
  const step = (usePageQuery().next ?? 'approval') as OrderStep;
  const [q, setQ] = useState('');
  const pages = usePages('orders.list', { query: { next: step, q: q || undefined, limit: 50 } });
  const several = isBatchStep(step) ? step : null;
  const batch = useBatch(several, pages.items);
  useDidShow(() => void pages.refresh());
  return (
    <PageFrame
      title={QUEUES[step]?.title}
      bar={
        several &&
        pages.items.length > 0 && (
          <ActionBar note={batch.chosen.length > 0 ? `共 ${moneyText(batch.totalFen)}` : '勾选几单，一起办'}>
            <Button kind="quiet" label={batch.all ? '全不选' : `全选 ${pages.items.length} 单`} onTap={batch.toggleAll} />
            <Button
              label={batch.chosen.length > 0 ? `${DO_ZH[several]} ${batch.chosen.length} 单` : DO_ZH[several]}
              busyLabel={`正在办第 ${batch.at} 单，共 ${batch.chosen.length} 单`}
              disabled={batch.chosen.length === 0}
              onTap={batch.run}
            />
          </ActionBar>
        )
      }
    >
      <SearchBox value={q} onChange={setQ} placeholder="门店、单号、货品" />
      <PagedList
        skeleton="text"
        pages={pages}
        keyOf={({ id }) => id}
        row={(order) => (
          <WaitingRow
            order={order}
            tick={several ? { on: batch.isTicked(order.id), onTap: () => batch.toggle(order.id) } : undefined}
            refusal={batch.refusalOf(order.id)}
            withAddress={step === 'shipment' || step === 'receipt'}
            onTap={() => goTo('officeOrder', { id: order.id })}
          />
        )}
        empty={
          q
            ? { icon: 'search', title: '没有这样的订单', text: '换个店名或单号试试。' }
            : { icon: 'check', title: '都办完了', text: '有新的会出现在这里。', action: { label: '回到待办', onTap: back } }
        }
      />
    </PageFrame>
  );
}
