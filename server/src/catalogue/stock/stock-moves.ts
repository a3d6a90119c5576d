import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { inList, insertMany, type Tx } from '../../platform/database/sql';
import { Refused } from '../../platform/errors';
import { Events } from '../../platform/jobs/events';
import { StockLow, StockReceived } from '../events';
import type { LockedStock } from './stock-levels';

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

type Level = LockedStock[number];
type Sum = { skuId: number; warehouseId: number; available: number; reserved: number };

/** The only writer of stock. What would leave less than nothing undoes the whole transaction; every change leaves a row that says why. */
@Injectable()
export class StockMoves {
  constructor(
    private readonly clock: Clock,
    private readonly events: Events,
  ) {}

  /**
   * All of the moves or none: a figure that would fall below zero refuses the whole call, and the caller's transaction with it.
   * Moves of one SKU in one warehouse are written as their sum, in the order of the key. `locked` are the rows as this transaction has
   * locked them, where it has: then nothing needs to be read again.
   * @throws Refused out_of_stock with details `{ skuIds }`
   */
  async apply(tx: Tx, moves: readonly StockMove[], locked?: LockedStock): Promise<void> {
    const sums = summed(moves).sort((a, b) => a.skuId - b.skuId || a.warehouseId - b.warehouseId);
    if (sums.length === 0) return;
    if (!locked) await changeStock(tx, sums);
    const after = locked ? changed(locked, sums) : await levelsOf(tx, sums);
    const short = after.filter(({ available, reserved }) => available < 0 || reserved < 0).map(({ skuId }) => skuId);
    if (short.length > 0) throw new Refused('out_of_stock', { skuIds: [...new Set(short)] });
    await Promise.all([locked && changeStock(tx, sums), this.write(tx, moves)]);
    await this.tell(tx, sums, moves, after);
  }

  private async write(tx: Tx, moves: readonly StockMove[]): Promise<void> {
    const at = this.clock.now();
    const columns = ['sku_id', 'warehouse_id', 'available_change', 'reserved_change', 'reason', 'order_id', 'account_id', 'at'];
    const rows = moves.map(({ skuId, warehouseId, available, reserved, reason, orderId = null, accountId = null }) => [
      skuId,
      warehouseId,
      available,
      reserved,
      reason,
      orderId,
      accountId,
      at,
    ]);
    // Orders move a lot of stock and have nothing to say about it: what is empty everywhere isn't sent.
    const isTold = moves.some(({ returnId, note }) => returnId !== undefined || note !== undefined);
    if (!isTold) await insertMany(tx, 'stock_movement', columns, rows);
    else
      await insertMany(
        tx,
        'stock_movement',
        [...columns, 'return_id', 'note'],
        rows.map((row, i) => [...row, moves[i]?.returnId ?? null, moves[i]?.note ?? '']),
      );
  }

  private async tell(tx: Tx, sums: readonly Sum[], moves: readonly StockMove[], after: readonly Level[]): Promise<void> {
    const more = sums.filter(({ available }) => available > 0).map(({ skuId }) => skuId);
    if (more.length > 0 && moves.some(({ reason }) => reason !== 'reserved'))
      await this.events.publish(tx, new StockReceived([...new Set(more)]));
    const changes = new Map(sums.map((sum) => [`${sum.skuId} ${sum.warehouseId}`, sum.available]));
    const crossed = after.filter(({ skuId, warehouseId, available, lowBelow }) => {
      const change = changes.get(`${skuId} ${warehouseId}`) ?? 0;
      return lowBelow !== null && change < 0 && available < lowBelow && available - change >= lowBelow;
    });
    if (crossed.length > 0) await this.events.publish(tx, new StockLow([...new Set(crossed.map(({ skuId }) => skuId))]));
  }
}

async function levelsOf(tx: Tx, sums: readonly Sum[]): Promise<Level[]> {
  const ids = inList([...new Set(sums.map(({ skuId }) => skuId))]);
  return tx.query<Level>(
    `SELECT sku_id AS skuId, warehouse_id AS warehouseId, available, reserved, low_below AS lowBelow FROM stock WHERE sku_id IN ${ids.sql}`,
    ids.params,
  );
}

/** What locked rows have come to; what wasn't there before comes from nothing. */
function changed(locked: LockedStock, sums: readonly Sum[]): Level[] {
  const before = new Map(locked.map((row) => [`${row.skuId} ${row.warehouseId}`, row]));
  return sums.map((sum) => {
    const row = before.get(`${sum.skuId} ${sum.warehouseId}`);
    const [available, reserved] = [(row?.available ?? 0) + sum.available, (row?.reserved ?? 0) + sum.reserved];
    return { skuId: sum.skuId, warehouseId: sum.warehouseId, available, reserved, lowBelow: row?.lowBelow ?? null };
  });
}

/** One statement for all of them, in the order of the key: orders that come at once lock the rows in the same order. */
async function changeStock(tx: Tx, all: readonly Sum[]): Promise<void> {
  const sums = all.filter(({ available, reserved }) => available !== 0 || reserved !== 0);
  if (sums.length === 0) return;
  const rows = sums.map(() => '(?, ?, ?, ?)').join(',');
  const added =
    tx.engine === 'mysql'
      ? 'ON DUPLICATE KEY UPDATE available = available + VALUES(available), reserved = reserved + VALUES(reserved)'
      : 'ON CONFLICT (sku_id, warehouse_id) DO UPDATE SET available = available + excluded.available, reserved = reserved + excluded.reserved';
  await tx.execute(
    `INSERT INTO stock (sku_id, warehouse_id, available, reserved) VALUES ${rows} ${added}`,
    sums.flatMap(({ skuId, warehouseId, available, reserved }) => [skuId, warehouseId, available, reserved]),
  );
}

function summed(moves: readonly StockMove[]): Sum[] {
  const sums = new Map<string, Sum>();
  for (const { skuId, warehouseId, available, reserved } of moves) {
    const key = `${skuId} ${warehouseId}`;
    const sum = sums.get(key);
    if (sum) {
      sum.available += available;
      sum.reserved += reserved;
    } else sums.set(key, { skuId, warehouseId, available, reserved });
  }
  return [...sums.values()];
}
