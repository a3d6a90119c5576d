import type { TestApp } from '../app';
import { unique } from './unique';

/** Money that somebody says was handed over; finance has not looked yet. */
export async function buildOfflinePayment(
  t: TestApp,
  { shopId, accountId, fen = 10_000, note = '' }: { shopId: number; accountId: number; fen?: number; note?: string },
): Promise<number> {
  const { insertId } = await t.db.execute(
    `INSERT INTO payment (number, shop_id, account_id, method, purpose, state, fen, created_at, note) VALUES (?, ?, ?, 'offline', 'deposit', 'waiting', ?, ?, ?)`,
    [`SK-${unique()}`, shopId, accountId, fen, t.clock.now(), note],
  );
  return insertId;
}
