import type { Answer, Input } from '@dianquan/shared/contract/all';
import type { MassTask } from '@dianquan/shared/contract/delivery';
import { Injectable } from '@nestjs/common';
import { shopScope } from '../../members/shop-scope';
import { Database } from '../../platform/database/database';
import type { SqlValue } from '../../platform/database/sql';
import type { StaffActor } from '../../platform/http/actor';
import { decodeCursor, pageOfRows } from '../../platform/http/cursor';

type Row = {
  id: number;
  message: string;
  staff_id: number;
  staff_name: string;
  people: number;
  state: MassTask['state'];
  created_at: number;
  confirmed_at: number | null;
  delivered: number;
};

/** Mass messages to be confirmed in WeCom: one's own, and those of the salespeople whose shops one may see. */
@Injectable()
export class MassTaskLists {
  constructor(private readonly db: Database) {}

  async list(me: StaffActor, input: Input<'delivery.massTasks'>): Promise<Answer<'delivery.massTasks'>> {
    const [before] = (decodeCursor(input.cursor, ['number']) ?? []) as [number?];
    const parts = ['1 = 1'];
    const params: SqlValue[] = [];
    const narrow = (sql: string, ...values: SqlValue[]): void => {
      parts.push(sql);
      params.push(...values);
    };
    const scope = shopScope(me, 's');
    narrow(
      `(t.staff_id = ? OR EXISTS (SELECT 1 FROM shop s WHERE s.owner_staff_id = t.staff_id AND ${scope.sql}))`,
      me.staff.id,
      ...(scope.params as SqlValue[]),
    );
    if (input.state !== undefined) narrow('t.state = ?', input.state);
    if (input.announcementId !== undefined) narrow('c.subject = ?', `announcement:${input.announcementId}`);
    if (before !== undefined) narrow('t.id < ?', before);
    const rows = await this.db.query<Row>(
      `SELECT t.id, c.message, t.staff_id, f.name AS staff_name, t.people, t.state, t.created_at, t.confirmed_at, t.delivered
       FROM push_mass_task t JOIN push_campaign c ON c.id = t.campaign_id JOIN staff f ON f.id = t.staff_id
       WHERE ${parts.join(' AND ')} ORDER BY t.id DESC LIMIT ${input.limit + 1}`,
      params,
    );
    const page = pageOfRows(rows, input.limit, (row) => [row.id]);
    return { items: page.rows.map(present), next: page.next };
  }
}

const iso = (at: number): string => new Date(at).toISOString();

function present(row: Row): MassTask {
  return {
    id: row.id,
    title: (JSON.parse(row.message) as { title: string }).title,
    staffId: row.staff_id,
    staffName: row.staff_name,
    people: row.people,
    state: row.state,
    createdAt: iso(row.created_at),
    confirmedAt: row.confirmed_at === null ? null : iso(row.confirmed_at),
    delivered: row.delivered,
  };
}
