import type { Answer, Input } from '@dianquan/shared/contract/all';
import type { MemberView } from '@dianquan/shared/contract/members';
import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { Sql } from '../../platform/database/sql';
import { NotFound } from '../../platform/errors';
import { type Actor, isStaff } from '../../platform/http/actor';
import { decodeCursor, pageOfRows } from '../../platform/http/cursor';
import { shopScope } from '../shop-scope';
import { MEMBER_ROWS, type MemberRow, MemberViews } from './member-views';

/** Reading who belongs to a shop. */
@Injectable()
export class MembersService {
  constructor(
    private readonly db: Database,
    private readonly views: MemberViews,
  ) {}

  async list(me: Actor, { shopId, limit, cursor, removed }: Input<'members.list'>): Promise<Answer<'members.list'>> {
    const scope = shopScope(me);
    const [shop] = await this.db.query(`SELECT id FROM shop WHERE id = ? AND ${scope.sql}`, [shopId, ...scope.params]);
    if (!shop) throw new NotFound();
    const [after] = decodeCursor(cursor, ['number']) ?? [0];
    const statuses = this.visibleStatuses(me, removed === true);
    const rows = await this.db.query<MemberRow>(
      `${MEMBER_ROWS} WHERE m.shop_id = ? AND m.status IN (${statuses}) AND m.id > ? ORDER BY m.id LIMIT ?`,
      [shopId, after ?? 0, limit + 1],
    );
    const page = pageOfRows(rows, limit, (row) => [row.id]);
    return { items: await this.views.of(this.db, page.rows, me), next: page.next };
  }

  async get(me: Actor, id: number): Promise<MemberView> {
    const [view] = await this.views.of(this.db, [await this.find(this.db, me, id)], me);
    if (!view) throw new NotFound();
    return view;
  }

  /** A person of a shop that the actor may see, or the actor in a shop that waits to be confirmed. */
  async find(sql: Sql, me: Actor, id: number): Promise<MemberRow> {
    const scope = shopScope(me);
    const [row] = await sql.query<MemberRow>(
      `${MEMBER_ROWS} WHERE m.id = ? AND ((m.account_id = ? AND m.status <> 'removed') OR (${scope.sql} AND m.status IN (${this.visibleStatuses(me, true)})))`,
      [id, me.accountId, ...scope.params],
    );
    if (!row) throw new NotFound();
    return row;
  }

  /** A clerk sees who works in the shop; who waits or has gone is for the owner and for staff. */
  private visibleStatuses(me: Actor, withRemoved: boolean): string {
    if (!isStaff(me) && me.member?.role !== 'owner') return `'active'`;
    return withRemoved ? `'active', 'pending', 'removed'` : `'active', 'pending'`;
  }
}
