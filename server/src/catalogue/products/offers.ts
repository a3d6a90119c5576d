import type { SkuView } from '@dianquan/shared/contract/skus';
import { type PriceFacts, priceOf } from '@dianquan/shared/price';
import { leastQuantity } from '@dianquan/shared/units';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import { hotList } from '../hot-list';
import { PriceFactsReader } from '../prices/price-facts';
import type { SkuRow } from '../skus/sku-rows';
import type { Viewpoint } from '../viewpoint';

export type Offer = Pick<SkuView, 'price' | 'stock'>;
type Stock = [skuId: number, available: number, lowBelow: number | null];

/** What SKUs cost whoever looks, and how many there are: two statements, however many SKUs. */
@Injectable()
export class Offers {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly prices: PriceFactsReader,
  ) {}

  async of(view: Viewpoint, skus: readonly SkuRow[]): Promise<Map<number, Offer>> {
    if (skus.length === 0) return new Map();
    const [facts, stock] = await Promise.all([
      view.pricesVisible ? this.prices.load(this.db, view, skus, this.clock.now()) : null,
      view.stockDisplay === 'none' ? null : this.stock(skus),
    ]);
    return new Map(
      skus.map((sku) => {
        const known = facts?.get(sku.id);
        return [sku.id, { price: known ? priceView(sku, known) : null, stock: stockView(view, stock?.get(sku.id) ?? null) }];
      }),
    );
  }

  /** Closed warehouses are empty, so that none needs to be left out. */
  private async stock(skus: readonly SkuRow[]): Promise<Map<number, Stock>> {
    const ids = hotList(skus.map(({ id }) => id));
    const rows = await this.db.hot<Stock>(
      `SELECT sku_id, SUM(available) AS available, SUM(low_below) AS low_below FROM stock WHERE sku_id IN ${ids.sql} GROUP BY sku_id`,
      ids.params,
    );
    return new Map(rows.map((row) => [row[0], row]));
  }
}

/** At the least that can be ordered; the steps of the ladder as they are paid, which never tells the floor or the cost. */
function priceView(sku: SkuRow, facts: PriceFacts): NonNullable<Offer['price']> {
  const { fen, rule, lower } = priceOf(facts, leastQuantity(sku));
  return {
    fen,
    rule,
    listFen: facts.listFen,
    ladder: lower.map((step) => ({ from: step.from, fen: step.fen })),
    lastFen: facts.last?.fen ?? null,
    lastAt: facts.last ? new Date(facts.last.at).toISOString() : null,
  };
}

function stockView({ stockDisplay }: Viewpoint, row: Stock | null): Offer['stock'] {
  if (stockDisplay === 'none') return { word: null, figure: null };
  const available = Number(row?.[1] ?? 0);
  const lowBelow = row?.[2] ?? null;
  const word = available <= 0 ? 'none' : lowBelow !== null && available < Number(lowBelow) ? 'low' : 'in_stock';
  return { word, figure: stockDisplay === 'figure' ? available : null };
}
