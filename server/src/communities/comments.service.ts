import type { Input } from '@dianquan/shared/contract/all';
import type { CommentView } from '@dianquan/shared/contract/communities';
import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import type { Fragment } from '../platform/database/sql';
import { Forbidden, Invalid, NotFound, Refused } from '../platform/errors';
import type { Actor } from '../platform/http/actor';
import { decodeCursor, pageOfRows } from '../platform/http/cursor';
import { CommentTelling } from './comment-telling';
import { CommunityAccess, may } from './community-access';
import { SCENE } from './content-check';
import { PostCommented } from './events';
import { PostChecks } from './post-checks';
import { PostsService } from './posts.service';

type Row = {
  id: number;
  post_id: number;
  author_account_id: number;
  staff_id: number | null;
  member_id: number | null;
  author_name: string | null;
  shop_name: string | null;
  avatar_file_id: number | null;
  body: string;
  created_at: number;
  reply_to_id: number | null;
  reply_name: string | null;
  state: CommentView['state'];
  refusal: string | null;
};
const SELECT = `SELECT t.id, t.post_id, t.author_account_id, t.staff_id, t.member_id, COALESCE(st.name, m.name) AS author_name, s.name AS shop_name, a.avatar_file_id,
    t.body, t.created_at, t.reply_to_id, COALESCE(rst.name, rm.name) AS reply_name, t.state, t.refusal
  FROM post_comment t JOIN account a ON a.id = t.author_account_id LEFT JOIN staff st ON st.id = t.staff_id LEFT JOIN member m ON m.id = t.member_id LEFT JOIN shop s ON s.id = m.shop_id
    LEFT JOIN post_comment r ON r.id = t.reply_to_id LEFT JOIN staff rst ON rst.id = r.staff_id LEFT JOIN member rm ON rm.id = r.member_id`;

@Injectable()
export class CommentsService {
  constructor(
    private readonly db: Database,
    private readonly posts: PostsService,
    private readonly access: CommunityAccess,
    private readonly checks: PostChecks,
    private readonly tell: CommentTelling,
  ) {}

  async create(me: Actor, input: Input<'posts.comment'>): Promise<CommentView> {
    const post = await this.posts.mustFind(me, input.id);
    if (post.state !== 'visible') throw new NotFound();
    const standing = await this.access.standing(me, post.communityId);
    if (!may(me, standing.commentRight, standing)) throw new Refused('community_closed');
    const replyTo = input.replyToId === undefined ? null : await this.mustReplyTo(input.id, input.replyToId);
    const refusal = await this.checks.content.refusalOf(me, input.text, SCENE.comment);
    const state = refusal === null ? 'visible' : 'refused';
    const id = await this.db.transaction(async (tx) => {
      const { insertId } = await tx.execute(
        'INSERT INTO post_comment (post_id, author_account_id, staff_id, member_id, reply_to_id, body, state, refusal, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
        [
          input.id,
          me.accountId,
          me.staff?.id ?? null,
          me.staff ? null : (me.member?.id ?? null),
          input.replyToId ?? null,
          input.text,
          state,
          refusal,
          this.tell.clock.now(),
        ],
      );
      if (refusal !== null) return insertId;
      await tx.execute('UPDATE post SET comments = comments + 1 WHERE id = ?', [input.id]);
      const [author] = await tx.query<{ author_account_id: number }>('SELECT author_account_id FROM post WHERE id = ?', [input.id]);
      await this.tell.events.publish(tx, new PostCommented(input.id, insertId, me, author?.author_account_id ?? 0, replyTo, input.text));
      return insertId;
    });
    if (refusal !== null) throw new Refused('content_refused', { reason: refusal, commentId: id });
    const [view] = await this.select(me, { sql: 't.id = ?', params: [id] });
    return view as CommentView;
  }

  async list(me: Actor, input: Input<'posts.comments'>): Promise<{ items: CommentView[]; next: string | null }> {
    await this.posts.mustFind(me, input.id);
    const after = (decodeCursor(input.cursor, ['number'])?.[0] as number | undefined) ?? 0;
    const items = await this.select(me, {
      sql: `t.post_id = ? AND t.state = 'visible' AND t.id > ? ORDER BY t.id LIMIT ${input.limit + 1}`,
      params: [input.id, after],
    });
    const page = pageOfRows(items, input.limit, (item) => [item.id]);
    return { items: page.rows, next: page.next };
  }

  async remove(me: Actor, id: number, reason: string | undefined): Promise<{ moderated: boolean }> {
    const [comment] = await this.db.query<{ post_id: number; author_account_id: number; state: string }>(
      `SELECT post_id, author_account_id, state FROM post_comment WHERE id = ? AND state <> 'removed'`,
      [id],
    );
    if (!comment) throw new NotFound();
    const post = await this.posts.mustFind(me, comment.post_id);
    const isMine = comment.author_account_id === me.accountId;
    if (!isMine && comment.state !== 'visible') throw new NotFound();
    if (!isMine && !(await this.access.standing(me, post.communityId)).moderates) throw new Forbidden();
    await this.db.transaction(async (tx) => {
      const { affected } = await tx.execute(
        `UPDATE post_comment SET state = 'removed', removed_at = ?, removed_by_account_id = ? WHERE id = ? AND state = ?`,
        [this.tell.clock.now(), me.accountId, id, comment.state],
      );
      if (affected === 0) throw new NotFound();
      if (comment.state === 'visible') await tx.execute('UPDATE post SET comments = comments - 1 WHERE id = ?', [comment.post_id]);
      if (!isMine) await this.checks.tellAuthor(tx, 'comment', id, reason ?? '版主移除');
    });
    return { moderated: !isMine };
  }

  private async mustReplyTo(postId: number, commentId: number): Promise<number> {
    const [row] = await this.db.query<{ author_account_id: number }>(
      `SELECT author_account_id FROM post_comment WHERE id = ? AND post_id = ? AND state = 'visible'`,
      [commentId, postId],
    );
    if (!row) throw new Invalid({ field: 'replyToId', rule: 'not_found', zh: '要回复的评论已不存在' });
    return row.author_account_id;
  }

  private async select(me: Actor, where: Fragment): Promise<CommentView[]> {
    const rows = await this.db.query<Row>(`${SELECT} WHERE ${where.sql}`, where.params);
    return rows.map((row) => ({
      id: row.id,
      postId: row.post_id,
      author: {
        kind: row.staff_id === null ? 'member' : 'staff',
        id: row.staff_id ?? row.member_id ?? 0,
        name: row.author_name ?? '已注销',
        shopName: row.shop_name,
        avatarUrl: row.avatar_file_id === null ? null : this.tell.files.url(row.avatar_file_id, me, 'thumb'),
      },
      text: row.body,
      createdAt: new Date(row.created_at).toISOString(),
      replyTo: row.reply_to_id === null ? null : { id: row.reply_to_id, name: row.reply_name ?? '已注销' },
      isMine: row.author_account_id === me.accountId,
      state: row.state,
      refusal: row.author_account_id === me.accountId ? row.refusal : null,
    }));
  }
}
