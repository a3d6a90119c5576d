import { Injectable } from '@nestjs/common';
import { Balances } from '../../payments/balances';
import { OrderPayments } from '../../payments/order-payments';
import type { Tx } from '../../platform/database/sql';
import { dueOf, type OrderRecord } from '../order-facts';

/** What has been paid for more than the order is worth now goes back. */
@Injectable()
export class OrderRefunds {
  constructor(
    private readonly balances: Balances,
    private readonly payments: OrderPayments,
  ) {}

  /** Money on its way back already is not sent a second time. */
  async refundSurplus(tx: Tx, order: OrderRecord, reason: string): Promise<number> {
    const [row] = await tx.query<{ fen: number }>(
      `SELECT COALESCE(SUM(r.fen), 0) AS fen FROM refund r JOIN payment p ON p.id = r.payment_id WHERE p.order_id = ? AND r.state <> 'failed'`,
      [order.id],
    );
    const surplus = -dueOf({ ...order, refundedFen: Math.max(order.refundedFen, row?.fen ?? 0) });
    if (surplus <= 0) return 0;
    await this.payments.refund(tx, order.id, surplus, reason);
    return surplus;
  }

  /** Of an order on account: what is ordered and not charged has become more or less. */
  async reopen(tx: Tx, order: Pick<OrderRecord, 'paymentMethod' | 'shopId'>, fen: number): Promise<void> {
    if (order.paymentMethod === 'account' && fen !== 0) await this.balances.open(tx, order.shopId, fen);
  }

  /** Whether finance has to look at the order with its present total. Call it after the total was changed. */
  async needsFinance(tx: Tx, order: OrderRecord): Promise<boolean> {
    if (order.paymentMethod === 'account') return (await this.balances.of(tx, order.shopId, { lock: true })).leftFen < 0;
    return order.paymentMethod === 'offline' && dueOf(order) > 0;
  }
}
