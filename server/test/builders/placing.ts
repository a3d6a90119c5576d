import type { TestApp } from '../app';
import type { BuiltSku } from './placed-order';
import { unique } from './unique';

export type Wish = { sku: BuiltSku; quantity: number; unit?: string; seenFen?: number; note?: string };

/** A line as a page sends it: with the price that stood on the shelf. */
export const lineOf = ({ sku, quantity, unit = '个', seenFen, note = '' }: Wish) => ({
  skuId: sku.skuId,
  unit,
  quantity,
  note,
  seenFen: seenFen ?? sku.listFen * (unit === '箱' ? sku.factor : 1),
});

/** The body of a placement in which everything adds up. */
export function bodyOf(wishes: Wish[], more: Record<string, unknown> = {}) {
  const lines = wishes.map(lineOf);
  const totalFen = lines.reduce((sum, { seenFen, quantity }) => sum + seenFen * quantity, 0);
  return { lines, totalFen, paymentMethod: 'wechat', ...more };
}

export const freshKey = (): string => `key-${unique()}-${Date.now()}`;

export const place = (t: TestApp, as: string, body: object, key = freshKey()) =>
  t.call('orders.place', { as, headers: { 'idempotency-key': key }, body });

/** Of all that an order could have changed: what a refusal must leave alone. */
export async function traces(t: TestApp): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const table of [
    'shop_order',
    'order_line',
    'order_allocation',
    'order_step',
    'stock_movement',
    'idempotency_key',
    'cart_line',
    'last_price',
  ])
    found[table] = (await t.db.query<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`))[0]?.n ?? 0;
  const [stock] = await t.db.query<{ available: number; reserved: number }>(
    'SELECT SUM(available) AS available, SUM(reserved) AS reserved FROM stock',
  );
  return { ...found, ...stock };
}
