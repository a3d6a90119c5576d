import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { inList, insertMany, type Tx, upsertMany } from '../../platform/database/sql';
import { Refused } from '../../platform/errors';
import { Events } from '../../platform/jobs/events';
import { StockLow, StockReceived } from '../events';

export const MOVE_REASONS = [
  'received',
  'counted',
  'damaged',
  'other',
  'reserved',
  'released',
  'shipped',
  'returned',
  'exchanged',
] as const;
/** Base units, above zero to add. On hand changes by the sum of the two. */
export type StockMove = {
  skuId: number;
  warehouseId: number;
  available: number;
  reserved: number;
  reason: (typeof MOVE_REASONS)[number];
  orderId?: number;
  returnId?: number;
  accountId?: number;
  note?: string;
};

type Sum = { skuId: number; warehouseId: number; available: number; reserved: number };

/** The only writer of stock. Every change is one conditional statement and leaves a row that says why. */
@Injectable()
export class StockMoves {
  constructor(
    private readonly clock: Clock,
    private readonly events: Events,
  ) {}

  /**
   * All of the moves or none: a figure that would fall below zero refuses the whole call, and the caller's transaction with it.
   * Moves of one SKU in one warehouse are written as their sum, in the order of the key.
   * @throws Refused out_of_stock with details `{ skuIds }`
   */
  async apply(tx: Tx, moves: readonly StockMove[]): Promise<void> {
    const sums = summed(moves).sort((a, b) => a.skuId - b.skuId || a.warehouseId - b.warehouseId);
    if (sums.length === 0) return;
    // A SKU that comes to a warehouse for the first time has no row yet.
    const fresh = sums.filter(({ available, reserved }) => available >= 0 && reserved >= 0 && available + reserved > 0);
    await upsertMany(
      tx,
      'stock',
      ['sku_id', 'warehouse_id', 'available', 'reserved'],
      fresh.map(({ skuId, warehouseId }) => [skuId, warehouseId, 0, 0]),
      ['sku_id', 'warehouse_id'],
      [],
    );
    const short: number[] = [];
    for (const { skuId, warehouseId, available, reserved } of sums) {
      if (available === 0 && reserved === 0) continue;
      const { affected } = await tx.execute(
        `UPDATE stock SET available = available + ?, reserved = reserved + ?
         WHERE sku_id = ? AND warehouse_id = ? AND available + ? >= 0 AND reserved + ? >= 0`,
        [available, reserved, skuId, warehouseId, available, reserved],
      );
      if (affected === 0) short.push(skuId);
    }
    if (short.length > 0) throw new Refused('out_of_stock', { skuIds: short });
    await this.write(tx, moves);
    await this.tell(tx, sums, moves);
  }

  private async write(tx: Tx, moves: readonly StockMove[]): Promise<void> {
    const at = this.clock.now();
    await insertMany(
      tx,
      'stock_movement',
      ['sku_id', 'warehouse_id', 'available_change', 'reserved_change', 'reason', 'order_id', 'return_id', 'account_id', 'note', 'at'],
      moves.map(({ skuId, warehouseId, available, reserved, reason, orderId, returnId, accountId, note }) => [
        skuId,
        warehouseId,
        available,
        reserved,
        reason,
        orderId ?? null,
        returnId ?? null,
        accountId ?? null,
        note ?? '',
        at,
      ]),
    );
  }

  private async tell(tx: Tx, sums: readonly Sum[], moves: readonly StockMove[]): Promise<void> {
    const more = sums.filter(({ available }) => available > 0).map(({ skuId }) => skuId);
    if (more.length > 0 && moves.some(({ reason }) => reason !== 'reserved'))
      await this.events.publish(tx, new StockReceived([...new Set(more)]));
    const less = sums.filter(({ available }) => available < 0);
    if (less.length === 0) return;
    const ids = inList(less.map(({ skuId }) => skuId));
    const rows = await tx.query<{ skuId: number; warehouseId: number; available: number; lowBelow: number }>(
      `SELECT sku_id AS skuId, warehouse_id AS warehouseId, available, low_below AS lowBelow FROM stock WHERE sku_id IN ${ids.sql} AND low_below IS NOT NULL`,
      ids.params,
    );
    const crossed = rows.filter(({ skuId, warehouseId, available, lowBelow }) => {
      const change = less.find((one) => one.skuId === skuId && one.warehouseId === warehouseId);
      return change !== undefined && available < lowBelow && available - change.available >= lowBelow;
    });
    if (crossed.length > 0) await this.events.publish(tx, new StockLow([...new Set(crossed.map(({ skuId }) => skuId))]));
  }
}

function summed(moves: readonly StockMove[]): Sum[] {
  const sums = new Map<string, Sum>();
  for (const { skuId, warehouseId, available, reserved } of moves) {
    const key = `${skuId} ${warehouseId}`;
    const sum = sums.get(key) ?? { skuId, warehouseId, available: 0, reserved: 0 };
    sums.set(key, { ...sum, available: sum.available + available, reserved: sum.reserved + reserved });
  }
  return [...sums.values()];
}
