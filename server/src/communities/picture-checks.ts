import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/sql';
import { Files } from '../platform/files/files';
import { Events, OnEvent } from '../platform/jobs/events';
import { JobHandler, type RunningJob } from '../platform/jobs/job';
import { Jobs } from '../platform/jobs/jobs';
import { Scheduled } from '../platform/jobs/scheduled';
import { MediaChecked } from '../platform/wechat/events';
import { ContentCheck, reasonOf } from './content-check';
import { ContentRefused } from './events';

/** The platform answers within thirty minutes; after that the author is told to try again. */
const PATIENCE = 35 * 60_000;
type PostRow = { id: number; author_account_id: number; community_id: number; body: string };

/** Pictures of posts: asked about one by one, shown when the platform has passed them all. */
@Injectable()
export class PictureChecks {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly events: Events,
  ) {}

  async request(tx: Tx, postId: number): Promise<void> {
    await this.jobs.add(tx, 'communities.check-pictures', { postId }, { key: `communities.check-pictures:${postId}` });
  }

  /** Idempotent: an answer to a check that has one already, or to none of ours, changes nothing. */
  @OnEvent(MediaChecked)
  async onChecked(event: MediaChecked, tx: Tx): Promise<void> {
    const passed = event.suggest === 'pass';
    const [check] = await tx.query<{ id: number; post_id: number }>(
      `SELECT id, post_id FROM media_check WHERE trace_id = ? AND state = 'asked'`,
      [event.traceId],
    );
    if (!check) return;
    await tx.execute('UPDATE media_check SET state = ?, answered_at = ? WHERE id = ?', [
      passed ? 'passed' : 'refused',
      this.clock.now(),
      check.id,
    ]);
    if (!passed) return this.refuse(tx, check.post_id, `图片${reasonOf(event.label)}`);
    const [open] = await tx.query(`SELECT id FROM media_check WHERE post_id = ? AND state <> 'passed' LIMIT 1`, [check.post_id]);
    const [asking] = await tx.query(`SELECT id FROM post WHERE id = ? AND state = 'checking'`, [check.post_id]);
    if (!open && asking) await this.show(tx, check.post_id);
  }

  @Scheduled('communities.forgotten-checks', { everyMs: 5 * 60_000 })
  async giveUp(): Promise<void> {
    const posts = await this.db.query<{ id: number }>(`SELECT id FROM post WHERE state = 'checking' AND created_at < ? LIMIT 200`, [
      this.clock.now() - PATIENCE,
    ]);
    for (const { id } of posts) await this.db.transaction((tx) => this.refuse(tx, id, '图片检查超时，请重新发布'));
  }

  private async show(tx: Tx, postId: number): Promise<void> {
    const { affected } = await tx.execute(`UPDATE post SET state = 'visible', visible_at = ? WHERE id = ? AND state = 'checking'`, [
      this.clock.now(),
      postId,
    ]);
    if (affected > 0)
      await tx.execute('UPDATE community SET posts = posts + 1 WHERE id = (SELECT community_id FROM post WHERE id = ?)', [postId]);
  }

  private async refuse(tx: Tx, postId: number, reason: string): Promise<void> {
    const { affected } = await tx.execute(`UPDATE post SET state = 'refused', refusal = ? WHERE id = ? AND state = 'checking'`, [
      reason,
      postId,
    ]);
    if (affected === 0) return;
    const [post] = await tx.query<PostRow>('SELECT id, author_account_id, community_id, body FROM post WHERE id = ?', [postId]);
    if (post)
      await this.events.publish(
        tx,
        new ContentRefused(post.author_account_id, `post:${postId}`, [...post.body].slice(0, 40).join(''), reason, '/pages/me/index'),
      );
  }
}

/**
 * Asks the platform about each picture of a post. Idempotent by the row of each file: what has been asked is not asked again; a crash
 * between the question and its row asks twice, and the second trace decides.
 */
@Injectable()
@JobHandler('communities.check-pictures')
export class CheckPicturesJob {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly content: ContentCheck,
    private readonly files: Files,
  ) {}

  async run(job: RunningJob): Promise<void> {
    const { postId } = job.payload as { postId: number };
    const [post] = await this.db.query<{ author_account_id: number; pictures: string }>(
      `SELECT author_account_id, pictures FROM post WHERE id = ? AND state = 'checking'`,
      [postId],
    );
    if (!post) return;
    const asked = await this.db.query<{ file_id: number }>('SELECT file_id FROM media_check WHERE post_id = ?', [postId]);
    for (const { id } of JSON.parse(post.pictures) as { id: number }[]) {
      if (asked.some((row) => row.file_id === id)) continue;
      const traceId = await this.content.askAboutPicture(post.author_account_id, this.files.platformUrl(id));
      await this.db.execute(`INSERT INTO media_check (post_id, file_id, trace_id, state, asked_at) VALUES (?, ?, ?, 'asked', ?)`, [
        postId,
        id,
        traceId,
        this.clock.now(),
      ]);
    }
  }
}
