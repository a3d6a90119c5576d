import type { Answer, Input } from '@dianquan/shared/contract/all';
import { Injectable } from '@nestjs/common';
import { Audit } from '../platform/audit/audit';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/sql';
import { NotFound, Refused } from '../platform/errors';
import type { StaffActor } from '../platform/http/actor';
import { Idempotency } from '../platform/idempotency/idempotency';
import { BalanceRows } from './balance-rows';
import { Payables } from './payables';
import { findPayment, lockPayment, type PaymentRow } from './payment-rows';
import { PaymentViews } from './payment-views';
import { Refunds } from './refunds';

/** Finance gives money back by hand. */
@Injectable()
export class PaymentRefundsService {
  constructor(
    private readonly db: Database,
    private readonly audit: Audit,
    private readonly idempotency: Idempotency,
    private readonly balances: BalanceRows,
    private readonly payables: Payables,
    private readonly refunds: Refunds,
    private readonly views: PaymentViews,
  ) {}

  async refund(me: StaffActor, input: Input<'payments.refund'>, key: string): Promise<Answer<'payments.refund'>> {
    const { id, fen, reason } = input;
    const once = this.idempotency.once(me.accountId, 'payments.refund', key, input);
    await this.db.transaction(async (tx) => {
      const seen = await findPayment(tx, { id });
      if (!seen) throw new NotFound();
      if (seen.order_id !== null) await this.payables.find(tx, seen.order_id, { lock: true });
      const payment = (await lockPayment(tx, { id })) as PaymentRow;
      const { again } = await this.idempotency.run(tx, once, async () => {
        await this.mustStillBeThere(tx, payment, fen);
        return String(await this.refunds.begin(tx, payment, fen, reason, me.staff.id));
      });
      if (!again) await this.audit.record(tx, me, 'payments.refund', `payment:${id}`, { fen, reason });
    });
    return this.views.one(me, (await findPayment(this.db, { id })) as PaymentRow);
  }

  /** Prepaid money that has been spent cannot be handed out. */
  private async mustStillBeThere(tx: Tx, payment: PaymentRow, fen: number): Promise<void> {
    if (payment.purpose !== 'deposit') return;
    const leftFen = (await this.balances.lock(tx, [payment.shop_id])).get(payment.shop_id)?.deposit_fen ?? 0;
    if (fen > leftFen) throw new Refused('refund_too_much', { leftFen });
  }
}
