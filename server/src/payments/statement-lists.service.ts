import type { Answer, Input } from '@dianquan/shared/contract/all';
import { groupBy } from '@dianquan/shared/group-by';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import { inList } from '../platform/database/sql';
import type { Actor } from '../platform/http/actor';
import { decodeCursor, pageOfRows } from '../platform/http/cursor';
import { endOfMonth, monthBefore, monthOf } from './months';
import { moneyScope, mustSeeShop } from './payments.policy';
import { StatementFigures } from './statement-figures';

type Row = Answer<'statements.list'>['items'][number];
type Named = { id: number; name: string };
type Sums = { openingFen: number; closingFen: number };

/** Statements as a list: the months of one shop, the shops of one month, or those that finance has yet to say something to. */
@Injectable()
export class StatementListsService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly figures: StatementFigures,
  ) {}

  async list(me: Actor, input: Input<'statements.list'>): Promise<Answer<'statements.list'>> {
    if (input.unanswered) return this.unanswered(me, input);
    const shopId = input.shopId ?? (me.staff ? undefined : me.member?.shopId);
    return shopId === undefined ? this.shops(me, input) : this.months(await mustSeeShop(this.db, me, shopId), input);
  }

  /** The latest first, back to the shop's first entry. */
  private async months(shop: Named, { limit, cursor, month }: Input<'statements.list'>): Promise<Answer<'statements.list'>> {
    const before = decodeCursor(cursor, ['string'])?.[0] ?? null;
    const current = monthOf(this.clock.now());
    const [first] = await this.db.query<{ at: number | null }>(
      `SELECT MIN(at) AS at FROM ledger_entry WHERE account = 'receivable' AND shop_id = ?`,
      [shop.id],
    );
    const oldest = first?.at == null ? current : monthOf(first.at);
    const wanted: string[] = [];
    for (let one = current; one >= oldest && wanted.length <= limit; one = monthBefore(one)) {
      if ((before === null || one < String(before)) && (month === undefined || one === month)) wanted.push(one);
    }
    const page = pageOfRows(wanted, limit, (one) => [one]);
    const states = await this.states('shop_id = ?', [shop.id]);
    const items: Row[] = [];
    for (const one of page.rows) {
      const sums = (await this.figures.sums(this.db, [shop.id], one)).get(shop.id);
      items.push(this.row(shop, one, sums, states.get(`${shop.id} ${one}`)));
    }
    return { items, next: page.next };
  }

  private async shops(me: Actor, { limit, cursor, month }: Input<'statements.list'>): Promise<Answer<'statements.list'>> {
    const after = decodeCursor(cursor, ['number'])?.[0] ?? 0;
    const wanted = month ?? monthOf(this.clock.now());
    const scope = moneyScope(me);
    const rows = await this.db.query<Named>(
      `SELECT shop.id, shop.name FROM shop WHERE shop.id > ? AND ${scope.sql} AND EXISTS
         (SELECT 1 FROM ledger_entry e WHERE e.account = 'receivable' AND e.shop_id = shop.id AND e.at < ?)
       ORDER BY shop.id LIMIT ${limit + 1}`,
      [after, ...scope.params, endOfMonth(wanted)],
    );
    const page = pageOfRows(rows, limit, ({ id }) => [id]);
    const ids = page.rows.map(({ id }) => id);
    const sums = await this.figures.sums(this.db, ids, wanted);
    const shopIds = inList(ids);
    const states = await this.states(`month = ? AND shop_id IN ${shopIds.sql}`, [wanted, ...shopIds.params]);
    return {
      items: page.rows.map((shop) => this.row(shop, wanted, sums.get(shop.id), states.get(`${shop.id} ${wanted}`))),
      next: page.next,
    };
  }

  /** The oldest first. */
  private async unanswered(me: Actor, { limit, cursor, month, shopId }: Input<'statements.list'>): Promise<Answer<'statements.list'>> {
    const after = decodeCursor(cursor, ['string', 'number']);
    const scope = moneyScope(me);
    const rows = await this.db.query<Named & { month: string }>(
      `SELECT shop.id, shop.name, a.month FROM statement_answer a JOIN shop ON shop.id = a.shop_id
       WHERE a.unanswered > 0 AND ${scope.sql} ${shopId === undefined ? '' : 'AND shop.id = ?'} ${month === undefined ? '' : 'AND a.month = ?'}
         ${after ? 'AND (a.month > ? OR (a.month = ? AND shop.id > ?))' : ''} ORDER BY a.month, shop.id LIMIT ${limit + 1}`,
      [
        ...scope.params,
        ...(shopId === undefined ? [] : [shopId]),
        ...(month === undefined ? [] : [month]),
        ...(after ? [String(after[0]), String(after[0]), Number(after[1])] : []),
      ],
    );
    const page = pageOfRows(rows, limit, (one) => [one.month, one.id]);
    const sums = new Map<string, Sums>();
    for (const [of, shops] of groupBy(page.rows, (one) => one.month)) {
      const ids = shops.map(({ id }) => id);
      for (const [id, fen] of await this.figures.sums(this.db, ids, of)) sums.set(`${id} ${of}`, fen);
    }
    return { items: page.rows.map((one) => this.row(one, one.month, sums.get(`${one.id} ${one.month}`), 'objected')), next: page.next };
  }

  private async states(where: string, params: (string | number | boolean | null)[]): Promise<Map<string, Row['state']>> {
    const rows = await this.db.query<{ shop_id: number; month: string; state: Row['state'] }>(
      `SELECT shop_id, month, state FROM statement_answer WHERE ${where}`,
      params,
    );
    return new Map(rows.map(({ shop_id, month, state }) => [`${shop_id} ${month}`, state]));
  }

  private row({ id, name }: Named, month: string, sums?: Sums, state: Row['state'] = 'open'): Row {
    const { openingFen = 0, closingFen = 0 } = sums ?? {};
    return { shopId: id, shopName: name, month, openingFen, closingFen, state, running: endOfMonth(month) > this.clock.now() };
  }
}
