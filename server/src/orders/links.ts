import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type BeforeLine, OrderLookups, type PaidLine } from '../catalogue/order-lookups';
import { type Payable, Payables } from '../payments/payables';
import { inList, type Sql, type SqlValue } from '../platform/database/sql';
import { dueOf, ORDER_RECORD_COLUMNS, type OrderRecord } from './order-facts';
import { lockOrder } from './order-rows';

/** What this room answers when the floors below ask about orders. */
@Injectable()
export class OrderLinks implements OnModuleInit {
  constructor(
    private readonly lookups: OrderLookups,
    private readonly payables: Payables,
  ) {}

  onModuleInit(): void {
    this.lookups.source = { paid, numbers, backOrdered };
    this.payables.register({
      find: findPayable,
      mayPay: (actor, { shopId }) => actor.member?.shopId === shopId,
    });
  }
}

async function findPayable(sql: Sql, orderId: number, options: { lock?: boolean } = {}): Promise<Payable | null> {
  if (options.lock) await lockOrder(sql, orderId);
  const [order] = await sql.query<OrderRecord>(`SELECT ${ORDER_RECORD_COLUMNS} FROM shop_order o WHERE o.id = ?`, [orderId]);
  if (!order) return null;
  const { number, shopId, state, expiresAt } = order;
  const closed = state === 'cancelled' || state === 'completed';
  return { orderId, number, shopId, dueFen: dueOf(order), closed, expiresAt, description: `订单 ${number}` };
}

async function paid(sql: Sql, shopId: number, skuId: number, before: BeforeLine | null, limit: number): Promise<PaidLine[]> {
  const params: SqlValue[] = [shopId, skuId];
  if (before) params.push(before.at, before.at, before.orderId);
  return sql.query<PaidLine>(
    `SELECT o.id AS orderId, o.number AS orderNumber, o.placed_at AS at, l.unit_fen / l.factor AS fen, l.quantity * l.factor AS quantity
     FROM order_line l JOIN shop_order o ON o.id = l.order_id
     WHERE l.shop_id = ? AND l.sku_id = ? AND l.cancelled = 0 AND l.quantity > 0
       ${before ? 'AND (o.placed_at < ? OR (o.placed_at = ? AND o.id < ?))' : ''}
     ORDER BY o.placed_at DESC, o.id DESC LIMIT ?`,
    [...params, limit],
  );
}

async function numbers(sql: Sql, orderIds: readonly number[]): Promise<Map<number, string>> {
  const ids = inList([...new Set(orderIds)]);
  const rows = await sql.query<{ id: number; number: string }>(`SELECT id, number FROM shop_order WHERE id IN ${ids.sql}`, ids.params);
  return new Map(rows.map(({ id, number }) => [id, number]));
}

async function backOrdered(sql: Sql, skuIds: readonly number[]): Promise<Map<number, number>> {
  const ids = inList([...new Set(skuIds)]);
  const rows = await sql.query<{ skuId: number; waiting: number }>(
    `SELECT sku_id AS skuId, SUM(back_ordered) AS waiting FROM order_line WHERE sku_id IN ${ids.sql} AND back_ordered > 0 GROUP BY sku_id`,
    ids.params,
  );
  return new Map(rows.map(({ skuId, waiting }) => [skuId, waiting]));
}
