import type { COMMUNITY_RIGHTS } from '@dianquan/shared/contract/communities';
import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import type { Fragment, Sql } from '../platform/database/sql';
import { Forbidden, NotFound } from '../platform/errors';
import { type Actor, hasRole } from '../platform/http/actor';

export type Right = (typeof COMMUNITY_RIGHTS)[number];
export type Standing = {
  id: number;
  name: string;
  postRight: Right;
  commentRight: Right;
  moderates: boolean;
  request: 'waiting' | 'approved' | 'refused' | null;
};
type Row = { id: number; name: string; post_right: Right; comment_right: Right; moderates: number; request: Standing['request'] };

/**
 * Which communities an actor may see, as a condition on its row. Staff see all that are open; a shop's people see those without a
 * segment and those of its segments. Anybody else sees none, and what one may not see does not exist.
 */
export function communityScope(actor: Actor, alias: string): Fragment {
  if (actor.staff) return { sql: `${alias}.archived_at IS NULL`, params: [] };
  if (!actor.member) return { sql: '(1 = 0)', params: [] };
  return {
    sql: `${alias}.archived_at IS NULL AND (NOT EXISTS (SELECT 1 FROM community_segment x WHERE x.community_id = ${alias}.id)
      OR EXISTS (SELECT 1 FROM community_segment x JOIN segment_shop y ON y.segment_id = x.segment_id WHERE x.community_id = ${alias}.id AND y.shop_id = ?))`,
    params: [actor.member.shopId],
  };
}

@Injectable()
export class CommunityAccess {
  constructor(private readonly db: Database) {}

  async visible(actor: Actor): Promise<{ id: number; name: string }[]> {
    const scope = communityScope(actor, 'c');
    const rows = await this.db.hot<[number, string]>(`SELECT c.id, c.name FROM community c WHERE ${scope.sql} ORDER BY c.id`, scope.params);
    return rows.map(([id, name]) => ({ id, name }));
  }

  async maySee(actor: Actor, communityId: number): Promise<boolean> {
    const scope = communityScope(actor, 'c');
    const rows = await this.db.hot<[number]>(`SELECT c.id FROM community c WHERE c.id = ? AND ${scope.sql}`, [
      communityId,
      ...scope.params,
    ]);
    return rows.length > 0;
  }

  /** @throws NotFound also when it exists and is not the actor's to see */
  async standing(actor: Actor, communityId: number, sql: Sql = this.db): Promise<Standing> {
    const scope = communityScope(actor, 'c');
    const [row] = await sql.query<Row>(
      `SELECT c.id, c.name, c.post_right, c.comment_right,
         EXISTS (SELECT 1 FROM community_moderator o WHERE o.community_id = c.id AND o.staff_id = ?) AS moderates,
         (SELECT q.state FROM community_join_request q WHERE q.community_id = c.id AND q.member_id = ?) AS request
       FROM community c WHERE c.id = ? AND ${scope.sql}`,
      [actor.staff?.id ?? 0, actor.member?.id ?? 0, communityId, ...scope.params],
    );
    if (!row) throw new NotFound();
    return {
      id: row.id,
      name: row.name,
      postRight: row.post_right,
      commentRight: row.comment_right,
      moderates: Boolean(row.moderates) || hasRole(actor, 'manager', 'admin'),
      request: row.request,
    };
  }
}

/** Moderators and staff always may; the rest as the community says. */
export function may(actor: Actor, right: Right, standing: Standing): boolean {
  if (actor.staff || standing.moderates) return true;
  if (!actor.member || right === 'staff') return false;
  if (right === 'everyone') return true;
  if (right === 'owners') return actor.member.role === 'owner';
  return standing.request === 'approved';
}

export function mustModerate(standing: Standing): void {
  if (!standing.moderates) throw new Forbidden();
}
