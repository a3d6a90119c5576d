import { countText } from '@dianquan/shared/money';
import { useState } from 'react';
import { ActionBar } from '@/components/action-bar';
import { Button } from '@/components/button';
import { FailedState } from '@/components/failed-state';
import { Figure } from '@/components/figure';
import { PageFrame } from '@/components/page-frame';
import { PagedList } from '@/components/paged-list';
import { Row } from '@/components/row';
import { Section } from '@/components/section';
import { Skeleton } from '@/components/skeleton';
import { Tag } from '@/components/tag';
import { hasRole, useActor } from '@/features/session/use-actor';
import { AdjustSheet } from '@/features/stock/components/adjust-sheet';
import { reasonText, type Stock, signed } from '@/features/stock/movement';
import { momentText } from '@/platform/clock';
import { goTo, usePageId } from '@/platform/navigation';
import { useAnswer, usePages } from '@/platform/query';

/** One SKU: what lies where, and every movement with its reason. */
export default function StockItemPage() {
  const skuId = usePageId('skuId');
  const actor = useActor();
  const mayMove = hasRole(actor, 'warehouse', 'office', 'manager', 'admin');
  const mayRead = mayMove || hasRole(actor, 'finance');
  const answer = useAnswer('stock.get', { params: { skuId } }, { staleTime: 0 });
  const warehouses = useAnswer('warehouses.list').data?.items.filter(({ closedAt }) => closedAt === null) ?? [];
  const pages = usePages('stock.movements', { params: { skuId } }, { enabled: mayRead });
  const [moving, setMoving] = useState(false);
  const stock = answer.data;
  if (!stock)
    return (
      <PageFrame>{answer.isError ? <FailedState error={answer.error} onRetry={answer.refetch} /> : <Skeleton shape="line" />}</PageFrame>
    );
  return (
    <PageFrame
      bar={
        mayMove && (
          <ActionBar>
            <Button label="入库、盘点、报损" onTap={() => setMoving(true)} />
          </ActionBar>
        )
      }
    >
      <Head stock={stock} />
      {mayRead && (
        <PagedList
          skeleton="text"
          pages={pages}
          keyOf={({ id }) => id}
          row={(one) => (
            <Row
              title={one.orderNumber ? `${reasonText(one.reason)} ${one.orderNumber}` : reasonText(one.reason)}
              text={[momentText(one.at), one.warehouseName, one.by ?? '系统', one.note].filter(Boolean).join(' · ')}
              value={one.onHandChange === 0 ? `占用 ${signed(one.reservedChange)}` : signed(one.onHandChange)}
              onTap={one.orderId === null ? undefined : () => goTo('officeOrder', { id: one.orderId ?? 0 })}
            />
          )}
          empty={{ icon: 'list', title: '还没有进出', text: '入库后每一笔都记在这里。' }}
        />
      )}
      {moving && <AdjustSheet stock={stock} warehouses={warehouses} onClose={() => setMoving(false)} />}
    </PageFrame>
  );
}

function Head({ stock }: { stock: Stock }) {
  return (
    <Section title={`${stock.productName} ${stock.spec}`} flush>
      {stock.warehouses.map((one) => (
        <Row
          key={one.id}
          icon="box"
          title={one.name}
          text={`在库 ${countText(one.onHand)}，占用 ${countText(one.reserved)}`}
          value={
            <Figure below={one.low ? <Tag tone="danger">低于 {one.lowBelow ?? ''}</Tag> : '可卖'}>
              {countText(one.available)} {stock.baseUnit}
            </Figure>
          }
        />
      ))}
      {stock.backOrdered > 0 && <Row icon="clock" title="订了还没到" value={`${countText(stock.backOrdered)} ${stock.baseUnit}`} />}
    </Section>
  );
}
