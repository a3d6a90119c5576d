import type { Answer, Input } from '@dianquan/shared/contract/all';
import { lineTotalFen } from '@dianquan/shared/price';
import { explainPrice } from '@dianquan/shared/price-text';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import { Forbidden, NotFound } from '../../platform/errors';
import type { Actor } from '../../platform/http/actor';
import { type SkuRow, Skus } from '../skus/sku-rows';
import { type Viewpoint, Viewpoints } from '../viewpoint';
import { Prices } from './prices';

/** What a shop pays, told to the shop itself or to staff who look at it for the shop. */
@Injectable()
export class OwnPricesService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly views: Viewpoints,
    private readonly skus: Skus,
    private readonly prices: Prices,
  ) {}

  async price(me: Actor | null, { shopId, items }: Input<'products.price'>): Promise<Answer<'products.price'>> {
    const view = await this.views.of(this.db, me, shopId);
    const found = await this.skus.find(
      this.db,
      view,
      items.map(({ skuId }) => skuId),
    );
    const wanted = items.map(({ skuId, quantity }) => ({ sku: known(found, skuId), quantity }));
    if (!view.pricesVisible)
      return { items: items.map(({ skuId, quantity }) => ({ skuId, quantity, fen: null, totalFen: null, rule: null })) };
    const priced = await this.prices.of(this.db, view, wanted, this.clock.now());
    return {
      items: priced.map(({ sku, quantity, price }) => ({
        skuId: sku.id,
        quantity,
        fen: price.fen,
        totalFen: lineTotalFen(price.fen, quantity),
        rule: price.rule,
      })),
    };
  }

  async explain(me: Actor | null, { skuId, shopId, quantity }: Input<'products.explainPrice'>): Promise<Answer<'products.explainPrice'>> {
    const { view, sku } = await this.pricedSku(me, skuId, shopId);
    const [priced] = await this.prices.of(this.db, view, [{ sku, quantity }], this.clock.now());
    if (!priced) throw new NotFound();
    const { price, facts } = priced;
    const told = explainPrice(price, facts, sku.baseUnit);
    return {
      skuId,
      quantity,
      fen: price.fen,
      rule: price.rule,
      zh: told.zh,
      considered: told.rules.map(({ rule, fen, outcome, zh }) => ({ rule, fen, holds: outcome === 'used', zh })),
      ladderApplied: price.ladder,
      floored: price.floored,
      lower: told.lower.map(({ from, fen, zh }) => ({ from, fen, zh })),
      // Why an old price waits may tell of the cost, so only staff are told.
      guarded: view.staff ? price.guarded : null,
    };
  }

  /**
   * The SKU as it is seen from there.
   * @throws NotFound; Forbidden prices_hidden for those who may see the product without its price
   */
  async pricedSku(me: Actor | null, skuId: number, shopId?: number): Promise<{ view: Viewpoint; sku: SkuRow }> {
    const view = await this.views.of(this.db, me, shopId);
    const sku = known(await this.skus.find(this.db, view, [skuId]), skuId);
    if (!view.pricesVisible) throw new Forbidden('prices_hidden');
    return { view, sku };
  }
}

function known(found: ReadonlyMap<number, SkuRow>, skuId: number): SkuRow {
  const sku = found.get(skuId);
  if (!sku) throw new NotFound();
  return sku;
}
