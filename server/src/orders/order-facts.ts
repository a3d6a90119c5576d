import type { OrderFacts, OrderPerson, OrderState, PaymentMethod } from '@dianquan/shared/workflow';
import type { Actor } from '../platform/http/actor';

/** An order's own row with what its lines say about it: as much as its workflow looks at. */
export type OrderRecord = {
  id: number;
  number: string;
  shopId: number;
  accountId: number;
  state: OrderState;
  nextStep: string | null;
  dueAt: number | null;
  remindedAt: number | null;
  workflowVersionId: number;
  awaitingAgreement: number;
  needsApproval: number;
  needsFinance: number;
  paymentMethod: PaymentMethod;
  totalFen: number;
  paidFen: number;
  refundedFen: number;
  returnedFen: number;
  chargedFen: number;
  placedAt: number;
  stateAt: number;
  expiresAt: number | null;
  version: number;
  /** Base units that have left, and that wait for stock, over all lines. */
  shippedUnits: number;
  backOrderedUnits: number;
};

/** `o` is shop_order. */
export const ORDER_RECORD_COLUMNS = `o.id, o.number, o.shop_id AS shopId, o.account_id AS accountId, o.state, o.next_step AS nextStep,
  o.due_at AS dueAt, o.reminded_at AS remindedAt, o.workflow_version_id AS workflowVersionId, o.awaiting_agreement AS awaitingAgreement,
  o.needs_approval AS needsApproval, o.needs_finance AS needsFinance, o.payment_method AS paymentMethod, o.total_fen AS totalFen,
  o.paid_fen AS paidFen, o.refunded_fen AS refundedFen, o.returned_fen AS returnedFen, o.charged_fen AS chargedFen,
  o.placed_at AS placedAt, o.state_at AS stateAt, o.expires_at AS expiresAt, o.version,
  (SELECT COALESCE(SUM(l.shipped), 0) FROM order_line l WHERE l.order_id = o.id) AS shippedUnits,
  (SELECT COALESCE(SUM(l.back_ordered), 0) FROM order_line l WHERE l.order_id = o.id) AS backOrderedUnits`;

const GONE: readonly OrderState[] = ['shipped', 'received', 'completed'];

/** What is still to be paid of an order; below zero when too much came in. */
export const dueOf = (order: Pick<OrderRecord, 'state' | 'totalFen' | 'returnedFen' | 'paidFen' | 'refundedFen'>): number =>
  (order.state === 'cancelled' ? 0 : order.totalFen - order.returnedFen) - (order.paidFen - order.refundedFen);

export function factsOf(order: OrderRecord): OrderFacts {
  return {
    state: order.state,
    needsApproval: order.needsApproval === 1,
    needsFinance: order.needsFinance === 1,
    awaitingAgreement: order.awaitingAgreement === 1,
    payment: order.paymentMethod,
    paid: dueOf(order) <= 0,
    shipped: GONE.includes(order.state) ? 'all' : order.shippedUnits > 0 ? 'some' : 'none',
    backOrdered: order.backOrderedUnits > 0,
    placedBy: order.accountId,
  };
}

export function personFor(me: Actor, order: Pick<OrderRecord, 'shopId'>): OrderPerson {
  return { accountId: me.accountId, roles: me.staff?.roles ?? [], ofShop: me.member?.shopId === order.shopId };
}
