import { Injectable } from '@nestjs/common';
import { PushSettingsService } from '../delivery/push-settings';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import { Jobs } from '../platform/jobs/jobs';
import { Scheduled } from '../platform/jobs/scheduled';
import { FRESH_DAYS } from './call-list.service';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Important notices whose time to be read by themselves is over: whoever has not read is called. */
@Injectable()
export class CallTasksSchedule {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly settings: PushSettingsService,
  ) {}

  /** Idempotent: a notice has one job at a time, and its round is noted when that is through. Open ones get another round a day. */
  @Scheduled('announcements.call-unread', { everyMs: HOUR / 12 })
  async run(): Promise<void> {
    const now = this.clock.now();
    const { callAfterHours } = await this.settings.get();
    const due = await this.db.query<{ id: number }>(
      `SELECT a.id FROM announcement a LEFT JOIN announcement_call_round d ON d.announcement_id = a.id
       WHERE a.state = 'published' AND (a.must_acknowledge = 1 OR a.question IS NOT NULL) AND a.published_at <= ? AND a.published_at > ?
         AND (d.announcement_id IS NULL OR (a.open_until > d.made_at AND d.made_at <= ?)) ORDER BY a.id`,
      [now - callAfterHours * HOUR, now - FRESH_DAYS * DAY, now - DAY],
    );
    for (const { id: announcementId } of due)
      await this.db.transaction((tx) =>
        this.jobs.add(tx, 'announcements.make-calls', { announcementId, at: now }, { key: `announcements.make-calls:${announcementId}` }),
      );
  }
}
