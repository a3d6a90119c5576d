import type { Answer } from '@dianquan/shared/contract/all';
import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import { inList } from '../platform/database/sql';
import type { Actor } from '../platform/http/actor';
import { CommunityAccess } from './community-access';

/** Pull: how many posts came since. Nobody is told of communities that they may not see. */
@Injectable()
export class NewsService {
  constructor(
    private readonly db: Database,
    private readonly access: CommunityAccess,
  ) {}

  async since(me: Actor, at: number): Promise<Answer<'communities.news'>> {
    const ids = inList((await this.access.visible(me)).map((c) => c.id));
    const rows = await this.db.query<{ community_id: number; posts: number }>(
      `SELECT community_id, COUNT(*) AS posts FROM post WHERE community_id IN ${ids.sql} AND visible_at > ? AND state = 'visible' AND author_account_id <> ? GROUP BY community_id ORDER BY community_id`,
      [...ids.params, at, me.accountId],
    );
    const byCommunity = rows.map((row) => ({ communityId: row.community_id, posts: Number(row.posts) }));
    return { total: byCommunity.reduce((sum, row) => sum + row.posts, 0), byCommunity };
  }
}
