import { groupBy } from '@dianquan/shared/group-by';
import { Injectable } from '@nestjs/common';
import { forUpdate } from '../../members/row-lock';
import { inList, type Sql } from '../../platform/database/sql';

export type StockLevel = { skuId: number; warehouseId: number; available: number; reserved: number };

@Injectable()
export class StockLevels {
  /**
   * By SKU, open warehouses in the order in which they serve. `lock` keeps the rows until the transaction is over, taken in the order
   * of their key so that two orders never wait for each other in a circle.
   */
  async of(sql: Sql, skuIds: readonly number[], lock = false): Promise<Map<number, StockLevel[]>> {
    if (skuIds.length === 0) return new Map();
    const ids = inList([...new Set(skuIds)].sort((a, b) => a - b));
    if (lock && sql.engine === 'mysql')
      await sql.query(`SELECT sku_id FROM stock WHERE sku_id IN ${ids.sql} ORDER BY sku_id, warehouse_id${forUpdate(sql)}`, ids.params);
    const rows = await sql.query<StockLevel>(
      `SELECT k.sku_id AS skuId, k.warehouse_id AS warehouseId, k.available, k.reserved FROM stock k JOIN warehouse w ON w.id = k.warehouse_id
       WHERE k.sku_id IN ${ids.sql} AND w.closed_at IS NULL ORDER BY k.sku_id, w.position, w.id`,
      ids.params,
    );
    return groupBy(rows, ({ skuId }) => skuId);
  }
}
