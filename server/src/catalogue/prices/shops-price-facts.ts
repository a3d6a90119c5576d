import type { CustomerPriceFacts, LastPriceFacts, PriceFacts, PriceLevelFacts } from '@dianquan/shared/price';
import { Injectable } from '@nestjs/common';
import { type Fragment, inList, type Sql, type SqlValue } from '../../platform/database/sql';
import { hotList } from '../hot-list';
import { hotRows } from '../hot-rows';
import type { SkuRow } from '../skus/sku-rows';
import type { PriceLevel, TradeRules } from '../trade-rules';
import type { Viewpoint } from '../viewpoint';

export type ShopView = Pick<Viewpoint, 'shopLevel' | 'segmentIds'> & { shopId: number };
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
    { settings, levels }: TradeRules,
    now: number,
  ): Promise<(shopId: number, sku: SkuRow) => PriceFacts> {
    const pairs = pairsOf(wanted.map(({ view, skus }) => ({ shopId: view.shopId, skuIds: skus.map(({ id }) => id) })));
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
    wanted: readonly { view: ShopView; skus: readonly SkuRow[] }[],
    all: readonly PriceLevel[],
  ): Promise<(shopId: number, sku: SkuRow) => PriceLevelFacts[]> {
    if (all.length === 0) return () => [];
    const skus = [...new Map(wanted.flatMap((one) => one.skus).map((sku) => [sku.id, sku])).values()];
    const rules = await rulesOf(sql, skus);
    const byShop = new Map(wanted.map(({ view }) => [view.shopId, all.filter((level) => applies(level, view))]));
    return (shopId, sku) =>
      (byShop.get(shopId) ?? []).map(({ id, name, position, permille }) => ({
        id,
        name,
        position,
        skuFen: rules.get(`${id} sku ${sku.id}`) ?? null,
        productPermille: rules.get(`${id} product ${sku.productId}`) ?? null,
        categoryPermilles: upwards(sku.categoryPath).map((category) => rules.get(`${id} category ${category}`) ?? null),
        brandPermille: sku.brand === '' ? null : (rules.get(`${id} brand ${sku.brand}`) ?? null),
        generalPermille: permille,
      }));
  }
}

async function customerPrices(sql: Sql, pairs: Fragment): Promise<Map<string, CustomerPriceFacts>> {
  const rows = await sql.query<CustomerPriceFacts & { shopId: number; skuId: number }>(
    `SELECT shop_id AS shopId, sku_id AS skuId, fen, from_at AS validFrom, until_at AS validUntil, list_fen_then AS listFen,
       cost_fen_then AS costFen FROM customer_price WHERE ${pairs.sql}`,
    pairs.params,
  );
  return new Map(rows.map(({ shopId, skuId, ...facts }) => [`${shopId} ${skuId}`, facts]));
}

async function lastPrices(sql: Sql, pairs: Fragment): Promise<Map<string, LastPriceFacts>> {
  const rows = await sql.query<LastPriceFacts & { shopId: number; skuId: number }>(
    `SELECT shop_id AS shopId, sku_id AS skuId, fen, at, list_fen_then AS listFen, cost_fen_then AS costFen
     FROM last_price WHERE ${pairs.sql}`,
    pairs.params,
  );
  return new Map(rows.map(({ shopId, skuId, ...facts }) => [`${shopId} ${skuId}`, facts]));
}

/** What any level says about these SKUs (fen), their products, categories and brands (permille); by level, kind and subject. */
async function rulesOf(sql: Sql, skus: readonly SkuRow[]): Promise<Map<string, number>> {
  const ids = hotList(skus.map(({ id }) => id));
  const subjects = hotList([...new Set(skus.flatMap(subjectsOf))]);
  const rows = await hotRows<[levelId: number, kind: string, subject: string, skuId: number, value: number]>(
    sql,
    `SELECT price_level_id, kind, subject, 0 AS sku_id, permille FROM price_level_discount WHERE subject IN ${subjects.sql}
     UNION ALL SELECT price_level_id, 'sku', '', sku_id, fen FROM price_level_sku WHERE sku_id IN ${ids.sql}`,
    [...subjects.params, ...ids.params],
  );
  return new Map(rows.map(([levelId, kind, subject, skuId, value]) => [`${levelId} ${kind} ${kind === 'sku' ? skuId : subject}`, value]));
}

const subjectsOf = ({ productId, categoryPath, brand }: SkuRow): string[] => [
  String(productId),
  ...upwards(categoryPath),
  ...(brand === '' ? [] : [brand]),
];

const applies = (level: PriceLevel, { shopId, shopLevel, segmentIds }: ShopView): boolean =>
  level.shopIds.has(shopId) ||
  (shopLevel !== null && level.shopLevels.includes(shopLevel)) ||
  segmentIds.some((id) => level.segmentIds.has(id));

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
