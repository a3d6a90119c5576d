import type { Answer } from '@dianquan/shared/contract/all';
import { groupBy } from '@dianquan/shared/group-by';
import { containing, type Fragment, inList, type Sql } from '../../platform/database/sql';

type StockRow = Answer<'stock.get'>;
type SkuName = { skuId: number; skuCode: string; productName: string; spec: string; baseUnit: string };
type Level = { skuId: number; id: number; name: string; available: number; reserved: number; lowBelow: number | null };

const NAMES = `SELECT s.id AS skuId, s.code AS skuCode, p.name AS productName, s.spec, s.base_unit AS baseUnit
  FROM sku s JOIN product p ON p.id = s.product_id`;

export type StockFilter = { q?: string; low?: boolean; warehouseId?: number; after: number; limit: number };

/** By SKU. A SKU is low when it is below its threshold in any of the warehouses asked for. */
export async function stockSkus(sql: Sql, { q, low, warehouseId, after, limit }: StockFilter): Promise<SkuName[]> {
  const parts: Fragment[] = [{ sql: 's.id > ?', params: [after] }];
  if (q !== undefined) {
    const like = containing(q);
    parts.push({ sql: `(p.name LIKE ? ESCAPE '!' OR s.code LIKE ? ESCAPE '!' OR s.barcode = ?)`, params: [like, like, q] });
  }
  const inWarehouse: Fragment =
    warehouseId === undefined ? { sql: '', params: [] } : { sql: 'AND k.warehouse_id = ?', params: [warehouseId] };
  if (low !== undefined)
    parts.push({
      sql: `${low ? '' : 'NOT '}EXISTS (SELECT 1 FROM stock k WHERE k.sku_id = s.id AND k.low_below IS NOT NULL AND k.available < k.low_below ${inWarehouse.sql})`,
      params: inWarehouse.params,
    });
  if (warehouseId !== undefined)
    parts.push({ sql: 'EXISTS (SELECT 1 FROM stock k WHERE k.sku_id = s.id AND k.warehouse_id = ?)', params: [warehouseId] });
  return sql.query<SkuName>(`${NAMES} WHERE ${parts.map((part) => part.sql).join(' AND ')} ORDER BY s.id LIMIT ?`, [
    ...parts.flatMap((part) => part.params),
    limit,
  ]);
}

export async function stockSku(sql: Sql, skuId: number): Promise<SkuName | undefined> {
  return (await sql.query<SkuName>(`${NAMES} WHERE s.id = ?`, [skuId]))[0];
}

/** With the figures of each warehouse, or of the one asked for. */
export async function stockRows(
  sql: Sql,
  skus: readonly SkuName[],
  backOrdered: ReadonlyMap<number, number>,
  warehouseId?: number,
): Promise<StockRow[]> {
  const ids = inList(skus.map(({ skuId }) => skuId));
  const levels = await sql.query<Level>(
    `SELECT k.sku_id AS skuId, w.id, w.name, k.available, k.reserved, k.low_below AS lowBelow FROM stock k JOIN warehouse w ON w.id = k.warehouse_id
     WHERE k.sku_id IN ${ids.sql} ${warehouseId === undefined ? '' : 'AND w.id = ?'} ORDER BY w.position, w.id`,
    warehouseId === undefined ? ids.params : [...ids.params, warehouseId],
  );
  const bySku = groupBy(levels, ({ skuId }) => skuId);
  return skus.map((sku) => {
    const own = (bySku.get(sku.skuId) ?? []).map(({ id, name, available, reserved, lowBelow }) => ({
      ...{ id, name, available, reserved, lowBelow },
      onHand: available + reserved,
      low: lowBelow !== null && available < lowBelow,
    }));
    const thresholds = own.flatMap(({ lowBelow }) => lowBelow ?? []);
    return {
      ...sku,
      onHand: sum(own.map(({ onHand }) => onHand)),
      reserved: sum(own.map(({ reserved }) => reserved)),
      available: sum(own.map(({ available }) => available)),
      backOrdered: backOrdered.get(sku.skuId) ?? 0,
      lowBelow: thresholds.length > 0 ? sum(thresholds) : null,
      low: own.some(({ low }) => low),
      warehouses: own,
    };
  });
}

const sum = (figures: readonly number[]): number => figures.reduce((total, figure) => total + figure, 0);
