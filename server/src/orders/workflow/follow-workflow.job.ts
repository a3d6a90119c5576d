import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import { JobHandler, type RunningJob } from '../../platform/jobs/job';
import { Jobs } from '../../platform/jobs/jobs';
import { Scheduled } from '../../platform/jobs/scheduled';
import { OrderMoves } from '../order-moves';
import { WorkflowStore } from './workflow-store';

const CHUNK = 50;

/**
 * Open orders follow the switches as they are now, in order of id. Idempotent: an order names the version that it goes by, and one that
 * goes by the present one is left alone.
 */
@Injectable()
@JobHandler('orders.followWorkflow')
export class FollowWorkflowJob {
  constructor(
    private readonly db: Database,
    private readonly jobs: Jobs,
    private readonly moves: OrderMoves,
    private readonly store: WorkflowStore,
  ) {}

  async run(job: RunningJob): Promise<undefined | 'again'> {
    let { after, done } = (job.state ?? { after: 0, done: 0 }) as { after: number; done: number };
    for (;;) {
      const ids = await this.behind(after, CHUNK);
      if (ids.length === 0) return;
      await this.db.transaction(async (tx) => {
        for (const id of ids) await this.moves.open(tx, id);
        await job.checkpoint(tx, { after: ids.at(-1), done: done + ids.length }, { done: done + ids.length });
      });
      after = ids.at(-1) ?? after;
      done += ids.length;
      if (job.stopping) return 'again';
    }
  }

  /** An order that was being placed while the switches were set is found here. */
  @Scheduled('orders.follow-workflow', { everyMs: 60_000 })
  async sweep(): Promise<void> {
    if ((await this.behind(0, 1)).length === 0) return;
    await this.db.transaction((tx) => this.jobs.add(tx, 'orders.followWorkflow', {}, { key: 'orders.followWorkflow' }));
  }

  private async behind(after: number, limit: number): Promise<number[]> {
    const { id } = await this.store.current(this.db);
    const rows = await this.db.query<{ id: number }>(
      'SELECT id FROM shop_order WHERE next_step IS NOT NULL AND workflow_version_id < ? AND id > ? ORDER BY id LIMIT ?',
      [id, after, limit],
    );
    return rows.map((row) => row.id);
  }
}
