import type { Answer, Input } from '@dianquan/shared/contract/all';
import { shanghaiDay } from '@dianquan/shared/shanghai-day';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import type { StaffActor } from '../platform/http/actor';
import { decodeCursor, pageOfRows } from '../platform/http/cursor';
import { type OpenItem, OpenItems } from './open-items';
import { moneyScope } from './payments.policy';

type Row = { id: number; name: string; owed: number };

/** Who owes what, by how many days it is overdue. */
@Injectable()
export class AgeingService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly items: OpenItems,
  ) {}

  /** Who owes most comes first. */
  async list(me: StaffActor, { limit, cursor }: Input<'statements.ageing'>): Promise<Answer<'statements.ageing'>> {
    const after = decodeCursor(cursor, ['number', 'number']) as [number, number] | null;
    const scope = moneyScope(me);
    const rows = await this.db.query<Row>(
      `SELECT shop.id, shop.name, b.owed_fen AS owed FROM shop_balance b JOIN shop ON shop.id = b.shop_id
       WHERE b.owed_fen > 0 AND ${scope.sql} ${after ? 'AND (b.owed_fen < ? OR (b.owed_fen = ? AND b.shop_id > ?))' : ''}
       ORDER BY b.owed_fen DESC, b.shop_id LIMIT ${limit + 1}`,
      [...scope.params, ...(after ? [after[0], after[0], after[1]] : [])],
    );
    const page = pageOfRows(rows, limit, ({ id, owed }) => [owed, id]);
    const open = await this.items.of(
      this.db,
      page.rows.map(({ id }) => id),
    );
    const today = shanghaiDay(this.clock.now());
    const items = page.rows.map(({ id, name }) => {
      const own = open.get(id) ?? [];
      return { shopId: id, shopName: name, owedFen: own.reduce((sum, { fen }) => sum + fen, 0), ...byAge(own, today) };
    });
    return { items, next: page.next };
  }
}

function byAge(items: OpenItem[], today: number) {
  const between = (from: number, to: number) =>
    items.reduce((sum, { fen, dueAt }) => {
      const days = today - shanghaiDay(dueAt);
      return days >= from && days <= to ? sum + fen : sum;
    }, 0);
  return {
    currentFen: between(Number.NEGATIVE_INFINITY, 0),
    days30Fen: between(1, 30),
    days60Fen: between(31, 60),
    days90Fen: between(61, 90),
    olderFen: between(91, Number.POSITIVE_INFINITY),
  };
}
