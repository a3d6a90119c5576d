import type { CustomerPriceFacts, LastPriceFacts, PriceFacts, PriceLevelFacts, PriceSettings } from '@dianquan/shared/price';
import { Injectable } from '@nestjs/common';
import { type Fragment, inList, type Sql, type SqlValue } from '../../platform/database/sql';
import type { SkuRow } from '../skus/sku-rows';
import type { Viewpoint } from '../viewpoint';

export type ShopView = Pick<Viewpoint, 'shopLevel' | 'segmentIds'> & { shopId: number };
type LevelRow = { id: number; name: string; position: number; permille: number | null; shopLevels: string; segmentId: number | null };
type Level = Omit<LevelRow, 'segmentId'> & { segmentIds: Set<number> };

/**
 * What the price rule asks about, for several shops and their SKUs at once: a fixed number of statements, however many shops. For
 * one shop and a page of SKUs there is PriceFactsReader.
 */
@Injectable()
export class ShopsPriceFacts {
  /** `wanted`: which SKUs of which shop; the answer knows no others. */
  async load(
    sql: Sql,
    wanted: readonly { view: ShopView; skus: readonly SkuRow[] }[],
    settings: PriceSettings,
    now: number,
  ): Promise<(shopId: number, sku: SkuRow) => PriceFacts> {
    const pairs = pairsOf(wanted.map(({ view, skus }) => ({ shopId: view.shopId, skuIds: skus.map(({ id }) => id) })));
    const customer = await this.customerPrices(sql, pairs);
    const last = await this.lastPrices(sql, pairs);
    const levelsOf = await this.levels(sql, wanted);
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

  private async customerPrices(sql: Sql, pairs: Fragment): Promise<Map<string, CustomerPriceFacts>> {
    const rows = await sql.query<CustomerPriceFacts & { shopId: number; skuId: number }>(
      `SELECT shop_id AS shopId, sku_id AS skuId, fen, from_at AS validFrom, until_at AS validUntil, list_fen_then AS listFen,
         cost_fen_then AS costFen FROM customer_price WHERE ${pairs.sql}`,
      pairs.params,
    );
    return new Map(rows.map(({ shopId, skuId, ...facts }) => [`${shopId} ${skuId}`, facts]));
  }

  private async lastPrices(sql: Sql, pairs: Fragment): Promise<Map<string, LastPriceFacts>> {
    const rows = await sql.query<LastPriceFacts & { shopId: number; skuId: number }>(
      `SELECT shop_id AS shopId, sku_id AS skuId, fen, at, list_fen_then AS listFen, cost_fen_then AS costFen
       FROM last_price WHERE ${pairs.sql}`,
      pairs.params,
    );
    return new Map(rows.map(({ shopId, skuId, ...facts }) => [`${shopId} ${skuId}`, facts]));
  }

  private async levels(
    sql: Sql,
    wanted: readonly { view: ShopView; skus: readonly SkuRow[] }[],
  ): Promise<(shopId: number, sku: SkuRow) => PriceLevelFacts[]> {
    const all = await levelsIn(sql);
    if (all.length === 0) return () => [];
    const shops = inList(wanted.map(({ view }) => view.shopId));
    const own = await sql.query<{ shopId: number; levelId: number }>(
      `SELECT shop_id AS shopId, price_level_id AS levelId FROM shop_price_level WHERE shop_id IN ${shops.sql}`,
      shops.params,
    );
    const skus = [...new Map(wanted.flatMap((one) => one.skus).map((sku) => [sku.id, sku])).values()];
    const rules = await rulesOf(sql, skus);
    const byShop = new Map(
      wanted.map(({ view }) => {
        const mine = new Set(own.filter(({ shopId }) => shopId === view.shopId).map(({ levelId }) => levelId));
        return [view.shopId, all.filter((level) => mine.has(level.id) || applies(level, view))];
      }),
    );
    return (shopId, sku) =>
      (byShop.get(shopId) ?? []).map((level) => ({
        id: level.id,
        name: level.name,
        position: level.position,
        skuFen: rules.table.get(`${level.id} ${sku.id}`) ?? null,
        productPermille: rules.discounts.get(`${level.id} product ${sku.productId}`) ?? null,
        categoryPermilles: upwards(sku.categoryPath).map((id) => rules.discounts.get(`${level.id} category ${id}`) ?? null),
        brandPermille: sku.brand === '' ? null : (rules.discounts.get(`${level.id} brand ${sku.brand}`) ?? null),
        generalPermille: level.permille,
      }));
  }
}

async function levelsIn(sql: Sql): Promise<Level[]> {
  const rows = await sql.query<LevelRow>(
    `SELECT l.id, l.name, l.position, l.permille, l.shop_levels AS shopLevels, g.segment_id AS segmentId
     FROM price_level l LEFT JOIN price_level_segment g ON g.price_level_id = l.id`,
  );
  const levels = new Map<number, Level>();
  for (const { segmentId, ...row } of rows) {
    const level = levels.get(row.id) ?? { ...row, segmentIds: new Set<number>() };
    if (segmentId !== null) level.segmentIds.add(segmentId);
    levels.set(row.id, level);
  }
  return [...levels.values()];
}

/** What any level says about these SKUs, their products, categories and brands. */
async function rulesOf(sql: Sql, skus: readonly SkuRow[]): Promise<{ table: Map<string, number>; discounts: Map<string, number> }> {
  const ids = inList(skus.map(({ id }) => id));
  const table = await sql.query<{ levelId: number; skuId: number; fen: number }>(
    `SELECT price_level_id AS levelId, sku_id AS skuId, fen FROM price_level_sku WHERE sku_id IN ${ids.sql}`,
    ids.params,
  );
  const products = inList([...new Set(skus.map(({ productId }) => String(productId)))]);
  const categories = inList([...new Set(skus.flatMap(({ categoryPath }) => upwards(categoryPath)))]);
  const brands = inList([...new Set(skus.map(({ brand }) => brand).filter((brand) => brand !== ''))]);
  const discounts = await sql.query<{ levelId: number; kind: string; subject: string; permille: number }>(
    `SELECT price_level_id AS levelId, kind, subject, permille FROM price_level_discount
     WHERE (kind = 'product' AND subject IN ${products.sql}) OR (kind = 'category' AND subject IN ${categories.sql})
        OR (kind = 'brand' AND subject IN ${brands.sql})`,
    [...products.params, ...categories.params, ...brands.params],
  );
  return {
    table: new Map(table.map(({ levelId, skuId, fen }) => [`${levelId} ${skuId}`, fen])),
    discounts: new Map(discounts.map(({ levelId, kind, subject, permille }) => [`${levelId} ${kind} ${subject}`, permille])),
  };
}

const applies = (level: Level, view: ShopView): boolean =>
  (view.shopLevel !== null && level.shopLevels.includes(view.shopLevel)) || view.segmentIds.some((id) => level.segmentIds.has(id));

/** `/3/17/` → ['17', '3']. */
const upwards = (path: string): string[] => path.split('/').filter(Boolean).reverse();

/** One range of the key for each shop: a list of shops and a list of SKUs would look up every shop with every SKU. */
function pairsOf(wanted: readonly { shopId: number; skuIds: readonly number[] }[]): Fragment {
  const byShop = new Map<number, Set<number>>();
  for (const { shopId, skuIds } of wanted) {
    const known = byShop.get(shopId) ?? new Set<number>();
    for (const id of skuIds) known.add(id);
    byShop.set(shopId, known);
  }
  const parts: string[] = [];
  const params: SqlValue[] = [];
  for (const [shopId, skuIds] of byShop) {
    if (skuIds.size === 0) continue;
    const ids = inList([...skuIds]);
    parts.push(`(shop_id = ? AND sku_id IN ${ids.sql})`);
    params.push(shopId, ...ids.params);
  }
  return parts.length === 0 ? { sql: '(1 = 0)', params: [] } : { sql: parts.join(' OR '), params };
}
