import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock';
import type { Sql, Tx } from '../platform/database/sql';
import { BalanceRows } from './balance-rows';
import { OpenItems } from './open-items';

export type Balance = {
  /** Below zero: the shop has something to its credit. */
  owedFen: number;
  depositFen: number;
  /** Ordered on account and not charged yet. */
  openFen: number;
  limitFen: number;
  termDays: number;
  /** What may still be ordered on account; below zero when the limit is exceeded. Money paid for goods that have not left is not in it. */
  leftFen: number;
  overdueFen: number;
};

/** What a shop owes, has prepaid, and may still owe. */
@Injectable()
export class Balances {
  constructor(
    private readonly clock: Clock,
    private readonly rows: BalanceRows,
    private readonly items: OpenItems,
  ) {}

  /** With `lock`, inside a transaction: nobody changes it until that is over. */
  async of(sql: Sql, shopId: number, options: { lock?: boolean } = {}): Promise<Balance> {
    const locked = options.lock ? (await this.rows.lock(sql as Tx, [shopId])).get(shopId) : undefined;
    const row = locked ?? (await this.rows.find(sql, shopId));
    return {
      owedFen: row.owed_fen,
      depositFen: row.deposit_fen,
      openFen: row.open_fen,
      limitFen: row.limit_fen,
      termDays: row.term_days,
      leftFen: row.limit_fen - row.owed_fen - row.open_fen - row.advance_fen,
      overdueFen: row.owed_fen > 0 ? await this.items.overdue(sql, shopId, this.clock.now()) : 0,
    };
  }

  /** Ordered on account and not charged yet: more with the order, less when its goods are charged or it is cancelled. */
  async open(tx: Tx, shopId: number, fen: number): Promise<void> {
    if (!Number.isSafeInteger(fen)) throw new Error(`not an amount: ${fen}`);
    if (fen === 0) return;
    await this.rows.lock(tx, [shopId]);
    await this.rows.change(tx, shopId, { open: fen });
  }
}
