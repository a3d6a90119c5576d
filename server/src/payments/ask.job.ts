import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import { JobHandler, type JobRun, type RunningJob } from '../platform/jobs/job';
import { Scheduled } from '../platform/jobs/scheduled';
import { ASK } from './asking';
import { PaymentInquiry } from './payment-inquiry';
import { RefundInquiry } from './refund-inquiry';

const AT_ONCE = 100;

/** Idempotent by the numbers that the platform knows payments and refunds by: under the same one it does a thing once. */
@JobHandler(ASK)
export class AskJob implements JobRun {
  constructor(
    private readonly payments: PaymentInquiry,
    private readonly refunds: RefundInquiry,
  ) {}

  async run({ payload }: RunningJob): Promise<void> {
    const { paymentId, refundId } = payload as { paymentId?: number; refundId?: number };
    if (paymentId !== undefined) await this.payments.ask(paymentId);
    if (refundId !== undefined) await this.refunds.ask(refundId);
  }
}

/** Asks again, less and less often, about whatever is not known for certain. */
@Injectable()
export class AskAgain {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly payments: PaymentInquiry,
    private readonly refunds: RefundInquiry,
  ) {}

  @Scheduled('payments.ask-again', { everyMs: 5_000 })
  async run(): Promise<void> {
    for (const id of await this.due('payment')) await this.payments.ask(id);
    for (const id of await this.due('refund')) await this.refunds.ask(id);
  }

  private async due(table: 'payment' | 'refund'): Promise<number[]> {
    const rows = await this.db.query<{ id: number }>(
      `SELECT id FROM ${table} WHERE next_ask_at <= ? ORDER BY next_ask_at LIMIT ${AT_ONCE}`,
      [this.clock.now()],
    );
    return rows.map(({ id }) => id);
  }
}
