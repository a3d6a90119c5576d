import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AccountErased } from '../members/events';
import { SegmentUsers } from '../members/segments/segment-users';
import { Database } from '../platform/database/database';
import { inList, type Sql, type Tx } from '../platform/database/sql';
import { FileGates } from '../platform/files/file-gates';
import type { Actor } from '../platform/http/actor';
import { OnEvent } from '../platform/jobs/events';
import { CommunityAccess } from './community-access';
import { CommunityTelling } from './community-telling';

/** What this room adds to questions that rooms below ask: its files, its segments, what it holds about a person. */
@Injectable()
export class CommunityUses implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly access: CommunityAccess,
    private readonly gates: FileGates,
    private readonly segments: SegmentUsers,
    private readonly told: CommunityTelling,
  ) {}

  onModuleInit(): void {
    this.gates.register({ kind: 'community', may: (actor, id) => this.access.maySee(actor, id) });
    this.gates.register({ kind: 'post', may: (actor, id) => this.mayPost(actor, id) });
    this.segments.register(this);
    this.told.own.register({ key: 'communities', collect });
    this.told.lookups.communities = this;
  }

  async find(actor: Actor, communityId: number): Promise<{ id: number; name: string } | null> {
    return (await this.access.visible(actor)).find((one) => one.id === communityId) ?? null;
  }

  async summary(sql: Sql, communityId: number): Promise<{ name: string; shops: number } | null> {
    const [row] = await sql.query<{ name: string }>('SELECT name FROM community WHERE id = ? AND archived_at IS NULL', [communityId]);
    return row ? { name: row.name, shops: await countAudience(sql, communityId) } : null;
  }

  async countUses(segmentIds: readonly number[]): Promise<Map<number, { communities: number }>> {
    const ids = inList(segmentIds);
    const rows = await this.db.query<{ id: number; n: number }>(
      `SELECT segment_id AS id, COUNT(*) AS n FROM community_segment WHERE segment_id IN ${ids.sql} GROUP BY segment_id`,
      ids.params,
    );
    return new Map(rows.map(({ id, n }) => [id, { communities: Number(n) }]));
  }

  /** What somebody wrote goes with them; the talk of others around it stays. */
  @OnEvent(AccountErased)
  async onErased(event: AccountErased, tx: Tx): Promise<void> {
    await tx.execute(
      `UPDATE community SET posts = posts - (SELECT COUNT(*) FROM post p WHERE p.community_id = community.id AND p.author_account_id = ? AND p.state = 'visible')`,
      [event.accountId],
    );
    await tx.execute(
      `UPDATE post SET state = 'removed', body = '', pictures = '[]', pinned_at = NULL, removed_at = ? WHERE author_account_id = ?`,
      [event.at, event.accountId],
    );
    const comments = await tx.query<{ post_id: number; n: number }>(
      `SELECT post_id, COUNT(*) AS n FROM post_comment WHERE author_account_id = ? AND state = 'visible' GROUP BY post_id`,
      [event.accountId],
    );
    for (const { post_id, n } of comments) await tx.execute('UPDATE post SET comments = comments - ? WHERE id = ?', [Number(n), post_id]);
    await tx.execute(`UPDATE post_comment SET state = 'removed', body = '', removed_at = ? WHERE author_account_id = ?`, [
      event.at,
      event.accountId,
    ]);
  }

  private async mayPost(actor: Actor, postId: number): Promise<boolean> {
    const [post] = await this.db.query<{ community_id: number; state: string; author_account_id: number }>(
      'SELECT community_id, state, author_account_id FROM post WHERE id = ?',
      [postId],
    );
    if (!post || post.state === 'removed') return false;
    if (post.state !== 'visible') return post.author_account_id === actor.accountId;
    return this.access.maySee(actor, post.community_id);
  }
}

async function countAudience(sql: Sql, communityId: number): Promise<number> {
  const [row] = await sql.query<{ n: number }>(
    `SELECT COUNT(*) AS n FROM shop s WHERE s.member_count > 0 AND (NOT EXISTS (SELECT 1 FROM community_segment x WHERE x.community_id = ?)
       OR EXISTS (SELECT 1 FROM community_segment x JOIN segment_shop y ON y.segment_id = x.segment_id WHERE x.community_id = ? AND y.shop_id = s.id))`,
    [communityId, communityId],
  );
  return Number(row?.n ?? 0);
}

async function collect(sql: Sql, accountId: number): Promise<unknown> {
  const [posts, comments, likes] = [
    await sql.query<{ body: string; created_at: number; state: string }>(
      'SELECT body, created_at, state FROM post WHERE author_account_id = ? ORDER BY id',
      [accountId],
    ),
    await sql.query<{ body: string; created_at: number }>(
      'SELECT body, created_at FROM post_comment WHERE author_account_id = ? ORDER BY id',
      [accountId],
    ),
    await sql.query<{ post_id: number; at: number }>('SELECT post_id, at FROM post_like WHERE account_id = ? ORDER BY post_id', [
      accountId,
    ]),
  ];
  const iso = (at: number): string => new Date(at).toISOString();
  return {
    posts: posts.map((row) => ({ text: row.body, state: row.state, createdAt: iso(row.created_at) })),
    comments: comments.map((row) => ({ text: row.body, createdAt: iso(row.created_at) })),
    likes: likes.map((row) => ({ postId: row.post_id, at: iso(row.at) })),
  };
}
