import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/sql';
import { Unavailable } from '../platform/errors';
import { NoticeRefused } from '../platform/wechat-pay/notices';
import { PayRefused } from '../platform/wechat-pay/pay-refused';
import { type TradeState, WechatPayClient } from '../platform/wechat-pay/wechat-pay-client';
import { waitAfter } from './asking';
import { Payables } from './payables';
import { findPayment, lockPayment, type PaymentRow } from './payment-rows';
import { Settlement } from './settlement';

/** What the platform says of a payment, in a notice, in an answer or in a bill. */
export type Told = { number: string; transactionId: string | null; state: TradeState | string; totalFen: number; paidAt: number | null };

const PAID = ['SUCCESS', 'REFUND'];
const OVER = ['CLOSED', 'REVOKED'];
/** The platform's clock may be behind ours, and somebody may be just about to agree. */
const AFTER_EXPIRY_MS = 60_000;

/** Finds out what became of a payment, when nobody tells. Any number of askers may ask at once. */
@Injectable()
export class PaymentInquiry {
  private readonly logger = new Logger('Payments');

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly client: WechatPayClient,
    private readonly payables: Payables,
    private readonly settlement: Settlement,
  ) {}

  /** Records what the platform says, once. @throws NoticeRefused when it cannot be about a payment of ours */
  async believe(tx: Tx, told: Told): Promise<void> {
    if (!PAID.includes(told.state)) return;
    const named = await findPayment(tx, { number: told.number });
    // The order before its payments, as everybody locks them.
    if (named?.order_id != null) await this.payables.find(tx, named.order_id, { lock: true });
    const payment = named && (await lockPayment(tx, { id: named.id }));
    if (payment?.method !== 'wechat' || told.transactionId === null || told.paidAt === null) throw new NoticeRefused('foreign');
    if (payment.fen !== told.totalFen) throw new NoticeRefused('amount');
    await this.settlement.settle(tx, payment, { at: told.paidAt, transactionId: told.transactionId });
  }

  /** Never throws for the platform's sake: what cannot be found out now is asked again later. */
  async ask(paymentId: number): Promise<void> {
    const payment = await findPayment(this.db, { id: paymentId });
    if (payment?.method !== 'wechat' || payment.next_ask_at === null || !['waiting', 'closed'].includes(payment.state)) return;
    try {
      const isKnown = payment.state === 'waiting' ? await this.look(payment) : await this.close(payment);
      if (!isKnown) await this.later(payment);
    } catch (error) {
      if (!(error instanceof Unavailable || error instanceof PayRefused || error instanceof NoticeRefused)) throw error;
      this.logger.warn({ number: payment.number, err: error.cause ?? error }, 'WeChat Pay could not say what became of a payment');
      await this.later(payment);
    }
  }

  /** Whether there is nothing more to be asked. */
  private async look(payment: PaymentRow): Promise<boolean> {
    const found = await this.client.query(payment.number);
    if (found && PAID.includes(found.state)) return this.paid(payment, found);
    const isOver = this.clock.now() > (payment.expires_at ?? 0) + AFTER_EXPIRY_MS;
    if (!isOver && !(found && OVER.includes(found.state))) return false;
    await this.db.execute(`UPDATE payment SET state = 'closed', open_order_id = NULL WHERE id = ? AND state = 'waiting'`, [payment.id]);
    return this.close({ ...payment, state: 'closed' });
  }

  private async close(payment: PaymentRow): Promise<boolean> {
    const end = await this.client.close(payment.number);
    if (end === 'paid') {
      const found = await this.client.query(payment.number);
      return found !== null && PAID.includes(found.state) && this.paid(payment, found);
    }
    // A prepay that is still under way would open it after all.
    if (end === 'unknown' && this.clock.now() <= (payment.expires_at ?? 0)) return false;
    await this.db.execute(`UPDATE payment SET next_ask_at = NULL WHERE id = ? AND state = 'closed'`, [payment.id]);
    return true;
  }

  private async paid({ number }: PaymentRow, found: Omit<Told, 'number'>): Promise<boolean> {
    await this.db.transaction((tx) => this.believe(tx, { ...found, number }));
    return true;
  }

  private async later({ id, asks }: PaymentRow): Promise<void> {
    await this.db.execute('UPDATE payment SET asks = asks + 1, next_ask_at = ? WHERE id = ? AND next_ask_at IS NOT NULL', [
      this.clock.now() + waitAfter(asks),
      id,
    ]);
  }
}
