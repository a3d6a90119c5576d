import type { OrderView } from '@dianquan/shared/contract/orders';
import { groupBy } from '@dianquan/shared/group-by';
import type { PaymentMethod } from '@dianquan/shared/workflow';
import { shopScope } from '../members/shop-scope';
import { forUpdate, inList, type Sql } from '../platform/database/sql';
import { NotFound } from '../platform/errors';
import type { Actor } from '../platform/http/actor';
import { ORDER_RECORD_COLUMNS, type OrderRecord } from './order-facts';
import type { ReturnTally } from './returns/return-rows';

export type OrderAddress = { contact: string; phone: string; regionCode: string | null; address: string };
/** One order, with what of its shop and of the person who placed it every view needs. */
export type OrderRow = OrderRecord & {
  shopName: string;
  /** The shop's salesperson now; `staffId` is who it was when the order was placed. */
  ownerStaffId: number | null;
  placedByStaffId: number | null;
  placedByName: string;
  staffId: number | null;
  regionCode: string | null;
  kinds: number;
  /** JSON of the first three names. */
  titles: string;
  /** JSON of an OrderAddress. */
  address: string | null;
  wish: string;
  sourceKind: OrderView['source']['kind'];
  sourceId: number | null;
};
/** `quantity` is in `unit`; shipped, backOrdered and returned are base units. */
export type OrderLineRow = {
  orderId: number;
  line: number;
  skuId: number;
  productId: number;
  categoryId: number;
  name: string;
  spec: string;
  code: string;
  pictureId: number | null;
  unit: string;
  factor: number;
  quantity: number;
  unitFen: number;
  totalFen: number;
  listFen: number;
  costFen: number | null;
  priceRule: string;
  note: string;
  shipped: number;
  backOrdered: number;
  returned: number;
  beforeQuantity: number | null;
  beforeUnitFen: number | null;
};
export type OrderStepRow = {
  orderId: number;
  seq: number;
  step: string;
  fromState: string;
  toState: string;
  accountId: number | null;
  staffId: number | null;
  by: string | null;
  note: string;
  /** JSON of a StepDetail. */
  detail: string | null;
  at: number;
};
export type StepDetail = { role?: string; pictureIds?: number[] } & Record<string, unknown>;
export type ShipmentRow = {
  id: number;
  number: string;
  orderId: number;
  warehouseId: number;
  warehouseName: string;
  courierStaffId: number | null;
  courierName: string | null;
  receiptCode: string;
  /** JSON [{ line, quantity }]. */
  linesJson: string;
  shippedAt: number;
  deliveredAt: number | null;
};
export type OrderPaymentRow = { id: number; orderId: number; method: PaymentMethod; state: string; fen: number; at: number };
export type OrderReturnRow = ReturnTally & { id: number; orderId: number; number: string };
/** All that a view of an order is made of. */
export type OrderParts = {
  order: OrderRow;
  lines: OrderLineRow[];
  steps: OrderStepRow[];
  shipments: ShipmentRow[];
  payments: OrderPaymentRow[];
  returns: OrderReturnRow[];
};

export const ORDER_COLUMNS = `${ORDER_RECORD_COLUMNS}, s.name AS shopName, s.owner_staff_id AS ownerStaffId,
  o.placed_by_staff_id AS placedByStaffId, COALESCE(pst.name, pa.name, pm.name, '') AS placedByName, o.staff_id AS staffId,
  o.region_code AS regionCode, o.kinds, o.titles, o.address, o.wish, o.source_kind AS sourceKind, o.source_id AS sourceId`;
export const ORDER_FROM = `shop_order o JOIN shop s ON s.id = o.shop_id LEFT JOIN account pa ON pa.id = o.account_id
  LEFT JOIN staff pst ON pst.id = o.placed_by_staff_id LEFT JOIN member pm ON pm.account_id = o.account_id AND pm.shop_id = o.shop_id`;

/** @throws NotFound for an order that isn't the actor's to see */
export async function findOrder(sql: Sql, me: Actor, id: number): Promise<OrderRow> {
  const scope = shopScope(me, 's');
  const [row] = await sql.query<OrderRow>(`SELECT ${ORDER_COLUMNS} FROM ${ORDER_FROM} WHERE o.id = ? AND ${scope.sql}`, [
    id,
    ...scope.params,
  ]);
  if (!row) throw new NotFound();
  return row;
}

/** Whoever asks; in no order. */
export async function findOrders(sql: Sql, ids: readonly number[]): Promise<OrderRow[]> {
  const wanted = inList(ids);
  return sql.query<OrderRow>(`SELECT ${ORDER_COLUMNS} FROM ${ORDER_FROM} WHERE o.id IN ${wanted.sql}`, wanted.params);
}

/** Keeps the order's row for this transaction. On MySQL a lock of its own first: the read after it sees what others committed before. */
export async function lockOrder(sql: Sql, id: number): Promise<void> {
  if (sql.engine === 'mysql') await sql.query(`SELECT id FROM shop_order WHERE id = ?${forUpdate(sql)}`, [id]);
}

export async function linesOf(sql: Sql, orderIds: readonly number[]): Promise<Map<number, OrderLineRow[]>> {
  const ids = inList(orderIds);
  const rows = await sql.query<OrderLineRow & { pictures: string | null }>(
    `SELECT l.order_id AS orderId, l.line, l.sku_id AS skuId, l.product_id AS productId, l.category_id AS categoryId, l.name, l.spec, l.code,
       l.unit, l.factor, l.quantity, l.unit_fen AS unitFen, l.total_fen AS totalFen, l.list_fen AS listFen, l.cost_fen AS costFen,
       l.price_rule AS priceRule, l.note, l.shipped, l.back_ordered AS backOrdered, l.returned, l.before_quantity AS beforeQuantity,
       l.before_unit_fen AS beforeUnitFen, p.pictures
     FROM order_line l LEFT JOIN product p ON p.id = l.product_id WHERE l.order_id IN ${ids.sql} ORDER BY l.order_id, l.line`,
    ids.params,
  );
  return groupBy(
    rows.map(({ pictures, ...row }) => ({ ...row, pictureId: (JSON.parse(pictures ?? '[]') as { id: number }[])[0]?.id ?? null })),
    ({ orderId }) => orderId,
  );
}

/** Everything about these orders, in a fixed number of statements. */
export async function partsOf(sql: Sql, orders: readonly OrderRow[]): Promise<OrderParts[]> {
  const ids = inList(orders.map(({ id }) => id));
  const lines = await linesOf(
    sql,
    orders.map(({ id }) => id),
  );
  const steps = await sql.query<OrderStepRow>(
    `SELECT t.order_id AS orderId, t.seq, t.step, t.from_state AS fromState, t.to_state AS toState, t.account_id AS accountId,
       t.staff_id AS staffId, COALESCE(st.name, a.name, m.name) AS ${sql.engine === 'mysql' ? '`by`' : '"by"'}, t.note, t.detail, t.at
     FROM order_step t JOIN shop_order o ON o.id = t.order_id LEFT JOIN staff st ON st.id = t.staff_id
       LEFT JOIN account a ON a.id = t.account_id LEFT JOIN member m ON m.account_id = t.account_id AND m.shop_id = o.shop_id
     WHERE t.order_id IN ${ids.sql} ORDER BY t.order_id, t.seq`,
    ids.params,
  );
  const shipments = await sql.query<ShipmentRow>(
    `SELECT h.id, h.number, h.order_id AS orderId, h.warehouse_id AS warehouseId, w.name AS warehouseName, h.courier_staff_id AS courierStaffId,
       c.name AS courierName, h.receipt_code AS receiptCode, h.lines_json AS linesJson, h.shipped_at AS shippedAt, h.delivered_at AS deliveredAt
     FROM shipment h JOIN warehouse w ON w.id = h.warehouse_id LEFT JOIN staff c ON c.id = h.courier_staff_id
     WHERE h.order_id IN ${ids.sql} ORDER BY h.id`,
    ids.params,
  );
  const payments = await sql.query<OrderPaymentRow>(
    `SELECT id, order_id AS orderId, method, state, fen, COALESCE(paid_at, created_at) AS at FROM payment WHERE order_id IN ${ids.sql} ORDER BY id`,
    ids.params,
  );
  const returns = await sql.query<OrderReturnRow>(
    `SELECT id, order_id AS orderId, number, kind, state, lines_json AS linesJson FROM return_request WHERE order_id IN ${ids.sql} ORDER BY id`,
    ids.params,
  );
  return orders.map((order) => ({
    order,
    lines: lines.get(order.id) ?? [],
    steps: steps.filter((one) => one.orderId === order.id),
    shipments: shipments.filter((one) => one.orderId === order.id),
    payments: payments.filter((one) => one.orderId === order.id),
    returns: returns.filter((one) => one.orderId === order.id),
  }));
}
