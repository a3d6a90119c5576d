import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock';
import type { Tx } from '../platform/database/sql';
import { Refused } from '../platform/errors';
import { Events } from '../platform/jobs/events';
import { Asking } from './asking';
import { PaymentRefunded } from './events';
import { Ledger, type LedgerEntry } from './ledger';
import { isSettled, type PaymentRow } from './payment-rows';

export type RefundState = 'waiting' | 'processing' | 'done' | 'failed' | 'stuck';
export type RefundRow = { id: number; number: string; payment_id: number; fen: number; reason: string; state: RefundState; asks: number };

/** Money on its way back, from the decision to the moment when it is known to have arrived. */
@Injectable()
export class Refunds {
  constructor(
    private readonly clock: Clock,
    private readonly ledger: Ledger,
    private readonly events: Events,
    private readonly asking: Asking,
  ) {}

  /** What of a payment is neither back nor on its way. */
  async left(tx: Tx, payment: PaymentRow): Promise<number> {
    if (!isSettled(payment)) return 0;
    const [row] = await tx.query<{ fen: number }>(
      `SELECT COALESCE(SUM(fen), 0) AS fen FROM refund WHERE payment_id = ? AND state <> 'failed'`,
      [payment.id],
    );
    return payment.fen - (row?.fen ?? 0);
  }

  /** Of a payment that is locked. By WeChat it takes its time; what else was paid becomes, or is again, prepaid. Answers the refund's id. */
  async begin(tx: Tx, payment: PaymentRow, fen: number, reason: string, staffId: number | null = null): Promise<number> {
    const left = await this.left(tx, payment);
    if (fen > left) throw new Refused('refund_too_much', { leftFen: left });
    const [row] = await tx.query<{ n: number }>('SELECT COUNT(*) AS n FROM refund WHERE payment_id = ?', [payment.id]);
    const number = `${payment.number}-R${(row?.n ?? 0) + 1}`;
    const now = this.clock.now();
    const isByPlatform = payment.method === 'wechat';
    const { insertId } = await tx.execute(
      `INSERT INTO refund (number, payment_id, fen, reason, state, created_at, staff_id, next_ask_at) VALUES (?, ?, ?, ?, 'waiting', ?, ?, ?)`,
      [number, payment.id, fen, reason, now, staffId, isByPlatform ? now : null],
    );
    if (isByPlatform) {
      await tx.execute(`UPDATE payment SET state = 'refunding' WHERE id = ?`, [payment.id]);
      await this.asking.soon(tx, { refundId: insertId });
    } else {
      await this.done(tx, payment, { id: insertId, fen, number }, now);
    }
    return insertId;
  }

  /** The money is back. Of a payment that is locked, and of a refund that was not done before. */
  async done(tx: Tx, payment: PaymentRow, refund: Pick<RefundRow, 'id' | 'fen' | 'number'>, at: number): Promise<void> {
    await tx.execute(`UPDATE refund SET state = 'done', done_at = ?, fault = NULL, next_ask_at = NULL WHERE id = ?`, [at, refund.id]);
    await tx.execute('UPDATE payment SET refunded_fen = refunded_fen + ? WHERE id = ?', [refund.fen, payment.id]);
    await this.keepState(tx, payment.id);
    await this.ledger.post(tx, `refund:${refund.id}`, entriesOf(payment, refund));
    await this.events.publish(tx, new PaymentRefunded(payment.id, payment.order_id, refund.fen, at));
  }

  /** What the payment is after one of its refunds has changed. */
  async keepState(tx: Tx, paymentId: number): Promise<void> {
    await tx.execute(
      `UPDATE payment SET state = CASE
         WHEN refunded_fen >= fen THEN 'refunded'
         WHEN EXISTS (SELECT 1 FROM refund WHERE payment_id = ? AND state IN ('waiting', 'processing', 'stuck')) THEN 'refunding'
         ELSE 'paid' END WHERE id = ?`,
      [paymentId, paymentId],
    );
  }
}

/** Back to where it came from; what was handed over for an order stays with us as the shop's prepaid money. */
function entriesOf(payment: PaymentRow, { fen, number }: Pick<RefundRow, 'fen' | 'number'>): LedgerEntry[] {
  const { shop_id: shopId, order_id: orderId, id: paymentId, method, purpose } = payment;
  const to = method === 'wechat' ? 'cash_wechat' : purpose === 'order' ? 'deposit' : 'cash_offline';
  const memo = `${to === 'deposit' ? '退回预存款' : '退款'} ${number}`;
  const common = { shopId, kind: 'refund', orderId, paymentId, memo } as const;
  return [
    { ...common, account: purpose === 'deposit' ? 'deposit' : 'receivable', fen },
    { ...common, account: to, fen: -fen },
  ];
}
