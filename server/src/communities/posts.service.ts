import type { Input } from '@dianquan/shared/contract/all';
import type { PostView } from '@dianquan/shared/contract/communities';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import { insertMany, type Tx } from '../platform/database/sql';
import { Forbidden, NotFound, Refused } from '../platform/errors';
import type { Actor } from '../platform/http/actor';
import { Idempotency } from '../platform/idempotency/idempotency';
import { CommunityAccess, may } from './community-access';
import { SCENE } from './content-check';
import { PostChecks } from './post-checks';
import { PostFeed } from './post-feed';

/** Writing posts: nobody else sees one before the content check has passed it. */
@Injectable()
export class PostsService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly access: CommunityAccess,
    private readonly checks: PostChecks,
    private readonly feed: PostFeed,
    private readonly idempotency: Idempotency,
  ) {}

  /** A refused post is kept for its author, with the reason, in posts.own. Once for a key, if there is one. */
  async create(me: Actor, key: string | null, input: Input<'posts.create'>): Promise<PostView> {
    const once = this.idempotency.once(me.accountId, 'posts.create', key, input);
    const standing = await this.access.standing(me, input.communityId);
    if (!may(me, standing.postRight, standing)) throw new Refused('community_closed');
    const refusal = await this.checks.content.refusalOf(me, input.text, SCENE.forum);
    const mustWait = refusal === null && input.fileIds.length > 0 && me.provider === 'wechat';
    const state = refusal !== null ? 'refused' : mustWait ? 'checking' : 'visible';
    const now = this.clock.now();
    const write = async (tx: Tx): Promise<string> => {
      const { insertId } = await tx.execute(
        `INSERT INTO post (community_id, author_account_id, staff_id, member_id, body, pictures, state, refusal, created_at, visible_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        [
          input.communityId,
          me.accountId,
          me.staff?.id ?? null,
          me.staff ? null : (me.member?.id ?? null),
          input.text,
          '[]',
          state,
          refusal,
          now,
          state === 'visible' ? now : null,
        ],
      );
      await this.checks.attachPictures(tx, me, insertId, input.fileIds);
      if (mustWait) await this.checks.pictures.request(tx, insertId);
      if (state === 'visible') await countPost(tx, input.communityId, 1);
      return String(insertId);
    };
    const { answer } = await this.db.transaction((tx) => this.idempotency.run(tx, once, () => write(tx)));
    const post = await this.mustFind(me, Number(answer));
    if (post.state === 'refused') throw new Refused('content_refused', { reason: post.refusal, postId: post.id });
    return post;
  }

  /** Counts as a view the first time. */
  async get(me: Actor, id: number): Promise<PostView> {
    const post = await this.mustFind(me, id);
    if (post.state !== 'visible') return post;
    const isNew = await this.db.transaction(async (tx) => {
      const added = await insertMany(tx, 'post_view', ['post_id', 'account_id', 'at'], [[id, me.accountId, this.clock.now()]], {
        ignore: true,
      });
      if (added > 0) await tx.execute('UPDATE post SET views = views + 1 WHERE id = ?', [id]);
      return added > 0;
    });
    return isNew ? { ...post, views: post.views + 1 } : post;
  }

  async setLike(me: Actor, id: number, liked: boolean): Promise<{ likes: number; liked: boolean; isNew: boolean; post: PostView }> {
    const post = await this.mustFind(me, id);
    if (post.state !== 'visible') throw new NotFound();
    const changed = await this.db.transaction(async (tx) => {
      const count = liked
        ? await insertMany(tx, 'post_like', ['post_id', 'account_id', 'at'], [[id, me.accountId, this.clock.now()]], { ignore: true })
        : (await tx.execute('DELETE FROM post_like WHERE post_id = ? AND account_id = ?', [id, me.accountId])).affected;
      if (count > 0) await tx.execute(`UPDATE post SET likes = likes ${liked ? '+' : '-'} 1 WHERE id = ?`, [id]);
      return count > 0;
    });
    const [row] = await this.db.query<{ likes: number }>('SELECT likes FROM post WHERE id = ?', [id]);
    return { likes: row?.likes ?? 0, liked, isNew: changed && liked, post };
  }

  /** One's own, or anybody's as a moderator; then the author is told why. */
  async remove(me: Actor, id: number, reason: string | undefined): Promise<{ moderated: boolean }> {
    const post = await this.mustFind(me, id);
    const standing = await this.access.standing(me, post.communityId);
    if (!post.isMine && !standing.moderates) throw new Forbidden();
    await this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const { affected } = await tx.execute(
        `UPDATE post SET state = 'removed', refusal = ?, pinned_at = NULL, removed_at = ?, removed_by_account_id = ? WHERE id = ? AND state = ?`,
        [reason ?? null, now, me.accountId, id, post.state],
      );
      if (affected === 0) throw new Refused('conflict');
      if (post.state === 'visible') await countPost(tx, post.communityId, -1);
      if (!post.isMine) await this.checks.tellAuthor(tx, 'post', id, reason ?? '版主移除');
    });
    return { moderated: !post.isMine };
  }

  async setPinned(me: Actor, id: number, pinned: boolean): Promise<PostView> {
    const post = await this.mustFind(me, id);
    const standing = await this.access.standing(me, post.communityId);
    if (!standing.moderates) throw new Forbidden();
    if (post.state !== 'visible') throw new NotFound();
    await this.db.execute('UPDATE post SET pinned_at = ? WHERE id = ?', [pinned ? this.clock.now() : null, id]);
    return this.mustFind(me, id);
  }

  /** What is being checked or was refused exists for its author alone; what was removed, for nobody. */
  async mustFind(me: Actor, id: number): Promise<PostView> {
    const post = await this.feed.one(me, id);
    if (!post || post.state === 'removed' || (post.state !== 'visible' && !post.isMine)) throw new NotFound();
    if (!(await this.access.maySee(me, post.communityId))) throw new NotFound();
    return post;
  }
}

export async function countPost(tx: Tx, communityId: number, by: 1 | -1): Promise<void> {
  await tx.execute(`UPDATE community SET posts = posts ${by > 0 ? '+' : '-'} 1 WHERE id = ?`, [communityId]);
}
