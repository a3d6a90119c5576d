import { groupBy } from '@dianquan/shared/group-by';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import { inList } from '../platform/database/sql';
import { JobHandler, type RunningJob } from '../platform/jobs/job';
import { endBlocks } from './blocks';
import type { Recallable } from './channels/channel';
import { Channels } from './channels/channels';
import { moveRecipients, restIn } from './recipient-rows';

const AT_ONCE = 500;
type RangeRow = { number: number; first_member_id: number; last_member_id: number };
type AttemptRow = { id: number; member_id: number; account_id: number; channel: string; platform_id: string; at: number };

/**
 * Tidies up after a withdrawal: those not yet sent to are cancelled, and what a platform can still take back is. Sending has stopped by
 * itself, since each batch looks at the campaign first. Idempotent: it changes only what is still planned, recalls only what was accepted.
 */
@JobHandler('delivery.withdraw')
export class WithdrawJob {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly channels: Channels,
  ) {}

  async run(job: RunningJob): Promise<undefined | 'again'> {
    const campaignId = Number(job.payload.campaignId);
    const ranges = await this.db.query<RangeRow>('SELECT number, first_member_id, last_member_id FROM push_range WHERE campaign_id = ?', [
      campaignId,
    ]);
    for (const range of ranges) {
      if (job.stopping) return 'again';
      await this.cancel(campaignId, range);
      await job.renew();
    }
    let after = 0;
    for (let more = true; more; ) {
      if (job.stopping) return 'again';
      const attempts = await this.accepted(campaignId, after);
      for (const [channel, own] of groupBy(attempts, (row) => row.channel)) await this.recall(campaignId, channel, own);
      after = attempts.at(-1)?.id ?? after;
      more = attempts.length === AT_ONCE;
      await job.renew();
    }
  }

  private async cancel(campaignId: number, range: RangeRow): Promise<void> {
    const now = this.clock.now();
    await this.db.transaction(async (tx) => {
      await tx.execute(
        `UPDATE push_recipient SET state = 'cancelled', due_at = NULL, changed_at = ?
         WHERE campaign_id = ? AND member_id BETWEEN ? AND ? AND state = 'planned'`,
        [now, campaignId, range.first_member_id, range.last_member_id],
      );
      await endBlocks(tx, campaignId, 'cancelled', range.number);
      await tx.execute(
        'UPDATE push_range SET due_at = NULL, fallback_at = NULL, done_at = COALESCE(done_at, ?) WHERE campaign_id = ? AND number = ?',
        [now, campaignId, range.number],
      );
    });
  }

  private accepted(campaignId: number, after: number): Promise<AttemptRow[]> {
    return this.db.query<AttemptRow>(
      `SELECT id, member_id, account_id, channel, platform_id, at FROM push_attempt
       WHERE campaign_id = ? AND id > ? AND state = 'accepted' AND platform_id IS NOT NULL ORDER BY id LIMIT ${AT_ONCE}`,
      [campaignId, after],
    );
  }

  private async recall(campaignId: number, name: string, rows: AttemptRow[]): Promise<void> {
    const attempts: Recallable[] = rows.map((row) => ({
      attemptId: row.id,
      platformId: row.platform_id,
      memberId: row.member_id,
      accountId: row.account_id,
      at: row.at,
    }));
    const recalled = new Set((await this.channels.get(name)?.recall(attempts)) ?? []);
    const own = attempts.filter(({ attemptId }) => recalled.has(attemptId));
    if (own.length === 0) return;
    await this.db.transaction(async (tx) => {
      const ids = inList(own.map(({ attemptId }) => attemptId));
      await tx.execute(`UPDATE push_attempt SET state = 'recalled' WHERE id IN ${ids.sql}`, ids.params);
      const members = own.map(({ memberId }) => memberId);
      await moveRecipients(tx, campaignId, members, ['sent'], restIn('cancelled', this.clock.now()));
    });
  }
}
