import type { OrderView } from '@dianquan/shared/contract/orders';
import { needsProof } from '@dianquan/shared/workflow';
import { useDidShow } from '@tarojs/taro';
import { useState } from 'react';
import { ActionBar } from '@/components/action-bar';
import { AnswerView } from '@/components/answer-view';
import { Button } from '@/components/button';
import { PageFrame } from '@/components/page-frame';
import { Section } from '@/components/section';
import { DeliverTo } from '@/features/order-desk/components/deliver-to';
import { DeskHead } from '@/features/order-desk/components/desk-head';
import { DeskSheets, type OpenSheet } from '@/features/order-desk/components/desk-sheets';
import { PaymentById } from '@/features/order-desk/components/payment-by-id';
import { DESK_ZH, type DeskMore, type DeskStep, deskActions, useDesk } from '@/features/order-desk/use-desk';
import { OrderSums } from '@/features/orders/components/order-head';
import { OrderLines } from '@/features/orders/components/order-lines';
import { OrderPapers } from '@/features/orders/components/order-papers';
import { Timeline } from '@/features/orders/components/timeline';
import { orderedLines } from '@/features/orders/line-views';
import { hasRole, useActor } from '@/features/session/use-actor';
import { goTo, pathTo, usePageId } from '@/platform/navigation';
import { printPaper } from '@/platform/print';
import { useAnswer } from '@/platform/query';
import { choose, confirm } from '@/platform/toast';

/** One order as the supplier works on it: the step that is this person's turn, and what else they may do. */
export default function DeskOrderPage() {
  const id = usePageId();
  const actor = useActor();
  const answer = useAnswer('orders.get', { params: { id } }, { staleTime: 0 });
  const workflow = useAnswer('orders.workflow');
  const order = answer.data;
  const desk = useDesk(order);
  const [open, setOpen] = useState<OpenSheet>(null);
  const [paymentId, setPaymentId] = useState<number | null>(null);
  const seesMoney = hasRole(actor, 'salesperson', 'manager', 'finance', 'office', 'admin');
  const namesCouriers = hasRole(actor, 'manager', 'office', 'warehouse', 'admin');
  const couriers = useAnswer('staff.list', { query: { role: 'courier', limit: 100 } }, { enabled: open === 'shipment' && namesCouriers });
  useDidShow(() => void answer.refetch());

  const me = { accountId: actor?.accountId ?? 0, roles: actor?.staff?.roles ?? [], ofShop: actor?.member?.shopId === order?.shopId };
  const step = (name: DeskStep) => {
    if (name === 'shipment' || name === 'receipt') return setOpen(name);
    return desk.take(name, {}, '已办');
  };
  const more = async (shown: OrderView, actions: DeskMore[]) => {
    const label = await choose([...actions.map((action) => DESK_ZH[action]), '打印订单']);
    const action = actions.find((one) => DESK_ZH[one] === label);
    if (label === '打印订单') return printPaper({ params: { id }, query: { what: 'order' } }, pathTo('officeOrder', { id }));
    if (action === 'return') return goTo('returnRequest', { id });
    if (action === 'amend' || action === 'cancel') return setOpen(action);
    if (
      action === 'dropRest' &&
      (await confirm({ title: '剩下的不再发？', loses: '没有发出的货会从订单里去掉，不再收钱。', action: '不再发' }))
    )
      await desk.take('dropRest', {}, `${shown.number} 已按发出的算`);
  };
  const actions = order ? deskActions(order) : null;
  return (
    <PageFrame
      bar={
        order &&
        actions && (
          <ActionBar>
            <Button kind="quiet" label="更多" onTap={() => more(order, actions.more)} />
            {actions.step && <Button label={DESK_ZH[actions.step]} onTap={() => actions.step && step(actions.step)} />}
          </ActionBar>
        )
      }
    >
      <AnswerView answer={answer} skeleton="document">
        {(shown) => (
          <>
            <DeskHead order={shown} />
            <DeliverTo order={shown} />
            <Section title={`${shown.lines.length} 种货`} flush>
              <OrderLines lines={orderedLines(shown, (productId) => goTo('product', { id: productId, shopId: shown.shopId }))} />
            </Section>
            <Section>
              <OrderSums order={shown} />
            </Section>
            <OrderPapers
              order={shown}
              onReturn={(returnId) => goTo('officeReturn', { id: returnId })}
              onPayment={seesMoney ? setPaymentId : undefined}
            />
            {shown.shipments.length > 0 && (
              <Section>
                {shown.shipments.map(({ id: shipmentId, number }) => (
                  <Button
                    key={shipmentId}
                    kind="plain"
                    label={`打印送货单 ${number}`}
                    onTap={() => printPaper({ params: { id }, query: { what: 'delivery', shipmentId } }, pathTo('officeOrder', { id }))}
                  />
                ))}
              </Section>
            )}
            <Section title="进度">
              <Timeline order={shown} />
            </Section>
            {paymentId !== null && (
              <PaymentById paymentId={paymentId} mayDecide={hasRole(actor, 'finance', 'admin')} onClose={() => setPaymentId(null)} />
            )}
            <DeskSheets
              open={open}
              order={shown}
              desk={desk}
              couriers={couriers.data?.items.map(({ id: staffId, name }) => ({ id: staffId, name })) ?? []}
              proofNeeded={workflow.data ? needsProof(me, workflow.data) : true}
              onClose={() => setOpen(null)}
            />
          </>
        )}
      </AnswerView>
    </PageFrame>
  );
}
