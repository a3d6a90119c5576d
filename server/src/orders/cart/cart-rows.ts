import { forUpdate, inList, insertMany, type Sql, type SqlValue, type Tx } from '../../platform/database/sql';
import type { LineInput } from '../lines/judge';
import type { BatchFacts } from '../placing/batch-facts';
import type { Decided } from '../placing/decide';

export type CartRow = { id: number; version: number };

/** One for each person and shop; none until something is put in. */
export async function findCart(sql: Sql, accountId: number, shopId: number, lock = false): Promise<CartRow | null> {
  const [row] = await sql.query<CartRow>(`SELECT id, version FROM cart WHERE account_id = ? AND shop_id = ?${lock ? forUpdate(sql) : ''}`, [
    accountId,
    shopId,
  ]);
  return row ?? null;
}

export async function cartLines(sql: Sql, cartId: number): Promise<LineInput[]> {
  return sql.query<LineInput>(
    'SELECT sku_id AS skuId, unit, quantity, note FROM cart_line WHERE cart_id = ? ORDER BY added_at, sku_id, unit',
    [cartId],
  );
}

export async function addCartLines(tx: Tx, cartId: number, lines: readonly LineInput[], at: number): Promise<void> {
  await insertMany(
    tx,
    'cart_line',
    ['cart_id', 'sku_id', 'unit', 'quantity', 'note', 'added_at'],
    // One after the other, so that they come back in the order of the person.
    lines.map(({ skuId, unit, quantity, note }, i) => [cartId, skuId, unit, quantity, note, at + i]),
  );
}

/** What was ordered leaves the carts that it was ordered from: two statements for all of them. */
export async function takeFromCarts(tx: Tx, orders: readonly Decided[], facts: BatchFacts): Promise<void> {
  const parts: string[] = [];
  const params: SqlValue[] = [];
  const carts: number[] = [];
  for (const { command, lines } of orders) {
    const cart = command.input.clearCart ? facts.cartOf(command.me.accountId, command.shopId) : undefined;
    if (!cart) continue;
    carts.push(cart.id);
    for (const { input } of lines) {
      parts.push('(cart_id = ? AND sku_id = ? AND unit = ?)');
      params.push(cart.id, input.skuId, input.unit);
    }
  }
  if (carts.length === 0) return;
  const { affected } = await tx.execute(`DELETE FROM cart_line WHERE ${parts.join(' OR ')}`, params);
  if (affected === 0) return;
  const ids = inList([...new Set(carts)]);
  await tx.execute(`UPDATE cart SET version = version + 1, updated_at = ? WHERE id IN ${ids.sql}`, [facts.now, ...ids.params]);
}
