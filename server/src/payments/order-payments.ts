import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock';
import type { Sql, Tx } from '../platform/database/sql';
import { Refused } from '../platform/errors';
import { BalanceRows } from './balance-rows';
import type { Payable } from './payables';
import { PaymentNumbers } from './payment-numbers';
import { isSettled, lockPayment, lockPaymentsOf, PAYMENT_COLUMNS, type PaymentRow } from './payment-rows';
import { Refunds } from './refunds';
import { Settlement } from './settlement';
import { WaitingPayments } from './waiting-payments';

export type OrderPaymentView = { id: number; method: PaymentRow['method']; state: PaymentRow['state']; fen: number; at: string };

/** What the orders room does with the payments of an order. All in its own transaction. */
@Injectable()
export class OrderPayments {
  constructor(
    private readonly clock: Clock,
    private readonly balances: BalanceRows,
    private readonly numbers: PaymentNumbers,
    private readonly waiting: WaitingPayments,
    private readonly settlement: Settlement,
    private readonly refunds: Refunds,
  ) {}

  /** The order takes no money by WeChat any more, or another amount. */
  async closeWaiting(tx: Tx, orderId: number): Promise<void> {
    await this.waiting.close(tx, orderId);
  }

  /**
   * From the newest payment back. What came by WeChat goes back there, in its time: `PaymentRefunded` tells when. All else becomes the
   * shop's prepaid money at once. An order on account has no payments: what it owes is taken back on the ledger instead.
   * @throws Refused refund_too_much when less than `fen` is left of the payments, and then nothing goes back
   */
  async refund(tx: Tx, orderId: number, fen: number, reason: string): Promise<void> {
    if (!Number.isSafeInteger(fen) || fen < 0) throw new Error(`not an amount: ${fen}`);
    let rest = fen;
    for (const payment of await lockPaymentsOf(tx, orderId)) {
      const part = Math.min(rest, await this.refunds.left(tx, payment));
      if (part > 0) await this.refunds.begin(tx, payment, part, reason);
      rest -= part;
    }
    if (rest > 0) throw new Refused('refund_too_much', { leftFen: fen - rest });
  }

  /** The whole amount due. Publishes `PaymentSettled` before it returns: the order's row must be there. @throws Refused deposit_short */
  async payFromDeposit(tx: Tx, order: Payable, accountId: number): Promise<void> {
    const { orderId, shopId, dueFen: fen } = order;
    if (fen <= 0) return;
    const balance = (await this.balances.lock(tx, [shopId])).get(shopId);
    const depositFen = balance?.deposit_fen ?? 0;
    if (depositFen < fen) throw new Refused('deposit_short', { depositFen });
    const now = this.clock.now();
    const { insertId } = await tx.execute(
      `INSERT INTO payment (number, order_id, shop_id, account_id, method, purpose, state, fen, created_at) VALUES (?, ?, ?, ?, 'deposit', 'order', 'waiting', ?, ?)`,
      [this.numbers.forOrder(order.number), orderId, shopId, accountId, fen, now],
    );
    const payment = await lockPayment(tx, { id: insertId });
    if (payment) await this.settlement.settle(tx, payment, { at: now, transactionId: null });
  }

  /** What has been paid and what is back for certain. */
  async settledOf(sql: Sql, orderId: number): Promise<{ paidFen: number; refundedFen: number }> {
    const [row] = await sql.query<{ paid: number; refunded: number }>(
      `SELECT COALESCE(SUM(fen), 0) AS paid, COALESCE(SUM(refunded_fen), 0) AS refunded FROM payment
       WHERE order_id = ? AND state IN ('paid', 'refunding', 'refunded')`,
      [orderId],
    );
    return { paidFen: row?.paid ?? 0, refundedFen: row?.refunded ?? 0 };
  }

  /** Oldest first; attempts that were given up are left out. */
  async views(sql: Sql, orderId: number): Promise<OrderPaymentView[]> {
    const rows = await sql.query<PaymentRow>(
      `SELECT ${PAYMENT_COLUMNS} FROM payment WHERE order_id = ? AND state <> 'closed' ORDER BY id`,
      [orderId],
    );
    return rows.map((row) => ({
      id: row.id,
      method: row.method,
      state: row.state,
      fen: row.fen,
      at: new Date(isSettled(row) ? (row.paid_at ?? row.created_at) : row.created_at).toISOString(),
    }));
  }
}
