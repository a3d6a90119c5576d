import { Injectable } from '@nestjs/common';
import { StockReceived } from '../../catalogue/events';
import { StockLevels } from '../../catalogue/stock/stock-levels';
import { type StockMove, StockMoves } from '../../catalogue/stock/stock-moves';
import { inList, type Tx } from '../../platform/database/sql';
import { OnEvent } from '../../platform/jobs/events';
import { Jobs } from '../../platform/jobs/jobs';
import { goodsOf } from './order-goods';
import { Reservations, takeFrom } from './reservations';

/** Gives what comes in to those who wait for it, in the order in which they ordered, before anybody else can have it. */
@Injectable()
export class BackOrders {
  constructor(
    private readonly jobs: Jobs,
    private readonly levels: StockLevels,
    private readonly moves: StockMoves,
    private readonly reservations: Reservations,
  ) {}

  /**
   * In the transaction that brings the stock, whose rows it holds already. It never locks an order: stock comes before lines here as
   * everywhere, and an order that can go on by itself afterwards does so in a job.
   */
  @OnEvent(StockReceived)
  async serve({ skuIds }: StockReceived, tx: Tx): Promise<void> {
    const ids = inList(skuIds);
    const waiting = await tx.query<{ orderId: number; line: number }>(
      `SELECT order_id AS orderId, line FROM order_line WHERE sku_id IN ${ids.sql} AND back_ordered > 0 ORDER BY order_id, line`,
      ids.params,
    );
    if (waiting.length === 0) return;
    const levels = await this.levels.of(tx, skuIds, true);
    const orderIds = [...new Set(waiting.map(({ orderId }) => orderId))];
    const moves: StockMove[] = [];
    const served = new Set<number>();
    for (const line of await goodsOf(tx, orderIds)) {
      if (line.backOrdered === 0 || !skuIds.includes(line.skuId)) continue;
      const parts = takeFrom(levels.get(line.skuId) ?? [], line.backOrdered);
      if (parts.length === 0) continue;
      const units = parts.reduce((sum, part) => sum + part.units, 0);
      await tx.execute('UPDATE order_line SET back_ordered = back_ordered - ? WHERE order_id = ? AND line = ?', [
        units,
        line.orderId,
        line.line,
      ]);
      moves.push(...(await this.reservations.keep(tx, line, parts)));
      served.add(line.orderId);
    }
    await this.moves.apply(tx, moves);
    for (const orderId of served) await this.jobs.add(tx, 'orders.settle', { orderId });
  }
}
