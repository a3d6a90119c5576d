import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import { inList, type Tx } from '../../platform/database/sql';
import { AppError } from '../../platform/errors';
import { Scheduled } from '../../platform/jobs/scheduled';
import { PlatformRefusal } from '../../platform/wechat/authorised-calls';
import { type MassResult, WecomCustomers } from '../../platform/wecom/wecom-customers';
import { findCampaign } from '../campaign-rows';
import { Choosing } from '../choosing';
import { type Further, GoingOn } from '../going-on';
import { partAgain } from '../merging';
import { type MassTaskRow, MassTasks } from './mass-tasks';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Each task is asked about so often. */
const EVERY = 10 * MINUTE;
/** After it was confirmed, results still come in for so long. */
const SETTLING = DAY;
/** What nobody has confirmed by then is no news any more. */
const STALE = 7 * DAY;
const BATCH = 100;
const CHUNK = 500;

const CHANNEL = 'wecom-mass';
type Failure = { code: string; answer: string };
const FAILED: Partial<Record<MassResult['state'], Failure>> = {
  not_friend: { code: '2', answer: '客户已删除业务员，没有收到' },
  allowance: { code: '3', answer: '客户当月收到的群发已满' },
  other: { code: '-', answer: '企业微信没有送达' },
};

/** Asks WeCom what became of the mass messages: whether the salesperson has confirmed, and who has got it. */
@Injectable()
export class MassResults {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly customers: WecomCustomers,
    private readonly tasks: MassTasks,
    private readonly choosing: Choosing,
    private readonly goingOn: GoingOn,
  ) {}

  /** Idempotent: what WeCom says is written down as it says it. */
  @Scheduled('delivery.pull-mass', { everyMs: EVERY / 2 })
  async run(): Promise<void> {
    const now = this.clock.now();
    for (const task of await this.tasks.due(now - EVERY + MINUTE, now - SETTLING, BATCH)) {
      try {
        await this.pull(task, now);
      } catch (error) {
        // The platform does not answer, or not for this one: the others are asked all the same, and this one again.
        if (!(error instanceof AppError || error instanceof PlatformRefusal)) throw error;
        await this.db.execute('UPDATE push_mass_task SET pulled_at = ? WHERE id = ?', [now, task.id]);
      }
    }
  }

  private async pull(task: MassTaskRow, now: number): Promise<void> {
    const confirmedAt = await this.customers.confirmedAt(task.platformId, task.userid);
    if (confirmedAt === null) return this.wait(task, now);
    const results = await this.customers.results(task.platformId, task.userid);
    const campaign = await findCampaign(this.db, { id: task.campaignId });
    if (!campaign) return;
    const further = { campaign, reaches: await this.choosing.reaches(campaign, now), now };
    await this.db.transaction(async (tx) => {
      await tx.execute(
        `UPDATE push_mass_task SET state = 'confirmed', confirmed_at = COALESCE(confirmed_at, ?), delivered = ?, pulled_at = ? WHERE id = ?`,
        [confirmedAt || now, results.filter(({ state }) => state === 'sent').length, now, task.id],
      );
      for (const [state, failure] of Object.entries(FAILED)) {
        const missed = results.filter((result) => result.state === state).map(({ externalUserid }) => externalUserid);
        for (let at = 0; at < missed.length; at += CHUNK) await this.refuse(tx, task, missed.slice(at, at + CHUNK), failure, further);
      }
    });
  }

  private async wait(task: MassTaskRow, now: number): Promise<void> {
    if (task.createdAt < now - STALE) {
      await this.customers.cancelMass(task.platformId);
      await this.tasks.cancelled(task.id);
    }
    await this.db.execute('UPDATE push_mass_task SET pulled_at = ? WHERE id = ?', [now, task.id]);
  }

  /** The attempt was accepted as a task; at these customers it failed, and what comes after is tried. */
  private async refuse(tx: Tx, task: MassTaskRow, missed: string[], failure: Failure, further: Further): Promise<void> {
    const ids = inList(missed);
    const attempts = await tx.query<{ id: number; memberId: number; accountId: number }>(
      `SELECT t.id, t.member_id AS memberId, t.account_id AS accountId FROM wecom_contact c JOIN push_attempt t ON t.account_id = c.account_id
       WHERE c.external_userid IN ${ids.sql} AND c.userid = ? AND t.campaign_id = ? AND t.channel = ? AND t.platform_id = ? AND t.state = 'accepted'`,
      [...ids.params, task.userid, task.campaignId, CHANNEL, task.platformId],
    );
    if (attempts.length === 0) return;
    const attemptIds = inList(attempts.map(({ id }) => id));
    await tx.execute(`UPDATE push_attempt SET state = 'refused', code = ?, answer = ? WHERE id IN ${attemptIds.sql}`, [
      failure.code,
      failure.answer,
      ...attemptIds.params,
    ]);
    await this.goingOn.after(
      tx,
      CHANNEL,
      'sent',
      attempts.map(({ memberId }) => memberId),
      further,
    );
    await partAgain(
      tx,
      task.campaignId,
      attempts.map(({ accountId }) => accountId),
      further.now,
    );
  }
}
