import type { OrderRow } from '@dianquan/shared/contract/orders';
import { ORDER_STATE_ZH, ORDER_STEP_ZH } from '@dianquan/shared/workflow-switch';

type Standing = Pick<OrderRow, 'state' | 'next' | 'awaitingAgreement' | 'paymentMethod' | 'paidFen' | 'totalFen'>;

export const isOver = ({ state }: Pick<Standing, 'state'>): boolean => state === 'completed' || state === 'cancelled';

/** Where an order stands, as the supplier says it. */
export function deskStanding(order: Standing): string {
  if (isOver(order)) return ORDER_STATE_ZH[order.state];
  if (order.awaitingAgreement) return '等门店确认修改';
  const unpaid = order.paymentMethod === 'wechat' && order.paidFen < order.totalFen ? '，门店未付款' : '';
  return `${order.next ? `待${ORDER_STEP_ZH[order.next]}` : ORDER_STATE_ZH[order.state]}${unpaid}`;
}
