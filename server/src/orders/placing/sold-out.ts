import { Injectable } from '@nestjs/common';
import { inServingOrder, type StockLevel, StockLevels } from '../../catalogue/stock/stock-levels';
import type { Sql } from '../../platform/database/sql';
import type { BatchFacts } from './batch-facts';
import type { DecidedLines } from './decide';

/** Beyond so many it isn't a rush on something any more. */
const MOST = 1_000;

/**
 * What somebody has just been refused for want of stock. The next who want it look at the stock before anything is locked: of a rush
 * on the last pieces most are answered by a look. It is only a hint where to look; what is there decides.
 */
@Injectable()
export class SoldOut {
  private readonly lately = new Set<number>();

  constructor(private readonly stock: StockLevels) {}

  /** Who may be refused by a look, and by which stock: as it is committed now, so that nobody is refused what is free. */
  async look(sql: Sql, orders: readonly DecidedLines[], facts: BatchFacts): Promise<Map<DecidedLines, Map<number, StockLevel[]>>> {
    if (this.lately.size === 0 || facts.settings.backOrders) return new Map();
    // Money is looked at before stock, and under its lock.
    const doubtful = orders.filter(
      ({ command, lines }) =>
        ['wechat', 'offline'].includes(command.input.paymentMethod) && lines.some(({ sku }) => this.lately.has(sku.id)),
    );
    if (doubtful.length === 0) return new Map();
    const skuIds = doubtful.flatMap(({ lines }) => lines.map(({ sku }) => sku.id));
    const levels = inServingOrder(await this.stock.seen(sql, skuIds), facts.warehouseIds);
    for (const id of skuIds) if (levels.get(id)?.some(({ available }) => available > 0)) this.lately.delete(id);
    return new Map(doubtful.map((order) => [order, levels]));
  }

  /** Of an order that was refused while the stock was locked. */
  remember({ lines }: DecidedLines, levels: ReadonlyMap<number, readonly StockLevel[]>): void {
    for (const { sku } of lines) {
      if (this.lately.size === MOST) this.lately.clear();
      if (!levels.get(sku.id)?.some(({ available }) => available > 0)) this.lately.add(sku.id);
    }
  }
}
