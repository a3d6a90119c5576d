import type { TradeSettings } from '@dianquan/shared/contract/prices';
import { shanghaiDay } from '@dianquan/shared/shanghai-day';
import { type Fragment, inList, type Sql } from '../../platform/database/sql';

export type OnHold = {
  rule: 'customer' | 'last';
  shopId: number;
  shopName: string;
  skuId: number;
  skuCode: string;
  productName: string;
  spec: string;
  fen: number;
  listFen: number;
  costFen: number | null;
  thenListFen: number;
  thenCostFen: number | null;
  from: number | null;
  until: number | null;
  setBy: string | null;
  setAt: number;
};
export type Pair = { shopId: number; skuId: number };

/** The guard of `shared/price` as a condition: `o` is the old price with its references, `s` the SKU as it is. */
const MOVED = `(ABS(s.list_fen - o.list_fen_then) * 1000 > ? * o.list_fen_then
  OR (o.cost_fen_then IS NOT NULL AND s.cost_fen IS NOT NULL AND ABS(s.cost_fen - o.cost_fen_then) * 1000 > ? * o.cost_fen_then))`;
const COMMON = `o.shop_id AS shopId, shop.name AS shopName, o.sku_id AS skuId, s.code AS skuCode, p.name AS productName, s.spec, o.fen,
  s.list_fen AS listFen, s.cost_fen AS costFen, o.list_fen_then AS thenListFen, o.cost_fen_then AS thenCostFen`;
const JOINS = `JOIN sku s ON s.id = o.sku_id JOIN product p ON p.id = s.product_id JOIN shop ON shop.id = o.shop_id`;
const DAY_MS = 86_400_000;

/** How many prices made for shops wait because of these SKUs; those that ended don't count. */
export async function countOnHold(sql: Sql, skuIds: readonly number[], guardPermille: number, now: number): Promise<number> {
  if (skuIds.length === 0) return 0;
  const ids = inList(skuIds);
  const [row] = await sql.query<{ n: number }>(
    `SELECT COUNT(*) AS n FROM customer_price o JOIN sku s ON s.id = o.sku_id
     WHERE o.sku_id IN ${ids.sql} AND (o.until_at IS NULL OR o.until_at > ?) AND ${MOVED}`,
    [...ids.params, now, guardPermille, guardPermille],
  );
  return row?.n ?? 0;
}

/**
 * Old prices that wait, by shop and SKU: prices made for shops, and the last ones paid where the supplier made these a rule and no price
 * made for the shop stands in their place.
 */
export async function pricesOnHold(
  sql: Sql,
  { settings, scope, after, now, limit }: { settings: TradeSettings; scope: Fragment; after: Pair; now: number; limit: number },
): Promise<OnHold[]> {
  const { guardPermille, lastPriceDefault, lastPriceMaxDays } = settings;
  const behind = '(o.shop_id > ? OR (o.shop_id = ? AND o.sku_id > ?))';
  const params = [after.shopId, after.shopId, after.skuId, guardPermille, guardPermille, ...scope.params];
  const made = await sql.query<OnHold>(
    `SELECT 'customer' AS rule, ${COMMON}, o.from_at AS \`from\`, o.until_at AS until, f.name AS setBy, o.set_at AS setAt
     FROM customer_price o ${JOINS} LEFT JOIN staff f ON f.id = o.set_by_staff_id
     WHERE ${behind} AND ${MOVED} AND ${scope.sql} AND (o.until_at IS NULL OR o.until_at > ?)
     ORDER BY o.shop_id, o.sku_id LIMIT ?`,
    [...params, now, limit],
  );
  if (!lastPriceDefault) return made;
  // Days of the calendar, as the rule counts them: the first moment of the oldest day that still counts.
  const oldest = (shanghaiDay(now) - lastPriceMaxDays) * DAY_MS - SHANGHAI_MS;
  const paid = await sql.query<OnHold>(
    `SELECT 'last' AS rule, ${COMMON}, NULL AS \`from\`, NULL AS until, NULL AS setBy, o.at AS setAt
     FROM last_price o ${JOINS}
     WHERE ${behind} AND ${MOVED} AND ${scope.sql} AND o.at >= ?
       AND NOT EXISTS (SELECT 1 FROM customer_price c WHERE c.shop_id = o.shop_id AND c.sku_id = o.sku_id AND (c.until_at IS NULL OR c.until_at > ?))
     ORDER BY o.shop_id, o.sku_id LIMIT ?`,
    [...params, oldest, now, limit],
  );
  return [...made, ...paid].sort((a, b) => a.shopId - b.shopId || a.skuId - b.skuId).slice(0, limit);
}

const SHANGHAI_MS = 8 * 3_600_000;
