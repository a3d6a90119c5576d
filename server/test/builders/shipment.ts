import { type Built, unique } from './unique';

/** One piece of an order's first line has left from this warehouse. */
export async function buildShipment(t: Built, { orderId, warehouseId }: { orderId: number; warehouseId: number }): Promise<number> {
  await t.db.execute('UPDATE order_line SET shipped = shipped + 1 WHERE order_id = ? AND line = 1', [orderId]);
  await t.db.execute('UPDATE order_allocation SET shipped = shipped + 1 WHERE order_id = ? AND line = 1 AND warehouse_id = ?', [
    orderId,
    warehouseId,
  ]);
  await t.db.execute(
    `UPDATE stock SET reserved = reserved - 1 WHERE warehouse_id = ? AND sku_id = (SELECT sku_id FROM order_line WHERE order_id = ? AND line = 1)`,
    [warehouseId, orderId],
  );
  const { insertId } = await t.db.execute(
    `INSERT INTO shipment (number, order_id, warehouse_id, receipt_code, lines_json, shipped_at) VALUES (?, ?, ?, '1234', '[{"line":1,"quantity":1}]', ?)`,
    [`FH20261122-${String(unique()).padStart(6, '0')}-1`, orderId, warehouseId, t.clock.now()],
  );
  return insertId;
}
