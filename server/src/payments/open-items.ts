import { groupBy } from '@dianquan/shared/group-by';
import { shanghaiDay } from '@dianquan/shared/shanghai-day';
import { Injectable } from '@nestjs/common';
import { inList, type Sql } from '../platform/database/sql';

/** What is still to be paid of one delivery, and since when. */
export type OpenItem = { fen: number; dueAt: number };
type Sum = { shop_id: number; order_id: number | null; entry: number; fen: number; due_at: number };

/**
 * What makes up a shop's debt. Money for an order pays that order; all other money, returns and what was paid too much pay what was due
 * first. The items sum up to what the shop owes, or there are none.
 */
@Injectable()
export class OpenItems {
  async overdue(sql: Sql, shopId: number, now: number): Promise<number> {
    const items = (await this.of(sql, [shopId])).get(shopId) ?? [];
    return items.filter(({ dueAt }) => shanghaiDay(dueAt) < shanghaiDay(now)).reduce((sum, { fen }) => sum + fen, 0);
  }

  async of(sql: Sql, shopIds: readonly number[]): Promise<Map<number, OpenItem[]>> {
    const ids = inList(shopIds);
    const rows = await sql.query<Sum>(
      `SELECT shop_id, order_id, CASE WHEN order_id IS NULL THEN id ELSE 0 END AS entry, SUM(fen) AS fen, COALESCE(MIN(CASE WHEN fen > 0 THEN COALESCE(due_at, at) END), 0) AS due_at
       FROM ledger_entry WHERE account = 'receivable' AND shop_id IN ${ids.sql}
       GROUP BY shop_id, order_id, CASE WHEN order_id IS NULL THEN id ELSE 0 END HAVING SUM(fen) <> 0`,
      ids.params,
    );
    return new Map([...groupBy(rows, ({ shop_id }) => shop_id)].map(([shopId, own]) => [shopId, openOf(own)]));
  }
}

export function openOf(sums: readonly { fen: number; due_at: number }[]): OpenItem[] {
  let credit = -sums.filter(({ fen }) => fen < 0).reduce((sum, { fen }) => sum + fen, 0);
  const items: OpenItem[] = [];
  for (const { fen, due_at } of sums.filter((one) => one.fen > 0).sort((a, b) => a.due_at - b.due_at)) {
    const paid = Math.min(credit, fen);
    credit -= paid;
    if (fen > paid) items.push({ fen: fen - paid, dueAt: due_at });
  }
  return items;
}
