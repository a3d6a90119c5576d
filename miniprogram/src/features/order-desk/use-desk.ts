import type { OrderView } from '@dianquan/shared/contract/orders';
import type { Input } from '@/platform/contract';
import { invalidate, queryClient, useCommand } from '@/platform/query';
import { toast } from '@/platform/toast';

export const DESK_STEPS = ['approval', 'financeApproval', 'outbound', 'shipment', 'receipt', 'completion'] as const;
export type DeskStep = (typeof DESK_STEPS)[number];
export const DESK_MORE = ['amend', 'dropRest', 'return', 'cancel'] as const;
export type DeskMore = (typeof DESK_MORE)[number];
type TakeBody = Input<'orders.takeStep'>['body'];

/** Named by the effect. */
export const DESK_ZH: Record<DeskStep | DeskMore, string> = {
  approval: '审核通过',
  financeApproval: '财务通过',
  outbound: '货已备齐，出库',
  shipment: '发货',
  receipt: '确认送达',
  completion: '完成订单',
  amend: '修改订单',
  dropRest: '剩余不再发',
  return: '代门店申请退换',
  cancel: '取消订单',
};

/** What this person may do to the order now: at most one step, and what else there is. */
export function deskActions({ availableActions }: Pick<OrderView, 'availableActions'>): { step: DeskStep | null; more: DeskMore[] } {
  const may = availableActions.map(({ action }) => action as string);
  return { step: DESK_STEPS.find((step) => may.includes(step)) ?? null, more: DESK_MORE.filter((one) => may.includes(one)) };
}

/** Base units of a line that could leave now: neither gone nor waiting for goods. */
export const toShip = ({ quantity, factor, shipped, backOrdered }: OrderView['lines'][number]): number =>
  Math.max(0, quantity * factor - shipped - backOrdered);

/** Commands on one order; each answers the order as it then is. */
export function useDesk(order: OrderView | undefined) {
  const onDone = (changed: OrderView) => {
    queryClient.setQueryData(['orders.get', { params: { id: changed.id } }], changed);
    for (const stale of ['orders.list', 'orders.queues', 'stock.list', 'returns.list'] as const) void invalidate(stale);
  };
  const step = useCommand('orders.takeStep', { onDone });
  const amend = useCommand('orders.amend', { onDone });
  const cancel = useCommand('orders.cancel', { onDone });
  const id = order?.id ?? 0;
  const version = order?.version ?? 0;
  return {
    take: async (name: DeskStep | 'dropRest', body: Omit<TakeBody, 'version'>, said: string) => {
      await step.mutateAsync({ params: { id, step: name }, body: { ...body, version } });
      toast(said);
    },
    amend: async (lines: Input<'orders.amend'>['body']['lines'], note: string) => {
      await amend.mutateAsync({ params: { id }, body: { version, lines, note } });
      toast('已改，等门店点头');
    },
    cancel: async (reason: string) => {
      await cancel.mutateAsync({ params: { id }, body: { reason } });
      toast('订单已取消');
    },
  };
}
