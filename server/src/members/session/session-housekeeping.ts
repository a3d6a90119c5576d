import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import { Scheduled } from '../../platform/jobs/scheduled';

const HOUR = 3_600_000;
/** Far longer than any process takes to read what changed. */
const CHANGES_KEPT_MS = HOUR;

/** Takes away sessions that have run out, and changes that every process has long heard of. */
@Injectable()
export class SessionHousekeeping {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  @Scheduled('members.sessions', { everyMs: HOUR })
  async run(): Promise<void> {
    const now = this.clock.now();
    await this.db.execute('DELETE FROM session WHERE expires_at < ?', [now]);
    const [row] = await this.db.query<{ id: number | null }>('SELECT MAX(id) AS id FROM actor_change WHERE at < ?', [
      now - CHANGES_KEPT_MS,
    ]);
    // The newest row always stays: a process that starts reads from there on.
    if (row?.id) await this.db.execute('DELETE FROM actor_change WHERE id < ?', [row.id]);
  }
}
