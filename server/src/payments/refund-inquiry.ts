import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import { forUpdate, type Sql, type Tx } from '../platform/database/sql';
import { Unavailable } from '../platform/errors';
import { NoticeRefused } from '../platform/wechat-pay/notices';
import { PayRefused } from '../platform/wechat-pay/pay-refused';
import { type Refund, WechatPayClient } from '../platform/wechat-pay/wechat-pay-client';
import { waitAfter } from './asking';
import { Payables } from './payables';
import { findPayment, lockPayment } from './payment-rows';
import { type RefundRow, Refunds } from './refunds';

const SELECT = 'SELECT id, number, payment_id, fen, reason, state, asks FROM refund';
/** The platform will say the same tomorrow. */
const FINAL = ['INVALID_REQUEST', 'PARAM_ERROR', 'ORDER_NOT_EXIST', 'RESOURCE_NOT_EXISTS'];

/** Has money sent back, under the same number until it is known what became of it. */
@Injectable()
export class RefundInquiry {
  private readonly logger = new Logger('Payments');

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly client: WechatPayClient,
    private readonly payables: Payables,
    private readonly refunds: Refunds,
  ) {}

  /** Records what the platform says of a refund, once. @throws NoticeRefused when it cannot be about a refund of ours */
  async believe(tx: Tx, number: string, { status, refundFen, refundId, refundedAt }: Refund): Promise<void> {
    const [named] = await tx.query<RefundRow>(`${SELECT} WHERE number = ?`, [number]);
    if (!named) throw new NoticeRefused('foreign');
    const seen = await findPayment(tx, { id: named.payment_id });
    // The order before its payments, as everybody locks them.
    if (seen?.order_id != null) await this.payables.find(tx, seen.order_id, { lock: true });
    const payment = await lockPayment(tx, { id: named.payment_id });
    const refund = await this.find(tx, named.id, forUpdate(tx));
    if (payment?.method !== 'wechat' || !refund) throw new NoticeRefused('foreign');
    if (refund.fen !== refundFen) throw new NoticeRefused('amount');
    if (refund.state === 'done') return;
    await tx.execute('UPDATE refund SET platform_refund_id = ? WHERE id = ?', [refundId, refund.id]);
    if (status === 'SUCCESS') return this.refunds.done(tx, payment, refund, refundedAt ?? this.clock.now());
    if (status === 'PROCESSING') return this.set(tx, refund, 'processing', null);
    await this.set(tx, refund, status === 'CLOSED' ? 'failed' : 'stuck', status);
  }

  /** Never throws for the platform's sake. */
  async ask(refundId: number): Promise<void> {
    const refund = await this.find(this.db, refundId, '');
    if (!refund || refund.state === 'done' || refund.state === 'failed') return;
    const payment = await findPayment(this.db, { id: refund.payment_id });
    if (!payment) return;
    const { number: refundNumber, fen: refundFen, reason } = refund;
    const send = () => this.client.refund({ refundNumber, number: payment.number, refundFen, totalFen: payment.fen, reason });
    try {
      const found = refund.state === 'waiting' ? null : await this.client.queryRefund(refundNumber);
      const told = found ?? (await send());
      await this.db.transaction((tx) => this.believe(tx, refundNumber, told));
    } catch (error) {
      await this.trouble(refund, error);
    }
  }

  private async trouble(refund: RefundRow, error: unknown): Promise<void> {
    if (!(error instanceof Unavailable || error instanceof PayRefused || error instanceof NoticeRefused)) throw error;
    this.logger.warn({ number: refund.number, err: error.cause ?? error }, 'money could not be sent back');
    const fault = error instanceof Unavailable ? null : error.reason.slice(0, 60);
    const isFinal = fault !== null && FINAL.includes(fault) && refund.state === 'waiting';
    await this.db.transaction(async (tx) => {
      await lockPayment(tx, { id: refund.payment_id });
      const now = await this.find(tx, refund.id, forUpdate(tx));
      if (now && now.state === refund.state) await this.set(tx, now, isFinal ? 'failed' : now.state, fault);
    });
  }

  private async find(sql: Sql, id: number, end: string): Promise<RefundRow | null> {
    const [row] = await sql.query<RefundRow>(`${SELECT} WHERE id = ?${end}`, [id]);
    return row ?? null;
  }

  /** What failed or hangs is for finance to look after. */
  private async set(tx: Tx, { id, payment_id, asks }: RefundRow, state: RefundRow['state'], fault: string | null): Promise<void> {
    const next = state === 'failed' ? null : this.clock.now() + waitAfter(asks);
    await tx.execute('UPDATE refund SET state = ?, fault = ?, asks = asks + 1, next_ask_at = ? WHERE id = ?', [state, fault, next, id]);
    if (state === 'failed' || state === 'stuck') await tx.execute('UPDATE payment SET mismatched = 1 WHERE id = ?', [payment_id]);
    await this.refunds.keepState(tx, payment_id);
  }
}
