import type { Answer, Input } from '@dianquan/shared/contract/all';
import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { Actor } from '../../platform/http/actor';
import { decodeCursor, pageOfRows } from '../../platform/http/cursor';
import { OrderLookups } from '../order-lookups';
import { OwnPricesService } from './own-prices.service';

type Entry = Answer<'products.priceHistory'>['items'][number];
/** `place` breaks ties of one moment: what was paid first, then changes of prices, the newest of each first. */
type Placed = { time: number; place: number; id: number; entry: Omit<Entry, 'at'> };
type Change = { id: number; kind: 'list' | 'customer'; at: number; fen: number };

const PAID = 0;
const CHANGED = 1;

/** What a shop paid for a SKU over time, between the changes of its list price and of the shop's own. */
@Injectable()
export class PriceHistoryService {
  constructor(
    private readonly db: Database,
    private readonly own: OwnPricesService,
    private readonly orders: OrderLookups,
  ) {}

  async list(me: Actor | null, input: Input<'products.priceHistory'>): Promise<Answer<'products.priceHistory'>> {
    const { skuId, limit } = input;
    const { view } = await this.own.pricedSku(me, skuId, input.shopId);
    const before = decodeCursor(input.cursor, ['number', 'number', 'number']) as [number, number, number] | null;
    const [paid, changed] = await Promise.all([
      view.shopId === null ? [] : this.paid(view.shopId, skuId, before, limit + 1),
      this.changed(view.shopId, skuId, before, limit + 1),
    ]);
    const placed = [...paid, ...changed].sort((a, b) => b.time - a.time || a.place - b.place || b.id - a.id);
    const page = pageOfRows(placed, limit, ({ time, place, id }) => [time, place, id]);
    return { items: page.rows.map(({ time, entry }) => ({ at: new Date(time).toISOString(), ...entry })), next: page.next };
  }

  private async paid(shopId: number, skuId: number, before: [number, number, number] | null, limit: number): Promise<Placed[]> {
    // Behind a change, all that was paid in the same moment has been given.
    const from = before === null ? null : { at: before[0], orderId: before[1] === PAID ? before[2] : 0 };
    const lines = await this.orders.paid(this.db, shopId, skuId, from, limit);
    return lines.map(({ at, orderId, orderNumber, fen, quantity }) => ({
      time: at,
      place: PAID,
      id: orderId,
      entry: { kind: 'paid', fen, quantity, orderId, orderNumber },
    }));
  }

  private async changed(shopId: number | null, skuId: number, before: [number, number, number] | null, limit: number): Promise<Placed[]> {
    const [at, place, id] = before ?? [Number.MAX_SAFE_INTEGER, CHANGED, 0];
    const rows = await this.db.query<Change>(
      `SELECT id, kind, at, to_fen AS fen FROM price_change
       WHERE sku_id = ? AND (kind = 'list' OR (kind = 'customer' AND shop_id = ?)) AND to_fen IS NOT NULL
         AND (at < ? OR (at = ? AND (? = ${PAID} OR id < ?)))
       ORDER BY at DESC, id DESC LIMIT ?`,
      [skuId, shopId ?? 0, at, at, place, id, limit],
    );
    return rows.map((row) => ({
      time: row.at,
      place: CHANGED,
      id: row.id,
      entry: { kind: row.kind, fen: row.fen, quantity: null, orderId: null, orderNumber: null },
    }));
  }
}
