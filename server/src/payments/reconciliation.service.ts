import type { Answer } from '@dianquan/shared/contract/all';
import { shanghaiDayText } from '@dianquan/shared/shanghai-day';
import { Injectable, Logger } from '@nestjs/common';
import { Audit } from '../platform/audit/audit';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import { inList, type Tx, upsertMany } from '../platform/database/sql';
import { Refused, Unavailable } from '../platform/errors';
import type { StaffActor } from '../platform/http/actor';
import { Scheduled } from '../platform/jobs/scheduled';
import { NoticeRefused } from '../platform/wechat-pay/notices';
import { PayRefused } from '../platform/wechat-pay/pay-refused';
import { BillFault, type BillRow } from '../platform/wechat-pay/trade-bill';
import { WechatPayClient } from '../platform/wechat-pay/wechat-pay-client';
import { compare, type Difference, type Ours } from './bill-comparison';
import { PaymentInquiry } from './payment-inquiry';
import { findPayment, isSettled } from './payment-rows';
import { ReconciliationLists } from './reconciliation-lists';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Bills lie ready from about ten in the next morning. */
const READY_MS = 10 * HOUR_MS;
/** Days that are made up for when nobody ran this for a while. */
const BACK = 7;
/** How long the platform keeps its bills. */
const KEPT_DAYS = 90;

/** Our payments by WeChat against the platform's bill, day by day. */
@Injectable()
export class ReconciliationService {
  private readonly logger = new Logger('Payments');

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly client: WechatPayClient,
    private readonly inquiry: PaymentInquiry,
    private readonly lists: ReconciliationLists,
    private readonly audit: Audit,
  ) {}

  /** Finance wants it now: a day that is not compared yet, or once more after something was put right. @throws Refused bill_not_ready */
  async byHand(me: StaffActor, day: string): Promise<Answer<'payments.reconcile'>> {
    const latest = this.latest();
    if (day > shanghaiDayText(latest) || day < shanghaiDayText(latest - KEPT_DAYS * DAY_MS)) throw new Refused('bill_not_ready');
    if (!this.client.isOn) throw new Unavailable('platform_unavailable');
    await this.reconcile(day, me).catch(asUnavailable);
    return this.lists.one(day);
  }

  @Scheduled('payments.reconcile', { everyMs: HOUR_MS / 4 })
  async run(): Promise<void> {
    if (!this.client.isOn) return;
    for (const day of await this.daysToDo()) {
      try {
        await this.reconcile(day);
      } catch (error) {
        if (!(error instanceof Unavailable || error instanceof PayRefused || error instanceof BillFault)) throw error;
        this.logger.warn({ day, err: error.cause ?? error }, 'a bill of WeChat Pay could not be compared yet');
      }
    }
  }

  /** Of the last days, those that are not compared yet; from the first payment on. */
  private async daysToDo(): Promise<string[]> {
    const [first] = await this.db.query<{ at: number | null }>(`SELECT MIN(created_at) AS at FROM payment WHERE method = 'wechat'`);
    if (first?.at == null) return [];
    const latest = this.latest();
    const days = Array.from({ length: BACK }, (_, back) => shanghaiDayText(latest - back * DAY_MS)).reverse();
    const known = inList(days);
    const done = await this.db.query<{ day: string }>(`SELECT day FROM payment_reconciliation WHERE day IN ${known.sql}`, known.params);
    const start = shanghaiDayText(first.at);
    return days.filter((day) => day >= start && !done.some((one) => one.day === day));
  }

  /** The last day whose bill is ready, as an instant of it. */
  private latest(): number {
    return this.clock.now() - READY_MS - DAY_MS;
  }

  private async reconcile(day: string, me?: StaffActor): Promise<void> {
    const bill = await this.client.tradeBill(day);
    for (const row of bill) await this.catchUp(row);
    await this.db.transaction(async (tx) => {
      const result = compare(await this.ours(tx, day, bill), bill);
      const { matched, ourFen, theirFen, differences } = result;
      const columns = ['day', 'matched', 'our_fen', 'their_fen', 'differences', 'at'];
      const row = [day, matched, ourFen, theirFen, JSON.stringify(differences), this.clock.now()];
      await upsertMany(tx, 'payment_reconciliation', columns, [row], ['day'], columns.slice(1));
      await this.mark(tx, differences);
      if (differences.length > 0)
        this.logger.error({ day, differences: differences.length }, 'our payments and the bill of WeChat Pay disagree');
      if (me) await this.audit.record(tx, me, 'payments.reconcile', `bill:${day}`, { matched, differences: differences.length });
    });
  }

  /** Payments that a bill says something else about; those that no bill says it about any more are taken off, but for money whose way back failed. */
  private async mark(tx: Tx, differences: readonly Difference[]): Promise<void> {
    if (differences.length > 0) {
      const found = inList(differences.map(({ number }) => number));
      await tx.execute(
        `UPDATE payment SET mismatched = 1 WHERE number IN ${found.sql} OR id IN (SELECT payment_id FROM refund WHERE number IN ${found.sql})`,
        [...found.params, ...found.params],
      );
    }
    const [any] = await tx.query(`SELECT id FROM payment WHERE mismatched = 1 LIMIT 1`);
    if (!any) return;
    const days = await tx.query<{ differences: string }>(`SELECT differences FROM payment_reconciliation WHERE differences <> '[]'`);
    // Never empty: of a list without members, SQL says neither that something is in it nor that it isn't.
    const named = inList(['', ...days.flatMap((one) => (JSON.parse(one.differences) as Difference[]).map(({ number }) => number))]);
    await tx.execute(
      `UPDATE payment SET mismatched = 0 WHERE mismatched = 1 AND number NOT IN ${named.sql}
         AND NOT EXISTS (SELECT 1 FROM refund r WHERE r.payment_id = payment.id AND (r.state IN ('failed', 'stuck') OR r.number IN ${named.sql}))`,
      [...named.params, ...named.params],
    );
  }

  /** A payment that nobody told us of, and that could not be asked for all day. */
  private async catchUp({ number, state, totalFen, transactionId, at }: BillRow): Promise<void> {
    if (state !== 'SUCCESS') return;
    const payment = await findPayment(this.db, { number });
    if (!payment || isSettled(payment)) return;
    try {
      await this.db.transaction((tx) => this.inquiry.believe(tx, { number, state, totalFen, transactionId, paidAt: at }));
    } catch (error) {
      if (!(error instanceof NoticeRefused)) throw error;
    }
  }

  private async ours(tx: Tx, day: string, bill: BillRow[]): Promise<Ours> {
    const start = Date.parse(`${day}T00:00:00+08:00`);
    const numbers = inList(bill.flatMap(({ refundNumber }) => (refundNumber === null ? [] : [refundNumber])));
    const payments = await tx.query<{ number: string; fen: number }>(
      `SELECT number, fen FROM payment WHERE method = 'wechat' AND state IN ('paid', 'refunding', 'refunded') AND paid_at >= ? AND paid_at < ?`,
      [start, start + DAY_MS],
    );
    const refunds = await tx.query<{ number: string; fen: number }>(
      `SELECT number, fen FROM refund WHERE number IN ${numbers.sql}`,
      numbers.params,
    );
    return { payments, refunds };
  }
}

/** A bill that cannot be had or read now: to the person the same as a platform that doesn't answer. */
function asUnavailable(error: unknown): never {
  throw error instanceof BillFault ? new Unavailable('platform_unavailable') : error;
}
