import { Injectable } from '@nestjs/common';
import { type Fragment, inList, type Tx } from '../../platform/database/sql';
import { Events } from '../../platform/jobs/events';
import { ShopChanged } from '../events';

/** By how much a shop's last 90 days change; below zero for an order that is called off. */
export type TradeChange = { shopId: number; fen: number; orders: number; at: number };
export type TradeFigure = { shopId: number; lastOrderAt: number | null; orders: number; fen: number };

/** What a shop has ordered lately, kept with it for rules, lists and the value at stake. The orders room tells. */
@Injectable()
export class TradeFigures {
  constructor(private readonly events: Events) {}

  async ordered(tx: Tx, changes: readonly TradeChange[]): Promise<void> {
    const sums = new Map<number, TradeChange>();
    for (const { shopId, fen, orders, at } of changes) {
      const sum = sums.get(shopId) ?? { shopId, fen: 0, orders: 0, at: 0 };
      sums.set(shopId, { shopId, fen: sum.fen + fen, orders: sum.orders + orders, at: Math.max(sum.at, orders > 0 ? at : 0) });
    }
    if (sums.size === 0) return;
    const rows = [...sums.values()];
    const ids = inList(rows.map(({ shopId }) => shopId));
    const orders = added('orders_90d', rows, (row) => row.orders);
    const fen = added('spend_90d_fen', rows, (row) => row.fen);
    const at = byShop(rows, (row) => row.at);
    const change = tx.execute(
      `UPDATE shop SET orders_90d = ${orders.sql}, spend_90d_fen = ${fen.sql},
         last_order_at = CASE WHEN ${at.sql} > COALESCE(last_order_at, 0) THEN ${at.sql} ELSE last_order_at END
       WHERE id IN ${ids.sql}`,
      [...orders.params, ...fen.params, ...at.params, ...at.params, ...ids.params],
    );
    const [asked] = await Promise.all([asks(tx), change]);
    if (asked) await this.events.publish(tx, new ShopChanged(rows.map(({ shopId }) => shopId)));
  }

  /** As they were counted anew. */
  async set(tx: Tx, figures: readonly TradeFigure[]): Promise<void> {
    for (const { shopId, lastOrderAt, orders, fen } of figures)
      await tx.execute('UPDATE shop SET last_order_at = ?, orders_90d = ?, spend_90d_fen = ? WHERE id = ?', [
        lastOrderAt,
        orders,
        fen,
        shopId,
      ]);
    if (figures.length > 0 && (await asks(tx)))
      await this.events.publish(tx, new ShopChanged([...new Set(figures.map(({ shopId }) => shopId))]));
  }
}

/** Whether any segment goes by these figures; orders come too often to look at all rules for nothing. */
async function asks(tx: Tx): Promise<boolean> {
  const rows = await tx.query(
    `SELECT 1 AS n FROM segment WHERE kind = 'rule' AND removed_at IS NULL
       AND (rule LIKE '%"orders90d"%' OR rule LIKE '%"spend90d"%' OR rule LIKE '%"lastOrder"%') LIMIT 1`,
  );
  return rows.length > 0;
}

/** Never below zero: an order that is called off may be older than the 90 days. */
function added(column: string, rows: readonly TradeChange[], value: (row: TradeChange) => number): Fragment {
  const by = byShop(rows, value);
  if (rows.every((row) => value(row) >= 0)) return { sql: `${column} + ${by.sql}`, params: by.params };
  const sum = `CAST(${column} AS SIGNED) + ${by.sql}`;
  return { sql: `CASE WHEN ${sum} > 0 THEN ${sum} ELSE 0 END`, params: [...by.params, ...by.params] };
}

function byShop(rows: readonly TradeChange[], value: (row: TradeChange) => number): Fragment {
  const [first] = rows;
  if (first && rows.every((row) => value(row) === value(first))) return { sql: '?', params: [value(first)] };
  return {
    sql: `CASE id ${rows.map(() => 'WHEN ? THEN ?').join(' ')} ELSE 0 END`,
    params: rows.flatMap((row) => [row.shopId, value(row)]),
  };
}
