import { Injectable } from '@nestjs/common';
import { TradeSettingsStore } from '../../catalogue/settings/trade-settings';
import { type StockLevel, StockLevels } from '../../catalogue/stock/stock-levels';
import { type StockMove, StockMoves } from '../../catalogue/stock/stock-moves';
import { type Tx, upsertMany } from '../../platform/database/sql';
import { Refused } from '../../platform/errors';
import { type GoodsLine, goodsOf, readyOf, unitsOf } from './order-goods';

/** What an order keeps of the stock while it is open. */
@Injectable()
export class Reservations {
  constructor(
    private readonly levels: StockLevels,
    private readonly moves: StockMoves,
    private readonly settings: TradeSettingsStore,
  ) {}

  /** Takes what the lines ask for beyond what they have; what is short waits where back-orders are taken. @throws Refused out_of_stock */
  async grow(tx: Tx, orderId: number): Promise<void> {
    const lines = (await goodsOf(tx, [orderId])).filter((line) => missingOf(line) > 0);
    if (lines.length === 0) return;
    const { backOrders } = await this.settings.get(tx);
    const levels = await this.levels.of(
      tx,
      lines.map(({ skuId }) => skuId),
      true,
    );
    const short: { line: number; skuId: number }[] = [];
    const moves: StockMove[] = [];
    for (const line of lines) {
      const missing = missingOf(line);
      const parts = takeFrom(levels.get(line.skuId) ?? [], missing);
      const found = parts.reduce((sum, { units }) => sum + units, 0);
      if (found < missing && !backOrders) short.push({ line: line.line, skuId: line.skuId });
      moves.push(...(await this.keep(tx, line, parts)));
      if (found < missing)
        await tx.execute('UPDATE order_line SET back_ordered = back_ordered + ? WHERE order_id = ? AND line = ?', [
          missing - found,
          orderId,
          line.line,
        ]);
    }
    if (short.length > 0) throw new Refused('out_of_stock', { lines: short });
    await this.moves.apply(tx, moves);
  }

  /** Gives back what the lines don't ask for any more: first what has not come yet, then from the warehouse that serves last. */
  async fit(tx: Tx, orderId: number): Promise<void> {
    await this.shrink(tx, await goodsOf(tx, [orderId]), (line) => unitsOf(line));
  }

  /** Of an order that is called off. */
  async releaseAll(tx: Tx, orderId: number): Promise<void> {
    await this.shrink(tx, await goodsOf(tx, [orderId]), (line) => line.shipped);
  }

  /** Writes the reservation down and says how the stock has to follow. */
  async keep(tx: Tx, line: GoodsLine, parts: readonly { warehouseId: number; units: number }[]): Promise<StockMove[]> {
    const { orderId } = line;
    await upsertMany(
      tx,
      'order_allocation',
      ['order_id', 'line', 'warehouse_id', 'quantity', 'shipped'],
      parts.map(({ warehouseId, units }) => {
        const known = line.allocations.find((one) => one.warehouseId === warehouseId);
        return [orderId, line.line, warehouseId, (known?.quantity ?? 0) + units, known?.shipped ?? 0];
      }),
      ['order_id', 'line', 'warehouse_id'],
      ['quantity'],
    );
    return parts.map(({ warehouseId, units }) => ({
      skuId: line.skuId,
      warehouseId,
      available: -units,
      reserved: units,
      reason: 'reserved',
      orderId,
    }));
  }

  private async shrink(tx: Tx, lines: readonly GoodsLine[], target: (line: GoodsLine) => number): Promise<void> {
    await this.levels.of(
      tx,
      lines.map(({ skuId }) => skuId),
      true,
    );
    // Read again under the lock: stock that came in a moment ago may have been given to a line meanwhile.
    const fresh = lines.length === 0 ? [] : await goodsOf(tx, [lines[0]!.orderId]);
    const moves: StockMove[] = [];
    for (const line of fresh) {
      let surplus = line.shipped + readyOf(line) + line.backOrdered - target(line);
      const waiting = Math.min(surplus, line.backOrdered);
      if (waiting > 0) {
        await tx.execute('UPDATE order_line SET back_ordered = back_ordered - ? WHERE order_id = ? AND line = ?', [
          waiting,
          line.orderId,
          line.line,
        ]);
        surplus -= waiting;
      }
      for (const { warehouseId, quantity, shipped } of line.allocations.toReversed()) {
        const units = Math.min(surplus, quantity - shipped);
        if (units <= 0) continue;
        await tx.execute('UPDATE order_allocation SET quantity = quantity - ? WHERE order_id = ? AND line = ? AND warehouse_id = ?', [
          units,
          line.orderId,
          line.line,
          warehouseId,
        ]);
        moves.push({ skuId: line.skuId, warehouseId, available: units, reserved: -units, reason: 'released', orderId: line.orderId });
        surplus -= units;
      }
    }
    await this.moves.apply(tx, moves);
  }
}

const missingOf = (line: GoodsLine): number => unitsOf(line) - line.shipped - readyOf(line) - line.backOrdered;

/** From one warehouse when one has it all, else from each in turn. What is taken is taken off the levels, for the lines that follow. */
export function takeFrom(levels: StockLevel[], wanted: number): { warehouseId: number; units: number }[] {
  const whole = levels.find(({ available }) => available >= wanted);
  const parts: { warehouseId: number; units: number }[] = [];
  let missing = wanted;
  for (const level of whole ? [whole] : levels) {
    const units = Math.min(missing, level.available);
    if (units <= 0) continue;
    level.available -= units;
    missing -= units;
    parts.push({ warehouseId: level.warehouseId, units });
  }
  return parts;
}
