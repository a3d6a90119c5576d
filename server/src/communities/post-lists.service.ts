import type { Answer, Input } from '@dianquan/shared/contract/all';
import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import { NotFound } from '../platform/errors';
import type { Actor } from '../platform/http/actor';
import { decodeCursor, pageOfRows } from '../platform/http/cursor';
import { CommunityAccess, mustModerate } from './community-access';
import { PostFeed } from './post-feed';
import { PostsService } from './posts.service';

@Injectable()
export class PostListsService {
  constructor(
    private readonly db: Database,
    private readonly access: CommunityAccess,
    private readonly feed: PostFeed,
    private readonly posts: PostsService,
  ) {}

  /** Pinned ones stand on top of the first page. Permission is part of the queries; only when they find nothing is it asked by itself. */
  async list(me: Actor, input: Input<'posts.list'>): Promise<Answer<'posts.list'>> {
    const before = (decodeCursor(input.cursor, ['number'])?.[0] as number | undefined) ?? null;
    const [pinned, posts] = await Promise.all([
      before === null ? this.feed.pinned(me, input.communityId) : [],
      this.feed.page(me, input.communityId, before, input.limit + 1),
    ]);
    if (pinned.length + posts.length === 0 && !(await this.access.maySee(me, input.communityId))) throw new NotFound();
    const page = pageOfRows(posts, input.limit, (post) => [post.id]);
    return { items: [...pinned, ...page.rows], next: page.next };
  }

  async own(me: Actor, input: Input<'posts.own'>): Promise<Answer<'posts.own'>> {
    const before = (decodeCursor(input.cursor, ['number'])?.[0] as number | undefined) ?? null;
    const page = pageOfRows(await this.feed.own(me, before, input.limit + 1), input.limit, (post) => [post.id]);
    return { items: page.rows, next: page.next };
  }

  async viewers(me: Actor, input: Input<'posts.viewers'>): Promise<Answer<'posts.viewers'>> {
    const post = await this.posts.mustFind(me, input.id);
    mustModerate(await this.access.standing(me, post.communityId));
    const after = (decodeCursor(input.cursor, ['number'])?.[0] as number | undefined) ?? 0;
    const rows = await this.db.query<{
      account_id: number;
      at: number;
      staff_name: string | null;
      member_name: string | null;
      shop_name: string | null;
    }>(
      `SELECT v.account_id, v.at, st.name AS staff_name, m.name AS member_name, s.name AS shop_name FROM post_view v
         LEFT JOIN staff st ON st.account_id = v.account_id
         LEFT JOIN member m ON m.id = (SELECT MIN(x.id) FROM member x WHERE x.account_id = v.account_id AND x.status = 'active') LEFT JOIN shop s ON s.id = m.shop_id
       WHERE v.post_id = ? AND v.account_id > ? ORDER BY v.account_id LIMIT ${input.limit + 1}`,
      [input.id, after],
    );
    const page = pageOfRows(rows, input.limit, (row) => [row.account_id]);
    return {
      items: page.rows.map((row) => ({
        name: row.staff_name ?? row.member_name ?? '已离开',
        shopName: row.shop_name,
        viewedAt: new Date(row.at).toISOString(),
        kind: row.staff_name === null ? ('member' as const) : ('staff' as const),
      })),
      next: page.next,
    };
  }
}
