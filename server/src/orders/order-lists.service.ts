import type { Answer, Input } from '@dianquan/shared/contract/all';
import { Injectable } from '@nestjs/common';
import { shopScope } from '../members/shop-scope';
import { Database } from '../platform/database/database';
import { containing, inList, type SqlValue } from '../platform/database/sql';
import { NotFound } from '../platform/errors';
import { type Actor, isStaff } from '../platform/http/actor';
import { decodeCursor, pageOfRows } from '../platform/http/cursor';
import { ORDER_COLUMNS, ORDER_FROM, type OrderRow } from './order-rows';
import { OrdersPresenter } from './orders.presenter';
import { dayNumber } from './placing/order-numbers';
import { tookUp } from './queues/waiting-orders';

@Injectable()
export class OrderListsService {
  constructor(
    private readonly db: Database,
    private readonly presenter: OrdersPresenter,
  ) {}

  /** Newest first, of the shops that one may see. */
  async list(me: Actor, input: Input<'orders.list'>): Promise<Answer<'orders.list'>> {
    if (input.shopId !== undefined) await this.mustSee(me, input.shopId);
    const scope = shopScope(me, 's');
    const parts = [scope.sql];
    const params = [...scope.params];
    const and = (sql: string, ...values: SqlValue[]): void => {
      parts.push(sql);
      params.push(...values);
    };
    const [before] = (decodeCursor(input.cursor, ['number']) ?? []) as number[];
    if (before !== undefined) and('o.id < ?', before);
    if (input.shopId !== undefined) and('o.shop_id = ?', input.shopId);
    if (input.states?.length) and(`o.state IN ${inList(input.states).sql}`, ...input.states);
    if (input.next) {
      and('o.next_step = ?', input.next);
      // The same orders as the queue counts, so that the figure and the list behind it agree.
      if (isStaff(me)) {
        const waiting = tookUp(me);
        and(waiting.sql, ...waiting.params);
      }
    }
    if (input.mine === 'true') and('o.account_id = ?', me.accountId);
    if (input.from) and('o.day >= ?', dayNumber(input.from));
    if (input.to) and('o.day <= ?', dayNumber(input.to));
    if (input.q) {
      const like = containing(input.q);
      // Titles are JSON; a quotation mark in a name stands there behind a backslash.
      const inJson = containing(JSON.stringify(input.q).slice(1, -1));
      and(`(o.number LIKE ? ESCAPE '!' OR s.name LIKE ? ESCAPE '!' OR o.titles LIKE ? ESCAPE '!')`, like.toUpperCase(), like, inJson);
    }
    const rows = await this.db.query<OrderRow>(
      `SELECT ${ORDER_COLUMNS} FROM ${ORDER_FROM} WHERE ${parts.join(' AND ')} ORDER BY o.id DESC LIMIT ?`,
      [...params, input.limit + 1],
    );
    const page = pageOfRows(rows, input.limit, ({ id }) => [id]);
    return { items: page.rows.map((row) => this.presenter.row(row)), next: page.next };
  }

  private async mustSee(me: Actor, shopId: number): Promise<void> {
    const scope = shopScope(me);
    const [shop] = await this.db.query(`SELECT id FROM shop WHERE id = ? AND ${scope.sql}`, [shopId, ...scope.params]);
    if (!shop) throw new NotFound();
  }
}
