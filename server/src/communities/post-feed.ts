import type { PostView } from '@dianquan/shared/contract/communities';
import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import { type Fragment, inList, type SqlValue } from '../platform/database/sql';
import { Files } from '../platform/files/files';
import type { Actor } from '../platform/http/actor';
import { communityScope } from './community-access';

export type PostState = PostView['state'];
type Picture = { id: number; width: number | null; height: number | null };
/** In the order of COLUMNS: the feed is read as arrays, without names on each row. */
type Row = [
  id: number,
  communityId: number,
  communityName: string,
  accountId: number,
  staffId: number | null,
  memberId: number | null,
  authorName: string | null,
  shopName: string | null,
  avatarFileId: number | null,
  body: string,
  pictures: string,
  createdAt: number,
  pinnedAt: number | null,
  likes: number,
  comments: number,
  views: number,
  likedBy: number | null,
  state: PostState,
  refusal: string | null,
];

const COLUMNS = `p.id, p.community_id, c.name, p.author_account_id, p.staff_id, p.member_id, COALESCE(st.name, m.name) AS author_name, s.name AS shop_name, a.avatar_file_id,
  p.body, p.pictures, p.created_at, p.pinned_at, p.likes, p.comments, p.views, l.account_id, p.state, p.refusal`;
const FROM = `FROM post p JOIN community c ON c.id = p.community_id JOIN account a ON a.id = p.author_account_id LEFT JOIN staff st ON st.id = p.staff_id
  LEFT JOIN member m ON m.id = p.member_id LEFT JOIN shop s ON s.id = m.shop_id LEFT JOIN post_like l ON l.post_id = p.id AND l.account_id = ?`;

/** Posts as people see them. One query a page; a list is never hydrated into entities. */
@Injectable()
export class PostFeed {
  constructor(
    private readonly db: Database,
    private readonly files: Files,
  ) {}

  /** A community's posts below `before`, newest first, without the pinned; none where the community isn't the actor's to see. */
  page(me: Actor, communityId: number, before: number | null, limit: number): Promise<PostView[]> {
    const scope = communityScope(me, 'c');
    return this.select(me, {
      sql: `p.community_id = ? AND p.state = 'visible' AND p.id < ? AND p.pinned_at IS NULL AND ${scope.sql} ORDER BY p.id DESC LIMIT ${limit}`,
      params: [communityId, before ?? 4_294_967_295, ...scope.params],
    });
  }

  pinned(me: Actor, communityId: number): Promise<PostView[]> {
    const scope = communityScope(me, 'c');
    return this.select(me, {
      sql: `p.community_id = ? AND p.pinned_at IS NOT NULL AND p.state = 'visible' AND ${scope.sql} ORDER BY p.pinned_at DESC LIMIT 10`,
      params: [communityId, ...scope.params],
    });
  }

  /** The newest of several communities. Each is read by its own index and the pages merged: an IN list would sort them all. */
  async latest(me: Actor, communityIds: number[], before: number | null, limit: number): Promise<PostView[]> {
    if (communityIds.length === 0) return [];
    const below = before ?? 4_294_967_295;
    const one = `SELECT id FROM (SELECT id FROM post WHERE community_id = ? AND state = 'visible' AND id < ? ORDER BY id DESC LIMIT ${limit}) t`;
    const union = await this.db.hot<[number]>(
      `${communityIds.map(() => one).join(' UNION ALL ')} ORDER BY id DESC LIMIT ${limit}`,
      communityIds.flatMap((id) => [id, below]),
    );
    const ids = inList(union.map(([id]) => id));
    return this.select(me, { sql: `p.id IN ${ids.sql} ORDER BY p.id DESC`, params: ids.params });
  }

  own(me: Actor, before: number | null, limit: number): Promise<PostView[]> {
    return this.select(me, {
      sql: `p.author_account_id = ? AND p.state <> 'removed' AND p.id < ? ORDER BY p.id DESC LIMIT ${limit}`,
      params: [me.accountId, before ?? 4_294_967_295],
    });
  }

  async one(me: Actor, id: number): Promise<PostView | null> {
    return (await this.select(me, { sql: 'p.id = ?', params: [id] }))[0] ?? null;
  }

  private async select(me: Actor, where: Fragment): Promise<PostView[]> {
    const params: SqlValue[] = [me.accountId, ...where.params];
    const rows = await this.db.hot<Row>(`SELECT ${COLUMNS} ${FROM} WHERE ${where.sql}`, params);
    return rows.map((row) => this.present(me, row));
  }

  private present(me: Actor, row: Row): PostView {
    const [
      id,
      communityId,
      communityName,
      accountId,
      staffId,
      memberId,
      authorName,
      shopName,
      avatarFileId,
      body,
      pictures,
      createdAt,
      pinnedAt,
      likes,
      comments,
      views,
      likedBy,
      state,
      refusal,
    ] = row;
    return {
      id,
      communityId,
      communityName,
      author: {
        kind: staffId === null ? 'member' : 'staff',
        id: staffId ?? memberId ?? 0,
        name: authorName ?? '已注销',
        shopName,
        avatarUrl: avatarFileId === null ? null : this.files.url(avatarFileId, me, 'thumb'),
      },
      text: body,
      pictures: pictures === '[]' ? [] : (JSON.parse(pictures) as Picture[]).map((picture) => this.picture(me, picture)),
      createdAt: new Date(createdAt).toISOString(),
      pinned: pinnedAt !== null,
      likes,
      comments,
      views,
      liked: likedBy !== null,
      isMine: accountId === me.accountId,
      state,
      refusal: accountId === me.accountId ? refusal : null,
    };
  }

  private picture(me: Actor, { id, width, height }: Picture): PostView['pictures'][number] {
    return { id, url: this.files.url(id, me, 'whole'), thumbUrl: this.files.url(id, me, 'thumb'), width, height };
  }
}
