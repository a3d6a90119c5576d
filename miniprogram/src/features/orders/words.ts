import type { OrderRow, OrderView } from '@dianquan/shared/contract/orders';
import { ORDER_STATE_ZH, ORDER_STEP_ZH } from '@dianquan/shared/workflow-switch';

export type Method = OrderView['paymentMethod'];
export const METHOD_ZH: Record<Method, string> = { wechat: '微信支付', offline: '转账或现金', account: '记账', deposit: '预存款' };
export const PAYMENT_STATE_ZH: Record<string, string> = {
  waiting: '等待确认',
  paid: '已到账',
  closed: '已关闭',
  refused: '未收到款',
  refunding: '退款中',
  refunded: '已退款',
};

type Standing = Pick<OrderRow, 'state' | 'next' | 'awaitingAgreement' | 'paymentMethod' | 'paidFen' | 'totalFen'>;

export const isClosed = ({ state }: Pick<Standing, 'state'>): boolean => state === 'completed' || state === 'cancelled';
/** Goods that wait for the money: only WeChat is paid by the shop's own tap. */
export const waitsForMoney = (order: Standing): boolean =>
  !isClosed(order) && order.paymentMethod === 'wechat' && order.paidFen < order.totalFen;

/** Where an order stands, as the shop would say it: what it waits for, not what was done last. */
export function standingText(order: Standing): string {
  if (isClosed(order)) return ORDER_STATE_ZH[order.state];
  if (order.awaitingAgreement) return '等您确认修改';
  if (waitsForMoney(order)) return '待付款';
  if (order.next === 'receipt') return '已发货，待收货';
  return order.next ? `待${ORDER_STEP_ZH[order.next]}` : ORDER_STATE_ZH[order.state];
}

/** Does it wait for a tap of the shop? */
export const waitsForShop = (order: Standing): boolean =>
  !isClosed(order) && (order.awaitingAgreement || waitsForMoney(order) || order.next === 'receipt');

const DONE_ZH: Record<string, string> = {
  placement: '提交订单',
  approval: '审核通过',
  financeApproval: '财务审核通过',
  outbound: '出库',
  shipment: '发货',
  receipt: '收货',
  completion: '完成',
  agreement: '答复修改',
  amendment: '修改订单',
  amend: '修改订单',
  dropRest: '剩余不再发货',
  cancel: '取消订单',
  cancellation: '取消订单',
  pay: '付款',
  payment: '付款',
};
export const doneText = (step: string): string => DONE_ZH[step] ?? step;
