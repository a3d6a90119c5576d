import type { OrderView } from '@dianquan/shared/contract/orders';
import { moneyText } from '@dianquan/shared/money';
import { useState } from 'react';
import { invalidate, queryClient, useCommand } from '@/platform/query';
import { confirm, toast, toastError } from '@/platform/toast';
import { payOrder } from './pay-order';

export type ShopAction = 'pay' | 'proof' | 'agreement' | 'receipt' | 'cancel' | 'return' | 'repeat';
/** What the shop may do, in the order in which it matters; steps of the supplier's own are on the supplier's pages. */
const ORDER: Exclude<ShopAction, 'proof'>[] = ['pay', 'agreement', 'receipt', 'repeat', 'return', 'cancel'];

export type Action = { action: ShopAction; label: string };

/** The first is the primary one. Money that was handed over is told of here: the workflow knows it only once finance has seen it. */
export function shopActions(order: OrderView, ofShop: boolean): Action[] {
  const dueFen = order.totalFen - order.paidFen;
  const actions = ORDER.flatMap((action): Action[] => {
    const found = order.availableActions.find((one) => one.action === action);
    if (!found) return [];
    return [{ action, label: action === 'pay' ? `付款 ${moneyText(dueFen)}` : found.zh }];
  });
  return ofShop && owesProof(order) ? [{ action: 'proof', label: '上传付款凭证' }, ...actions] : actions;
}

/** To be paid by transfer or cash, and nothing is under way to be confirmed. */
export function owesProof({ state, paymentMethod, paidFen, totalFen, payments }: OrderView): boolean {
  const told = payments.some((one) => one.method === 'offline' && one.state === 'waiting');
  return paymentMethod === 'offline' && state !== 'cancelled' && paidFen < totalFen && !told;
}

/** What a tap does that stays on the order's page. */
export function useOrderActions(order: OrderView | undefined) {
  const [cancelling, setCancelling] = useState(false);
  const done = (changed: OrderView) => {
    queryClient.setQueryData(['orders.get', { params: { id: changed.id } }], changed);
    void invalidate('orders.list');
    void invalidate('inbox.list');
  };
  const step = useCommand('orders.takeStep', { onDone: done });
  const cancel = useCommand('orders.cancel', { onDone: done });
  const id = order?.id ?? 0;
  return {
    cancelling,
    setCancelling,
    pay: async () => {
      const came = await payOrder(id);
      if (came === 'paid') toast('已付款');
      if (came === 'waiting') toast('付款正在确认，稍后刷新看结果');
    },
    answer: async (agree: boolean) => {
      const asked = { title: '不同意这次修改？', loses: '订单会回到修改前，由供应商再处理。', action: '不同意' };
      if (!agree && !(await confirm(asked))) return;
      await step.mutateAsync({ params: { id, step: 'agreement' }, body: { agree, version: order?.version } });
      toast(agree ? '已同意' : '已回复不同意');
    },
    receive: async () => {
      const asked = { title: '货都收到了？', loses: '确认后订单进入结算，少货、破损请先点申请退换。', action: '收到了', danger: false };
      if (!(await confirm(asked))) return;
      await step.mutateAsync({ params: { id, step: 'receipt' }, body: { version: order?.version } });
      toast('已收货');
    },
    cancel: async (reason: string) => {
      try {
        await cancel.mutateAsync({ params: { id }, body: { reason } });
        setCancelling(false);
        toast('订单已取消');
      } catch (error) {
        toastError(error);
      }
    },
  };
}
