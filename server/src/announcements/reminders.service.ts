import { Injectable } from '@nestjs/common';
import { InboxItems } from '../delivery/inbox-items';
import { Audit } from '../platform/audit/audit';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import { NotFound, Refused } from '../platform/errors';
import type { StaffActor } from '../platform/http/actor';
import { JobHandler, type RunningJob } from '../platform/jobs/job';
import { Jobs } from '../platform/jobs/jobs';
import { AnnouncementPushes } from './announcement-pushes';
import { REMINDERS_PER_DAY } from './announcements.policy';

const DAY = 86_400_000;
const SHANGHAI = 8 * 3_600_000;
const BATCH = 2_000;

/** Reminding those who have not read, so many times a day of Asia/Shanghai. */
@Injectable()
export class RemindersService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly jobs: Jobs,
    private readonly pushes: AnnouncementPushes,
  ) {}

  async today(announcementId: number, now: number): Promise<{ used: number; left: number }> {
    const midnight = Math.floor((now + SHANGHAI) / DAY) * DAY - SHANGHAI;
    const [row] = await this.db.query<{ used: number }>(
      'SELECT COUNT(*) AS used FROM announcement_reminder WHERE announcement_id = ? AND at >= ?',
      [announcementId, midnight],
    );
    const used = Number(row?.used ?? 0);
    return { used, left: Math.max(0, REMINDERS_PER_DAY - used) };
  }

  async remind(me: StaffActor, id: number): Promise<{ people: number; remindsLeftToday: number }> {
    const now = this.clock.now();
    return this.db.transaction(async (tx) => {
      // The row's lock makes two reminders at once count one after the other.
      const { affected } = await tx.execute(`UPDATE announcement SET updated_at = updated_at WHERE id = ? AND state = 'published'`, [id]);
      if (affected === 0) {
        const [row] = await tx.query('SELECT id FROM announcement WHERE id = ?', [id]);
        throw row ? new Refused('announcement_not_published') : new NotFound();
      }
      const midnight = Math.floor((now + SHANGHAI) / DAY) * DAY - SHANGHAI;
      const [count] = await tx.query<{ used: number }>(
        'SELECT COUNT(*) AS used FROM announcement_reminder WHERE announcement_id = ? AND at >= ?',
        [id, midnight],
      );
      const used = Number(count?.used ?? 0);
      if (used >= REMINDERS_PER_DAY) throw new Refused('remind_limit', { perDay: REMINDERS_PER_DAY });
      const [tally] = await tx.query<{ people: number; people_read: number }>(
        `SELECT people, people_read FROM announcement_tally WHERE announcement_id = ? AND dimension = 'all'`,
        [id],
      );
      const people = (tally?.people ?? 0) - (tally?.people_read ?? 0);
      const { insertId } = await tx.execute(
        'INSERT INTO announcement_reminder (announcement_id, staff_id, people, at) VALUES (?, ?, ?, ?)',
        [id, me.staff.id, people, now],
      );
      await this.jobs.add(
        tx,
        'announcements.remind',
        { announcementId: id, reminderId: insertId, at: now },
        { key: `announcements.remind:${insertId}`, total: people },
      );
      await this.pushes.remind(tx, id, insertId);
      await this.audit.record(tx, me, 'announcements.remind', `announcement:${id}`, { people });
      return { people, remindsLeftToday: REMINDERS_PER_DAY - used - 1 };
    });
  }
}

/**
 * Puts a reminder into the inbox of everyone who has not read, in order of member id. Idempotent: an inbox holds one item for a reminder
 * by its subject, and the cursor commits with the items; whoever reads meanwhile is passed over.
 */
@Injectable()
@JobHandler('announcements.remind')
export class RemindJob {
  constructor(
    private readonly db: Database,
    private readonly inbox: InboxItems,
  ) {}

  async run(job: RunningJob): Promise<undefined | 'again'> {
    const { announcementId, reminderId, at } = job.payload as { announcementId: number; reminderId: number; at: number };
    let { after, done } = (job.state ?? { after: 0, done: 0 }) as { after: number; done: number };
    for (;;) {
      if (job.stopping) return 'again';
      const moved = await this.db.transaction(async (tx) => {
        const rows = await tx.query<{ member_id: number; account_id: number; title: string; excerpt: string }>(
          `SELECT r.member_id, m.account_id, a.title, a.excerpt FROM announcement_recipient r JOIN announcement a ON a.id = r.announcement_id
             JOIN member m ON m.id = r.member_id AND m.status = 'active'
           WHERE r.announcement_id = ? AND r.member_id > ? AND r.read_at IS NULL AND a.state = 'published' ORDER BY r.member_id LIMIT ${BATCH}`,
          [announcementId, after],
        );
        await this.inbox.add(
          tx,
          rows.map((row) => ({
            accountId: row.account_id,
            memberId: row.member_id,
            kind: 'reminder' as const,
            title: `请查看：${row.title}`.slice(0, 120),
            excerpt: row.excerpt,
            page: `/shop/announcement/index?id=${announcementId}`,
            subject: `reminder:${reminderId}:${row.member_id}`,
            at,
          })),
        );
        for (let i = 0; i < rows.length; i += 500) {
          const ids = rows.slice(i, i + 500).map((row) => row.member_id);
          await tx.execute(
            `UPDATE announcement_recipient SET reminded_at = ? WHERE announcement_id = ? AND member_id IN (${ids.map(() => '?').join(',')})`,
            [at, announcementId, ...ids],
          );
        }
        const last = rows.at(-1)?.member_id ?? after;
        await job.checkpoint(tx, { after: last, done: done + rows.length }, { done: done + rows.length });
        return { last, rows: rows.length };
      });
      after = moved.last;
      done += moved.rows;
      if (moved.rows < BATCH) return;
    }
  }
}
