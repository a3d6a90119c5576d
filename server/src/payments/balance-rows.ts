import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock';
import { forUpdate, inList, insertMany, type Sql, type Tx } from '../platform/database/sql';

export type BalanceRow = {
  shop_id: number;
  owed_fen: number;
  deposit_fen: number;
  open_fen: number;
  advance_fen: number;
  limit_fen: number;
  term_days: number;
};

const SELECT = 'SELECT shop_id, owed_fen, deposit_fen, open_fen, advance_fen, limit_fen, term_days FROM shop_balance';
const TERM_DAYS = 30;

/** One row for each shop that has ever had to do with money; locked before anything is decided by it. */
@Injectable()
export class BalanceRows {
  constructor(private readonly clock: Clock) {}

  async find(sql: Sql, shopId: number): Promise<BalanceRow> {
    const [row] = await sql.query<BalanceRow>(`${SELECT} WHERE shop_id = ?`, [shopId]);
    return row ?? { shop_id: shopId, owed_fen: 0, deposit_fen: 0, open_fen: 0, advance_fen: 0, limit_fen: 0, term_days: TERM_DAYS };
  }

  /** In the order of the shops, so that two transactions never wait for each other. */
  async lock(tx: Tx, shopIds: readonly number[]): Promise<Map<number, BalanceRow>> {
    const wanted = [...new Set(shopIds)].sort((a, b) => a - b);
    if (wanted.length === 0) return new Map();
    const ids = inList(wanted);
    const read = () => tx.query<BalanceRow>(`${SELECT} WHERE shop_id IN ${ids.sql} ORDER BY shop_id${forUpdate(tx)}`, ids.params);
    let rows = await read();
    const missing = wanted.filter((id) => !rows.some(({ shop_id }) => shop_id === id));
    if (missing.length > 0) {
      const now = this.clock.now();
      const fresh = missing.map((id) => [id, TERM_DAYS, now]);
      await insertMany(tx, 'shop_balance', ['shop_id', 'term_days', 'updated_at'], fresh, { ignore: true });
      rows = await read();
    }
    return new Map(rows.map((row) => [row.shop_id, row]));
  }

  /** Of a row that is locked. */
  async change(tx: Tx, shopId: number, by: { owed?: number; deposit?: number; open?: number; advance?: number }): Promise<void> {
    const { owed = 0, deposit = 0, open = 0, advance = 0 } = by;
    await tx.execute(
      `UPDATE shop_balance SET owed_fen = owed_fen + ?, deposit_fen = deposit_fen + ?, open_fen = open_fen + ?, advance_fen = advance_fen + ?,
         updated_at = ? WHERE shop_id = ?`,
      [owed, deposit, open, advance, this.clock.now(), shopId],
    );
  }
}
