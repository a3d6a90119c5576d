import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import type { Sql, Tx } from '../platform/database/sql';
import { endBlocks } from './blocks';
import type { Campaign } from './campaign-rows';
import { Planning } from './planning';

/** Campaigns whose message a platform will have from nobody: one dead letter stands for all of what is left of them. */
@Injectable()
export class Faults {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly planning: Planning,
  ) {}

  /** Only the job that met the fault may go on: it runs again when somebody has said so. Then all the other ranges do. */
  async takeUp(campaign: Campaign, jobId: number): Promise<boolean> {
    if (campaign.faultJobId !== jobId) return false;
    return this.db.transaction(async (tx) => {
      const { affected } = await tx.execute('UPDATE push_campaign SET fault = NULL, job_id = NULL WHERE id = ? AND job_id = ?', [
        campaign.id,
        jobId,
      ]);
      if (affected === 0) return false;
      const now = this.clock.now();
      for (const number of await openRanges(tx, campaign.id)) await this.planning.wake(tx, campaign.id, number, now);
      return true;
    });
  }

  /** Somebody has given up on it: whoever was not sent to will not be. */
  async giveUp(tx: Tx, jobId: number): Promise<void> {
    const now = this.clock.now();
    const faulty = await tx.query<{ id: number }>('SELECT id FROM push_campaign WHERE job_id = ? AND fault IS NOT NULL', [jobId]);
    for (const { id } of faulty) {
      await tx.execute(
        `UPDATE push_recipient SET state = 'refused', due_at = NULL, changed_at = ? WHERE campaign_id = ? AND state = 'planned'`,
        [now, id],
      );
      await endBlocks(tx, id, 'refused');
      await tx.execute('UPDATE push_range SET due_at = NULL, done_at = ? WHERE campaign_id = ? AND done_at IS NULL', [now, id]);
      await tx.execute(`UPDATE push_campaign SET state = 'done', finished_at = ? WHERE id = ? AND state IN ('planning', 'sending')`, [
        now,
        id,
      ]);
    }
  }
}

async function openRanges(sql: Sql, campaignId: number): Promise<number[]> {
  const rows = await sql.query<{ number: number }>(
    'SELECT number FROM push_range WHERE campaign_id = ? AND done_at IS NULL ORDER BY number',
    [campaignId],
  );
  return rows.map(({ number }) => number);
}
