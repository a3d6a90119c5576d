import { Injectable } from '@nestjs/common';
import { Clock } from '../clock';
import { Database, inList } from '../database/database';
import { Scheduled } from './scheduled';

const KEPT_MS = 7 * 24 * 3_600_000;
const CHUNK = 1_000;

/** Forgets what was done more than a week ago. The dead letters stay until somebody decides about them. */
@Injectable()
export class JobHousekeeping {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @Scheduled('jobs.forgetDone', { everyMs: 3_600_000 })
  async forgetDone(): Promise<void> {
    const before = this.clock.now() - KEPT_MS;
    for (;;) {
      const old = await this.database.query<{ id: number }>(
        `SELECT id FROM outbox_job WHERE status = 'done' AND finished_at < ? ORDER BY finished_at LIMIT ?`,
        [before, CHUNK],
      );
      if (old.length === 0) return;
      const ids = inList(old.map(({ id }) => id));
      await this.database.execute(`DELETE FROM outbox_job WHERE id IN ${ids.sql}`, ids.params);
    }
  }
}
