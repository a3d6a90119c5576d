import { type Built, unique } from './unique';

/** A return of one piece of the first line that somebody asked for. */
export async function buildReturn(
  t: Built,
  {
    orderId,
    shopId,
    accountId,
    reason = '卖不动',
    fen = 1000,
  }: { orderId: number; shopId: number; accountId: number; reason?: string; fen?: number },
): Promise<number> {
  const lines = JSON.stringify([{ line: 1, quantity: 1, agreed: null, fen }]);
  const { insertId } = await t.db.execute(
    `INSERT INTO return_request (number, order_id, shop_id, kind, state, reason, lines_json, total_fen, account_id, requested_at)
     VALUES (?, ?, ?, 'return', 'requested', ?, ?, ?, ?, ?)`,
    [`TH20261122-${String(unique()).padStart(6, '0')}-1`, orderId, shopId, reason, lines, fen, accountId, t.clock.now()],
  );
  return insertId;
}
