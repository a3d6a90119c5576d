import type { CartView } from '@dianquan/shared/contract/cart';
import { Injectable } from '@nestjs/common';
import { FavouriteRows } from '../../catalogue/favourites/favourite-rows';
import { PriceFactsReader } from '../../catalogue/prices/price-facts';
import { Offers } from '../../catalogue/products/offers';
import { ProductPresenter } from '../../catalogue/products/product-presenter';
import { TradeSettingsStore } from '../../catalogue/settings/trade-settings';
import { Skus } from '../../catalogue/skus/sku-rows';
import { type StockLevel, StockLevels } from '../../catalogue/stock/stock-levels';
import type { Viewpoint } from '../../catalogue/viewpoint';
import { Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import type { Actor } from '../../platform/http/actor';
import { OrdersPresenter } from '../orders.presenter';
import { type JudgedLine, judgeLines, judgeStock, type LineInput } from './judge';

export type LineView = CartView['lines'][number];
export type Quote = { lines: JudgedLine[]; levels: Map<number, StockLevel[]>; backOrders: boolean };

/** What lines would cost a shop now, and what stands in their way. Nothing is kept for anybody. */
@Injectable()
export class Quotes {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly skus: Skus,
    private readonly prices: PriceFactsReader,
    private readonly stock: StockLevels,
    private readonly settings: TradeSettingsStore,
    private readonly offers: Offers,
    private readonly products: ProductPresenter,
    private readonly favourites: FavouriteRows,
    private readonly presenter: OrdersPresenter,
  ) {}

  /** What is hidden from the shop can't be ordered for it by staff either. */
  async of(view: Viewpoint, inputs: readonly LineInput[]): Promise<Quote> {
    const ids = inputs.map(({ skuId }) => skuId);
    const skus = await this.skus.find(this.db, { ...view, staff: false }, ids);
    const [facts, levels, { backOrders }] = await Promise.all([
      this.prices.load(this.db, view, [...skus.values()], this.clock.now()),
      this.stock.of(this.db, [...skus.keys()]),
      this.settings.get(this.db),
    ]);
    const judged = judgeLines(
      inputs,
      (id) => skus.get(id),
      (sku) => facts.get(sku.id) as NonNullable<ReturnType<typeof facts.get>>,
    );
    if (backOrders) return { lines: judged, levels, backOrders };
    const available = (skuId: number): number => (levels.get(skuId) ?? []).reduce((sum, level) => sum + level.available, 0);
    return { lines: judgeStock(judged, available, () => view.stockDisplay === 'figure'), levels, backOrders };
  }

  /** Lines of SKUs that don't exist for the shop any more are not shown; `faultOf` lets the caller say more about a line. */
  async views(me: Actor, view: Viewpoint, lines: readonly JudgedLine[]): Promise<LineView[]> {
    const skus = lines.flatMap(({ sku }) => sku ?? []);
    const [offers, favourites] = await Promise.all([
      this.offers.of(view, skus),
      this.favourites.among(
        me,
        view,
        skus.map(({ id }) => id),
      ),
    ]);
    return lines.flatMap(({ input, sku, factor, unitFen, totalFen, fault }): LineView[] => {
      if (sku === null) return [];
      return [
        {
          sku: this.products.sku(sku, offers, favourites.has(sku.id)),
          productName: sku.productName,
          picture: this.presenter.picture(me, sku.pictureId),
          unit: input.unit,
          factor,
          quantity: input.quantity,
          note: input.note,
          unitFen,
          totalFen,
          fault: fault === null ? null : { code: fault.code, zh: fault.zh },
        },
      ];
    });
  }
}
