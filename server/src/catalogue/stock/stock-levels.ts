import { Injectable } from '@nestjs/common';
import { forUpdate, inList, type Sql, type Tx } from '../../platform/database/sql';

export type StockLevel = { skuId: number; warehouseId: number; available: number; reserved: number };
/** As it is until the transaction is over: of closed warehouses too, and with the figure below which the office is told. */
export type LockedStock = (StockLevel & { lowBelow: number | null })[];

@Injectable()
export class StockLevels {
  /**
   * By SKU, open warehouses in the order in which they serve. `lock` keeps the rows until the transaction is over, taken in the order
   * of their key so that two orders never wait for each other in a circle.
   */
  async of(sql: Sql, skuIds: readonly number[], lock = false): Promise<Map<number, StockLevel[]>> {
    if (skuIds.length === 0) return new Map();
    // One statement locks and reads: a second one might see the stock as it was when the transaction began.
    const rows = await this.rows(sql, skuIds, lock);
    const serving = await sql.query<{ id: number }>('SELECT id FROM warehouse WHERE closed_at IS NULL ORDER BY position, id');
    return inServingOrder(
      rows,
      serving.map(({ id }) => id),
    );
  }

  /** Keeps the rows, likewise, for whoever knows already which warehouses serve. */
  async lock(tx: Tx, skuIds: readonly number[]): Promise<LockedStock> {
    return this.rows(tx, skuIds, true);
  }

  /** As it is at this moment, for whoever knows already which warehouses serve. */
  async seen(sql: Sql, skuIds: readonly number[]): Promise<readonly StockLevel[]> {
    return this.rows(sql, skuIds, false);
  }

  private async rows(sql: Sql, skuIds: readonly number[], lock: boolean): Promise<LockedStock> {
    if (skuIds.length === 0) return [];
    const ids = inList([...new Set(skuIds)].sort((a, b) => a - b));
    return sql.query<LockedStock[number]>(
      `SELECT sku_id AS skuId, warehouse_id AS warehouseId, available, reserved, low_below AS lowBelow FROM stock WHERE sku_id IN ${ids.sql}
       ORDER BY sku_id, warehouse_id${lock ? forUpdate(sql) : ''}`,
      ids.params,
    );
  }
}

/** By SKU; what lies in a warehouse that doesn't serve is left out. */
export function inServingOrder<Level extends StockLevel>(rows: readonly Level[], warehouseIds: readonly number[]): Map<number, Level[]> {
  const places = new Map(warehouseIds.map((id, place) => [id, place]));
  const levels = new Map<number, Level[]>();
  for (const row of rows) {
    if (!places.has(row.warehouseId)) continue;
    const known = levels.get(row.skuId);
    if (known) known.push(row);
    else levels.set(row.skuId, [row]);
  }
  for (const of of levels.values()) of.sort((a, b) => (places.get(a.warehouseId) ?? 0) - (places.get(b.warehouseId) ?? 0));
  return levels;
}
