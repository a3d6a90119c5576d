import type { Answer } from '@dianquan/shared/contract/all';
import { containing, type Fragment, inList, type Sql } from '../../platform/database/sql';
import type { Pair } from './on-hold.query';

export type CustomerPriceRow = {
  shopId: number;
  shopName: string;
  skuId: number;
  skuCode: string;
  productName: string;
  spec: string;
  fen: number;
  listFen: number;
  from: number | null;
  until: number | null;
  setBy: string | null;
  setAt: number;
};
type Wanted = { scope: Fragment; shopId?: number; skuId?: number; skuIds?: readonly number[]; q?: string; after: Pair; limit: number };

/** By shop and SKU, of the shops in the scope. */
export async function customerPriceRows(sql: Sql, wanted: Wanted): Promise<CustomerPriceRow[]> {
  const { scope, shopId, skuId, skuIds, q, after, limit } = wanted;
  const parts: Fragment[] = [scope];
  if (shopId !== undefined) parts.push({ sql: 'c.shop_id = ?', params: [shopId] });
  if (skuId !== undefined) parts.push({ sql: 'c.sku_id = ?', params: [skuId] });
  if (skuIds !== undefined) {
    const ids = inList(skuIds);
    parts.push({ sql: `c.sku_id IN ${ids.sql}`, params: ids.params });
  }
  if (q !== undefined) {
    const like = containing(q);
    parts.push({
      sql: `(shop.name LIKE ? ESCAPE '!' OR p.name LIKE ? ESCAPE '!' OR s.code LIKE ? ESCAPE '!')`,
      params: [like, like, like],
    });
  }
  parts.push({ sql: '(c.shop_id > ? OR (c.shop_id = ? AND c.sku_id > ?))', params: [after.shopId, after.shopId, after.skuId] });
  return sql.query<CustomerPriceRow>(
    `SELECT c.shop_id AS shopId, shop.name AS shopName, c.sku_id AS skuId, s.code AS skuCode, p.name AS productName, s.spec, c.fen,
       s.list_fen AS listFen, c.from_at AS \`from\`, c.until_at AS until, f.name AS setBy, c.set_at AS setAt
     FROM customer_price c JOIN shop ON shop.id = c.shop_id JOIN sku s ON s.id = c.sku_id JOIN product p ON p.id = s.product_id
       LEFT JOIN staff f ON f.id = c.set_by_staff_id
     WHERE ${parts.map((part) => part.sql).join(' AND ')} ORDER BY c.shop_id, c.sku_id LIMIT ?`,
    [...parts.flatMap((part) => part.params), limit],
  );
}

type View = Answer<'customerPrices.list'>['items'][number];

export function customerPriceView(row: CustomerPriceRow): View {
  const { shopId, shopName, skuId, skuCode, productName, spec, fen, listFen, setBy } = row;
  return {
    shopId,
    shopName,
    skuId,
    skuCode,
    productName,
    spec,
    fen,
    listFen,
    from: isoOf(row.from),
    until: isoOf(row.until),
    setBy,
    setAt: new Date(row.setAt).toISOString(),
  };
}

const isoOf = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
