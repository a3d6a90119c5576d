import { inList, type Sql } from '../../platform/database/sql';

/** A line of an order with where its goods lie. Quantities are base units, except `quantity`, which counts the line's own unit. */
export type GoodsLine = {
  orderId: number;
  line: number;
  skuId: number;
  name: string;
  spec: string;
  unit: string;
  factor: number;
  quantity: number;
  unitFen: number;
  totalFen: number;
  shipped: number;
  backOrdered: number;
  returned: number;
  beforeQuantity: number | null;
  beforeUnitFen: number | null;
  /** In the order in which the warehouses serve. */
  allocations: Allocation[];
};
export type Allocation = { orderId: number; line: number; warehouseId: number; quantity: number; shipped: number };

export async function goodsOf(sql: Sql, orderIds: readonly number[]): Promise<GoodsLine[]> {
  const ids = inList(orderIds);
  const lines = await sql.query<Omit<GoodsLine, 'allocations'>>(
    `SELECT order_id AS orderId, line, sku_id AS skuId, name, spec, unit, factor, quantity, unit_fen AS unitFen, total_fen AS totalFen, shipped,
       back_ordered AS backOrdered, returned, before_quantity AS beforeQuantity, before_unit_fen AS beforeUnitFen
     FROM order_line WHERE order_id IN ${ids.sql} ORDER BY order_id, line`,
    ids.params,
  );
  const allocations = await sql.query<Allocation>(
    `SELECT a.order_id AS orderId, a.line, a.warehouse_id AS warehouseId, a.quantity, a.shipped FROM order_allocation a
       JOIN warehouse w ON w.id = a.warehouse_id
     WHERE a.order_id IN ${ids.sql} ORDER BY a.order_id, a.line, w.position, w.id`,
    ids.params,
  );
  const byLine = new Map<string, Allocation[]>();
  for (const one of allocations) {
    const key = `${one.orderId} ${one.line}`;
    const known = byLine.get(key);
    if (known) known.push(one);
    else byLine.set(key, [one]);
  }
  return lines.map((line) => ({ ...line, allocations: byLine.get(`${line.orderId} ${line.line}`) ?? [] }));
}

/** All of it, in base units. */
export const unitsOf = (line: Pick<GoodsLine, 'quantity' | 'factor'>): number => line.quantity * line.factor;
/** What so many base units of the line are worth: unit prices are whole fen for a base unit. */
export const worthOf = (line: Pick<GoodsLine, 'unitFen' | 'factor'>, units: number): number => (line.unitFen / line.factor) * units;
/** Reserved and not sent yet. */
export const readyOf = (line: Pick<GoodsLine, 'allocations'>): number =>
  line.allocations.reduce((sum, { quantity, shipped }) => sum + quantity - shipped, 0);
