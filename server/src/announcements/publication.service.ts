import type { Audience } from '@dianquan/shared/contract/announcements';
import { Injectable } from '@nestjs/common';
import { Audit } from '../platform/audit/audit';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import type { Sql } from '../platform/database/sql';
import { NotFound, Refused } from '../platform/errors';
import type { StaffActor } from '../platform/http/actor';
import { Jobs } from '../platform/jobs/jobs';
import { Announcement } from './announcement.entity';
import { AnnouncementPushes } from './announcement-pushes';
import { audienceCondition, regionsOf, type StoredAudience } from './audience';
import { checkButton } from './button-pages';

/** Publishing, scheduling and withdrawing. */
@Injectable()
export class PublicationService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly jobs: Jobs,
    private readonly pushes: AnnouncementPushes,
  ) {}

  async countAudience(me: StaffActor, audience: Audience): Promise<{ shops: number; people: number }> {
    return countShops(this.db, { ...audience, regions: regionsOf(me) });
  }

  /** Now, or by itself when publishAt lies ahead. Publishing again what is scheduled moves it to the new time. */
  async publish(me: StaffActor, id: number): Promise<void> {
    await this.checkPush(id);
    await this.db.transaction(async (tx) => {
      const announcement = await tx.manager.findOneBy(Announcement, { id });
      if (!announcement) throw new NotFound();
      if (announcement.state !== 'draft' && announcement.state !== 'scheduled') throw new Refused('announcement_not_draft');
      const now = this.clock.now();
      if (announcement.publishAt !== null && announcement.publishAt <= now && announcement.state === 'draft')
        throw new Refused('schedule_in_past');
      await checkButton(tx, announcement.button);
      const audience: StoredAudience = { ...announcement.audience, regions: regionsOf(me) };
      const { people } = await countShops(tx, audience);
      if (people === 0) throw new Refused('audience_empty');
      const at = announcement.publishAt !== null && announcement.publishAt > now ? announcement.publishAt : now;
      const state = at > now ? 'scheduled' : 'publishing';
      const { affected } = await tx.execute(
        `UPDATE announcement SET state = ?, audience = ?, updated_at = ? WHERE id = ? AND state IN ('draft', 'scheduled')`,
        [state, JSON.stringify(audience), now, id],
      );
      if (affected === 0) throw new Refused('announcement_not_draft');
      const jobId = await this.jobs.add(
        tx,
        'announcements.publish',
        { announcementId: id },
        { at, key: `announcements.publish:${id}:${at}` },
      );
      await tx.execute('UPDATE announcement SET job_id = ? WHERE id = ?', [jobId, id]);
      await this.audit.record(tx, me, 'announcements.publish', `announcement:${id}`, { at, people });
    });
  }

  async withdraw(me: StaffActor, id: number): Promise<void> {
    await this.db.transaction(async (tx) => {
      const [row] = await tx.query<{ state: string }>('SELECT state FROM announcement WHERE id = ?', [id]);
      if (!row) throw new NotFound();
      const now = this.clock.now();
      const { affected } = await tx.execute(
        `UPDATE announcement SET state = CASE WHEN state = 'scheduled' THEN 'draft' ELSE 'withdrawn' END,
           withdrawn_at = CASE WHEN publish_at > ? AND published_at IS NULL THEN NULL ELSE ? END, updated_at = ?
         WHERE id = ? AND state IN ('scheduled', 'publishing', 'published')`,
        [now, now, now, id],
      );
      if (affected === 0) throw new Refused('announcement_not_published');
      await this.pushes.withdraw(tx, id);
      await this.audit.record(tx, me, 'announcements.withdraw', `announcement:${id}`, { was: row.state });
    });
  }

  private async checkPush(id: number): Promise<void> {
    const [row] = await this.db.query<{ id: number; title: string; excerpt: string }>(
      'SELECT id, title, excerpt FROM announcement WHERE id = ?',
      [id],
    );
    if (row) await this.pushes.check(row);
  }
}

async function countShops(sql: Sql, audience: StoredAudience): Promise<{ shops: number; people: number }> {
  const condition = audienceCondition(audience, 's');
  const [row] = await sql.query<{ shops: number; people: number }>(
    `SELECT COUNT(*) AS shops, COALESCE(SUM(s.member_count), 0) AS people FROM shop s WHERE ${condition.sql}`,
    condition.params,
  );
  return { shops: Number(row?.shops ?? 0), people: Number(row?.people ?? 0) };
}
