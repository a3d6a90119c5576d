import type { OrderFacts, OrderState, PaymentMethod } from '@dianquan/shared/workflow';
import type { Sql } from '../../platform/database/sql';

type Kind = {
  state: OrderState;
  needsApproval: number;
  needsFinance: number;
  awaitingAgreement: number;
  payment: PaymentMethod;
  paid: number;
  shipped: number;
  backOrdered: number;
  count: number;
};

/** Open orders by what their workflow looks at: there are few kinds, however many orders. */
export async function openOrderKinds(sql: Sql): Promise<{ order: OrderFacts; count: number }[]> {
  const rows = await sql.query<Kind>(
    `SELECT state, needs_approval AS needsApproval, needs_finance AS needsFinance, awaiting_agreement AS awaitingAgreement,
       payment_method AS payment, paid, shipped, back_ordered AS backOrdered, COUNT(*) AS count
     FROM (SELECT o.state, o.needs_approval, o.needs_finance, o.awaiting_agreement, o.payment_method,
             CASE WHEN o.paid_fen - o.refunded_fen >= o.total_fen - o.returned_fen THEN 1 ELSE 0 END AS paid,
             CASE WHEN EXISTS (SELECT 1 FROM order_line l WHERE l.order_id = o.id AND l.shipped > 0) THEN 1 ELSE 0 END AS shipped,
             CASE WHEN EXISTS (SELECT 1 FROM order_line l WHERE l.order_id = o.id AND l.back_ordered > 0) THEN 1 ELSE 0 END AS back_ordered
           FROM shop_order o WHERE o.next_step IS NOT NULL) kinds
     GROUP BY state, needs_approval, needs_finance, awaiting_agreement, payment_method, paid, shipped, back_ordered`,
  );
  return rows.map((row) => ({
    count: row.count,
    order: {
      state: row.state,
      needsApproval: row.needsApproval === 1,
      needsFinance: row.needsFinance === 1,
      awaitingAgreement: row.awaitingAgreement === 1,
      payment: row.payment,
      paid: row.paid === 1,
      shipped: ['shipped', 'received'].includes(row.state) ? 'all' : row.shipped === 1 ? 'some' : 'none',
      backOrdered: row.backOrdered === 1,
      // Who placed it says who may approve, not where it goes.
      placedBy: 0,
    },
  }));
}
