import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import { Events } from '../platform/jobs/events';
import { JobHandler, type RunningJob } from '../platform/jobs/job';
import { Announcement } from './announcement.entity';
import type { StoredAudience } from './audience';
import { CHUNK_SIZE, chunkOf } from './chunks';
import { AnnouncementPublished } from './events';
import { fanOutChunk, writeTallies } from './fan-out';

type Cursor = { next: number; lastMemberId: number; people: number };

/**
 * Fixes the audience of an announcement as rows, a range of member ids at a time. Idempotent by its cursor, which commits together with
 * the range it stands for; a run that finds the announcement withdrawn or published does nothing.
 */
@Injectable()
@JobHandler('announcements.publish')
export class PublishJob {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly events: Events,
    @InjectRepository(Announcement) private readonly announcements: Repository<Announcement>,
  ) {}

  async run(job: RunningJob): Promise<undefined | 'again'> {
    const announcement = await this.announcements.findOneBy({ id: Number(job.payload.announcementId) });
    if (!announcement || !['scheduled', 'publishing'].includes(announcement.state)) return;
    // Moved to another time since: that time has a job of its own.
    if (announcement.jobId !== job.id) return;
    const audience: StoredAudience = { ...announcement.audience, regions: announcement.audience.regions ?? [] };
    let cursor = (job.state as Cursor | null) ?? (await this.start(job, announcement.id));
    if (!cursor) return;
    while (cursor.next <= chunkOf(cursor.lastMemberId)) {
      if (job.stopping) return 'again';
      const moved: Cursor | null = await this.step(job, announcement.id, audience, cursor);
      if (!moved) return;
      cursor = moved;
    }
    await this.finish(announcement.id, audience);
  }

  private async start(job: RunningJob, id: number): Promise<Cursor | null> {
    return this.db.transaction(async (tx) => {
      const { affected } = await tx.execute(
        `UPDATE announcement SET state = 'publishing', updated_at = ? WHERE id = ? AND state IN ('scheduled', 'publishing')`,
        [this.clock.now(), id],
      );
      if (affected === 0) return null;
      const [row] = await tx.query<{ last: number | null }>('SELECT MAX(id) AS last FROM member');
      const cursor: Cursor = { next: 0, lastMemberId: row?.last ?? 0, people: 0 };
      await job.checkpoint(tx, cursor, { done: 0, total: cursor.lastMemberId });
      return cursor;
    });
  }

  private async step(job: RunningJob, id: number, audience: StoredAudience, cursor: Cursor): Promise<Cursor | null> {
    return this.db.transaction(async (tx) => {
      // Also takes the row's lock: a withdrawal waits for this range or stops the next.
      const { affected } = await tx.execute(`UPDATE announcement SET updated_at = updated_at + 1 WHERE id = ? AND state = 'publishing'`, [
        id,
      ]);
      if (affected === 0) return null;
      const people = await fanOutChunk(tx, id, audience, cursor.next, cursor.lastMemberId);
      const moved: Cursor = { ...cursor, next: cursor.next + 1, people: cursor.people + people };
      await job.checkpoint(tx, moved, { done: Math.min(moved.next * CHUNK_SIZE, cursor.lastMemberId), total: cursor.lastMemberId });
      return moved;
    });
  }

  private async finish(id: number, audience: StoredAudience): Promise<void> {
    await this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const { affected } = await tx.execute(
        `UPDATE announcement SET state = 'published', published_at = ?, updated_at = ? WHERE id = ? AND state = 'publishing'`,
        [now, now, id],
      );
      if (affected === 0) return;
      await writeTallies(tx, id, audience);
      await this.events.publish(tx, new AnnouncementPublished(id));
    });
  }
}
