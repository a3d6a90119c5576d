import type { TradeSettings } from '@dianquan/shared/contract/prices';
import type { PriceFacts } from '@dianquan/shared/price';
import { Injectable } from '@nestjs/common';
import { ShopsPriceFacts } from '../../catalogue/prices/shops-price-facts';
import { type SkuRow, Skus } from '../../catalogue/skus/sku-rows';
import { TradeRulesReader } from '../../catalogue/trade-rules';
import type { Sql } from '../../platform/database/sql';
import { WorkflowStore, type WorkflowVersion } from '../workflow/workflow-store';
import { type BuyingShop, BuyingShops, type Cart } from './buying-shops';
import type { PlaceCommand } from './place-command';

/** All that is asked of the database before anything is decided, for orders that come together. */
export type BatchFacts = {
  now: number;
  settings: TradeSettings;
  version: WorkflowVersion;
  /** Open ones, in the order in which they serve. */
  warehouseIds: readonly number[];
  shops: Map<number, BuyingShop>;
  /** Undefined for what doesn't exist for the shop. */
  skuFor(shopId: number, skuId: number): SkuRow | undefined;
  priceFacts(shopId: number, sku: SkuRow): PriceFacts;
  cartOf(accountId: number, shopId: number): Cart | undefined;
};

/** A fixed number of statements, however many orders: which shop, which SKUs, at which price, to where. */
@Injectable()
export class BatchFactsReader {
  constructor(
    private readonly shops: BuyingShops,
    private readonly skus: Skus,
    private readonly prices: ShopsPriceFacts,
    private readonly rules: TradeRulesReader,
    private readonly workflows: WorkflowStore,
  ) {}

  async read(sql: Sql, commands: readonly PlaceCommand[], now: number): Promise<BatchFacts> {
    const shopIds = [...new Set(commands.map(({ shopId }) => shopId))];
    const skuIds = commands.flatMap(({ input }) => input.lines.map(({ skuId }) => skuId));
    const clearing = commands.filter(({ input }) => input.clearCart).map(({ me }) => me.accountId);
    const [{ shops, carts, workflowVersionId }, known, rules] = await Promise.all([
      this.shops.read(sql, shopIds, [...new Set(clearing)]),
      this.skus.known(sql, skuIds),
      this.rules.read(sql, shopIds),
    ]);
    const skuFor = (shopId: number, skuId: number): SkuRow | undefined => {
      const one = known.get(skuId);
      return shops.get(shopId)?.segmentIds.some((id) => one?.hiddenFrom.has(id)) ? undefined : one?.sku;
    };
    const wanted = commands.map(({ shopId, input }) => ({
      view: { shopId, shopLevel: shops.get(shopId)?.level ?? null, segmentIds: shops.get(shopId)?.segmentIds ?? [] },
      skus: input.lines.flatMap(({ skuId }) => skuFor(shopId, skuId) ?? []),
    }));
    return {
      now,
      settings: rules.settings,
      version: await this.workflows.get(sql, workflowVersionId),
      warehouseIds: rules.warehouseIds,
      shops,
      skuFor,
      priceFacts: await this.prices.load(sql, wanted, rules, now),
      cartOf: (accountId, shopId) => carts.find((cart) => cart.accountId === accountId && cart.shopId === shopId),
    };
  }
}
