import type { Fragment } from '../../platform/database/sql';
import type { StaffActor } from '../../platform/http/actor';

/** Who is a courier and nothing else has the deliveries that were given to them, and those that nobody has yet. */
const onlyCarries = (me: StaffActor): boolean => me.staff.roles.every((role) => role === 'courier');

/** Of orders that wait for a step: those that this person could take now. `o` is shop_order. */
export function tookUp(me: StaffActor): Fragment {
  // Goods don't leave before they are paid by WeChat, and nobody approves an order that they placed.
  const ready = `(o.next_step IN ('approval', 'financeApproval') OR o.payment_method <> 'wechat'
    OR o.paid_fen - o.refunded_fen >= o.total_fen - o.returned_fen)
    AND (o.next_step NOT IN ('approval', 'financeApproval') OR o.account_id <> ?)`;
  if (!onlyCarries(me)) return { sql: ready, params: [me.accountId] };
  const given = `(o.next_step <> 'receipt' OR EXISTS (SELECT 1 FROM shipment h WHERE h.order_id = o.id
    AND h.delivered_at IS NULL AND (h.courier_staff_id IS NULL OR h.courier_staff_id = ?)))`;
  return { sql: `${ready} AND ${given}`, params: [me.accountId, me.staff.id] };
}
