import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/sql';
import { Events } from '../platform/jobs/events';
import { PaymentSettled } from './events';
import { Ledger, type LedgerAccount } from './ledger';
import { Payables } from './payables';
import { isSettled, type PaymentRow } from './payment-rows';
import { Refunds } from './refunds';
import { WaitingPayments } from './waiting-payments';

const FROM: Record<'wechat' | 'offline' | 'deposit', LedgerAccount> = {
  wechat: 'cash_wechat',
  offline: 'cash_offline',
  deposit: 'deposit',
};
const WORD = { wechat: '微信支付', offline: '线下付款', deposit: '预存款支付' };

/** The one place where a payment becomes paid, whatever told of it. */
@Injectable()
export class Settlement {
  constructor(
    private readonly ledger: Ledger,
    private readonly events: Events,
    private readonly payables: Payables,
    private readonly refunds: Refunds,
    private readonly waiting: WaitingPayments,
  ) {}

  /** Of a payment that is locked. Has no effect on one that is settled. */
  async settle(
    tx: Tx,
    payment: PaymentRow,
    money: { at: number; transactionId: string | null; staffId?: number; note?: string },
  ): Promise<void> {
    if (isSettled(payment)) return;
    const { at, transactionId, staffId = null, note } = money;
    await tx.execute(
      `UPDATE payment SET state = 'paid', paid_at = COALESCE(paid_at, ?), transaction_id = ?, open_order_id = NULL, next_ask_at = NULL,
         decided_by_staff_id = ?, decided_at = ?, note = ? WHERE id = ?`,
      [at, transactionId, staffId, staffId === null ? null : at, note ?? payment.note, payment.id],
    );
    await this.post(tx, payment);
    const { id, order_id: orderId, shop_id: shopId, fen, method } = payment;
    const before = orderId === null ? null : await this.payables.find(tx, orderId, { lock: true });
    await this.events.publish(tx, new PaymentSettled(id, orderId, shopId, fen, method, at));
    if (orderId === null) return;
    await this.waiting.close(tx, orderId);
    const over = before && !before.closed ? fen - Math.max(0, before.dueFen) : 0;
    if (over > 0) await this.refunds.begin(tx, { ...payment, state: 'paid' }, over, '重复付款退回');
  }

  private async post(tx: Tx, { id, method, purpose, shop_id: shopId, order_id: orderId, fen, number }: PaymentRow): Promise<void> {
    if (method === 'account') throw new Error('nothing is paid on account');
    const memo = `${purpose === 'deposit' ? '预存' : WORD[method]} ${number}`;
    const common = { shopId, kind: 'payment', orderId, paymentId: id, memo } as const;
    await this.ledger.post(tx, `payment:${id}`, [
      { ...common, account: FROM[method], fen },
      { ...common, account: purpose === 'deposit' ? 'deposit' : 'receivable', fen: -fen },
    ]);
  }
}
