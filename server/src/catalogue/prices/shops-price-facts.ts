import type { CustomerPriceFacts, LastPriceFacts, PriceFacts, PriceLevelFacts } from '@dianquan/shared/price';
import { Injectable } from '@nestjs/common';
import type { Fragment, Sql } from '../../platform/database/sql';
import { hotRows } from '../hot-rows';
import type { SkuRow } from '../skus/sku-rows';
import type { PriceLevel, TradeRules } from '../trade-rules';
import type { Viewpoint } from '../viewpoint';
import { LevelRulesStore } from './level-rules';

export type ShopView = Pick<Viewpoint, 'shopLevel' | 'segmentIds'> & { shopId: number };
/**
 * What the price rule asks about, for several shops and their SKUs at once: a fixed number of statements, however many shops. For
 * one shop and a page of SKUs there is PriceFactsReader.
 */
@Injectable()
export class ShopsPriceFacts {
  constructor(private readonly rules: LevelRulesStore) {}

  /** `wanted`: which SKUs of which shop; the answer knows no others. */
  async load(
    sql: Sql,
    wanted: readonly { view: ShopView; skus: readonly SkuRow[] }[],
    { settings, levels }: TradeRules,
    now: number,
  ): Promise<(shopId: number, sku: SkuRow) => PriceFacts> {
    const pairs = pairsOf(
      sql,
      wanted.map(({ view, skus }) => ({ shopId: view.shopId, skuIds: skus.map(({ id }) => id) })),
    );
    const [customer, last, levelsOf] = await Promise.all([
      customerPrices(sql, pairs),
      // What was paid last is no rule, and so nobody's price, unless the supplier makes it one.
      settings.lastPriceDefault ? lastPrices(sql, pairs) : new Map<string, LastPriceFacts>(),
      this.levels(sql, wanted, levels),
    ]);
    return (shopId, sku) => ({
      now,
      listFen: sku.listFen,
      costFen: sku.costFen,
      floorFen: sku.floorFen,
      ladder: sku.ladder,
      customer: customer.get(`${shopId} ${sku.id}`) ?? null,
      last: last.get(`${shopId} ${sku.id}`) ?? null,
      levels: levelsOf(shopId, sku),
      settings,
    });
  }

  private async levels(
    sql: Sql,
    wanted: readonly { view: ShopView }[],
    all: readonly PriceLevel[],
  ): Promise<(shopId: number, sku: SkuRow) => PriceLevelFacts[]> {
    this.rules.keepOnly(all);
    const byShop = new Map(wanted.map(({ view }) => [view.shopId, all.filter((level) => applies(level, view))]));
    const rules = await this.rules.of(
      sql,
      all.filter((level) => [...byShop.values()].some((of) => of.includes(level))),
    );
    return (shopId, sku) => {
      const levels = byShop.get(shopId) ?? [];
      const categories = levels.length === 0 ? [] : upwards(sku.categoryPath);
      return levels.map(({ id, name, position, permille }) => {
        const own = rules.get(id);
        return {
          id,
          name,
          position,
          skuFen: own?.sku.get(sku.id) ?? null,
          productPermille: own?.product.get(String(sku.productId)) ?? null,
          categoryPermilles: categories.map((category) => own?.category.get(category) ?? null),
          brandPermille: own?.brand.get(sku.brand) ?? null,
          generalPermille: permille,
        };
      });
    };
  }
}

async function customerPrices(sql: Sql, pairs: Fragment): Promise<Map<string, CustomerPriceFacts>> {
  const rows = await hotRows<[shopId: number, skuId: number, number, number | null, number | null, number | null, number | null]>(
    sql,
    `SELECT c.shop_id, c.sku_id, c.fen, c.from_at, c.until_at, c.list_fen_then, c.cost_fen_then
     FROM ${pairs.sql} w JOIN customer_price c ON c.shop_id = w.shop_id AND c.sku_id = w.sku_id`,
    pairs.params,
  );
  return new Map(
    rows.map(([shopId, skuId, fen, validFrom, validUntil, listFen, costFen]) => [
      `${shopId} ${skuId}`,
      { fen, validFrom, validUntil, listFen, costFen },
    ]),
  );
}

async function lastPrices(sql: Sql, pairs: Fragment): Promise<Map<string, LastPriceFacts>> {
  const rows = await hotRows<[shopId: number, skuId: number, number, number, number | null, number | null]>(
    sql,
    `SELECT c.shop_id, c.sku_id, c.fen, c.at, c.list_fen_then, c.cost_fen_then
     FROM ${pairs.sql} w JOIN last_price c ON c.shop_id = w.shop_id AND c.sku_id = w.sku_id`,
    pairs.params,
  );
  return new Map(rows.map(([shopId, skuId, fen, at, listFen, costFen]) => [`${shopId} ${skuId}`, { fen, at, listFen, costFen }]));
}

const applies = (level: PriceLevel, { shopId, shopLevel, segmentIds }: ShopView): boolean =>
  level.shopIds.has(shopId) ||
  (shopLevel !== null && level.shopLevels.includes(shopLevel)) ||
  segmentIds.some((id) => level.segmentIds.has(id));

/** `/3/17/` → ['17', '3']. */
const upwards = (path: string): string[] => path.split('/').filter(Boolean).reverse();

/**
 * A table of the pairs to join with, in one text for any number of them. As conditions they would be ranges of the key, of which
 * MariaDB plans each by itself: for a batch of orders that takes longer than all the rest.
 */
function pairsOf(sql: Sql, wanted: readonly { shopId: number; skuIds: readonly number[] }[]): Fragment {
  const pairs = new Map(wanted.flatMap(({ shopId, skuIds }) => skuIds.map((skuId) => [`${shopId} ${skuId}`, [shopId, skuId]])));
  const table =
    sql.engine === 'mysql'
      ? `JSON_TABLE(?, '$[*]' COLUMNS (shop_id BIGINT PATH '$[0]', sku_id BIGINT PATH '$[1]'))`
      : `(SELECT json_extract(value, '$[0]') AS shop_id, json_extract(value, '$[1]') AS sku_id FROM json_each(?))`;
  return { sql: table, params: [JSON.stringify([...pairs.values()])] };
}
