import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import { JobHandler, type RunningJob } from '../platform/jobs/job';
import { takesBlocks } from './blocks';
import { type Campaign, findCampaign, isNamed, NAMED_RANGE, rangeOf } from './campaign-rows';
import { Choosing, type Reach } from './choosing';
import { CHUNK_SIZE } from './member-chunks';
import { Planning } from './planning';
import { closeCampaign } from './range-rows';

type Cursor = { next: number; lastMemberId: number; people: number };

/**
 * Plans a campaign, a range of member ids at a time. Idempotent by its cursor, which commits together with the range it stands for; a
 * campaign that was withdrawn meanwhile is left where it is. Sending begins with the first range.
 */
@JobHandler('delivery.plan')
export class PlanJob {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly choosing: Choosing,
    private readonly planning: Planning,
  ) {}

  async run(job: RunningJob): Promise<undefined | 'again'> {
    const campaign = await findCampaign(this.db, { id: Number(job.payload.campaignId) });
    if (campaign?.state !== 'planning') return;
    const reaches = await this.choosing.reaches(campaign, this.clock.now());
    let cursor = (job.state as Cursor | null) ?? (await this.start(job, campaign));
    while (cursor.next * CHUNK_SIZE < cursor.lastMemberId) {
      if (job.stopping) return 'again';
      const moved = await this.step(job, campaign, reaches, cursor);
      if (!moved) return;
      cursor = moved;
    }
    await this.finish(campaign.id, cursor.people);
  }

  private async start(job: RunningJob, { to }: Campaign): Promise<Cursor> {
    return this.db.transaction(async (tx) => {
      const [row] = isNamed(to) ? [{ last: 1 }] : await tx.query<{ last: number | null }>('SELECT MAX(id) AS last FROM member');
      const cursor: Cursor = { next: 0, lastMemberId: row?.last ?? 0, people: 0 };
      await job.checkpoint(tx, cursor, { done: 0, total: cursor.lastMemberId });
      return cursor;
    });
  }

  private async step(job: RunningJob, campaign: Campaign, reaches: readonly Reach[], cursor: Cursor): Promise<Cursor | null> {
    return this.db.transaction(async (tx) => {
      // Also takes the row's lock: a withdrawal waits for this range or stops the next.
      const { affected } = await tx.execute(`UPDATE push_campaign SET people = ?, has_blocks = ? WHERE id = ? AND state = 'planning'`, [
        cursor.people,
        reaches.some(({ channel }) => takesBlocks(campaign, channel)) ? 1 : 0,
        campaign.id,
      ]);
      if (affected === 0) return null;
      const { people } = await this.planning.plan(tx, campaign, reaches, isNamed(campaign.to) ? NAMED_RANGE : rangeOf(cursor.next));
      const moved: Cursor = { ...cursor, next: cursor.next + 1, people: cursor.people + people };
      await job.checkpoint(tx, moved, { done: Math.min(moved.next * CHUNK_SIZE, cursor.lastMemberId), total: cursor.lastMemberId });
      return moved;
    });
  }

  private async finish(campaignId: number, people: number): Promise<void> {
    await this.db.transaction(async (tx) => {
      await tx.execute(`UPDATE push_campaign SET state = 'sending', people = ? WHERE id = ? AND state = 'planning'`, [people, campaignId]);
      await closeCampaign(tx, campaignId, this.clock.now());
    });
  }
}
