import { Campaigns } from '../delivery/campaigns';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import { type Tx, upsertMany } from '../platform/database/sql';
import { JobHandler, type RunningJob } from '../platform/jobs/job';
import { chunkRange } from './chunks';

type Payload = { announcementId: number; at: number };
type Cursor = { after: number; made: number };

/**
 * Makes a task of everyone who has not read, a range of member ids at a time. Idempotent: a person has one task for a notice, whatever
 * runs again, and the cursor commits with the tasks of its range.
 */
@JobHandler('announcements.make-calls')
export class MakeCallTasksJob {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly campaigns: Campaigns,
  ) {}

  async run(job: RunningJob): Promise<undefined | 'again'> {
    const { announcementId, at } = job.payload as Payload;
    let cursor = (job.state as Cursor | null) ?? { after: -1, made: 0 };
    for (;;) {
      if (job.stopping) return 'again';
      const moved = await this.db.transaction((tx) => this.step(tx, job, announcementId, cursor));
      if (!moved) break;
      cursor = moved;
    }
    await this.db.transaction((tx) => this.finish(tx, announcementId, at, cursor.made));
  }

  /** Ranges in which everybody has read are not looked at. */
  private async step(tx: Tx, job: RunningJob, announcementId: number, { after, made }: Cursor): Promise<Cursor | null> {
    const [chunk] = await tx.query<{ number: number }>(
      `SELECT c.number FROM announcement_chunk c JOIN announcement a ON a.id = c.announcement_id AND a.state = 'published'
       WHERE c.announcement_id = ? AND c.number > ? AND c.unread > 0 ORDER BY c.number LIMIT 1`,
      [announcementId, after],
    );
    if (!chunk) return null;
    const { first, last } = chunkRange(chunk.number);
    const ignore = tx.engine === 'mysql' ? 'IGNORE' : 'OR IGNORE';
    const { affected } = await tx.execute(
      `INSERT ${ignore} INTO announcement_task (announcement_id, member_id, shop_id, created_at)
       SELECT r.announcement_id, r.member_id, r.shop_id, ? FROM announcement_recipient r JOIN member m ON m.id = r.member_id AND m.status = 'active'
       WHERE r.announcement_id = ? AND r.member_id BETWEEN ? AND ? AND r.read_at IS NULL ORDER BY r.member_id`,
      [this.clock.now(), announcementId, first, last],
    );
    const moved: Cursor = { after: chunk.number, made: made + affected };
    await job.checkpoint(tx, moved, { done: moved.made });
    return moved;
  }

  private async finish(tx: Tx, announcementId: number, at: number, made: number): Promise<void> {
    await upsertMany(
      tx,
      'announcement_call_round',
      ['announcement_id', 'made_at'],
      [[announcementId, at]],
      ['announcement_id'],
      ['made_at'],
    );
    if (made > 0) await this.tell(tx, announcementId, at);
  }

  /** The salespeople who have got calls to make. */
  private async tell(tx: Tx, announcementId: number, at: number): Promise<void> {
    const staff = await tx.query<{ id: number }>(
      `SELECT DISTINCT f.id FROM announcement_task t JOIN shop s ON s.id = t.shop_id JOIN staff f ON f.id = s.owner_staff_id AND f.disabled_at IS NULL
       WHERE t.announcement_id = ? ORDER BY f.id`,
      [announcementId],
    );
    const [notice] = await tx.query<{ title: string }>('SELECT title FROM announcement WHERE id = ?', [announcementId]);
    if (staff.length === 0 || !notice) return;
    await this.campaigns.start(tx, {
      kind: 'staff',
      subject: `calls:${announcementId}:${at}`,
      importance: 'must',
      message: {
        use: 'waiting',
        title: `还有门店没看“${notice.title}”`,
        summary: '请在电话清单里逐个跟进',
        page: '/sales/call-list/index',
        category: 'announcements',
        at,
      },
      to: { staffIds: staff.map(({ id }) => id) },
      channels: ['wecom-app'],
    });
  }
}
