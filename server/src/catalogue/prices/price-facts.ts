import type { CustomerPriceFacts, LastPriceFacts, PriceFacts, PriceLevelFacts } from '@dianquan/shared/price';
import { Injectable } from '@nestjs/common';
import type { Sql, SqlValue } from '../../platform/database/sql';
import { hotList } from '../hot-list';
import { hotRows } from '../hot-rows';
import { TradeSettingsStore } from '../settings/trade-settings';
import type { SkuRow } from '../skus/sku-rows';
import type { Viewpoint } from '../viewpoint';

type PricedSku = Pick<SkuRow, 'id' | 'productId' | 'brand' | 'categoryPath' | 'listFen' | 'costFen' | 'floorFen' | 'ladder'>;
type ShopView = Pick<Viewpoint, 'shopId' | 'shopLevel' | 'segmentIds'>;
/** Five kinds of facts in one shape; what the numbers mean hangs on the kind. */
type Row = [
  kind: 'customer' | 'last' | 'level' | 'sku' | 'product' | 'category' | 'brand',
  levelId: number,
  /** Of the level. */
  name: string,
  /** What a discount is for. */
  subject: string,
  skuId: number,
  fenOrPermille: number | null,
  fromOrPosition: number | null,
  until: number | null,
  listThen: number | null,
  costThen: number | null,
];
type Rules = { sku: Map<number, number>; product: Map<string, number>; category: Map<string, number>; brand: Map<string, number> };
type Level = { id: number; name: string; position: number; permille: number | null } & Rules;

/** Gathers what the price rule asks about, for many SKUs at once: one statement, however many SKUs. */
@Injectable()
export class PriceFactsReader {
  constructor(private readonly settings: TradeSettingsStore) {}

  async load(sql: Sql, view: ShopView, skus: readonly PricedSku[], now: number): Promise<Map<number, PriceFacts>> {
    if (skus.length === 0) return new Map();
    const [settings, rows] = await Promise.all([
      this.settings.get(sql),
      view.shopId === null ? [] : factRows(sql, view, view.shopId, skus),
    ]);
    const customer = new Map<number, CustomerPriceFacts>();
    const last = new Map<number, LastPriceFacts>();
    for (const [kind, , , , skuId, fen, from, until, listFen, costFen] of rows) {
      if (kind === 'customer') customer.set(skuId, { fen: fen ?? 0, validFrom: from, validUntil: until, listFen, costFen });
      else if (kind === 'last') last.set(skuId, { fen: fen ?? 0, at: from ?? 0, listFen, costFen });
    }
    const levels = levelsIn(rows);
    return new Map(
      skus.map((sku) => [
        sku.id,
        {
          now,
          listFen: sku.listFen,
          costFen: sku.costFen,
          floorFen: sku.floorFen,
          ladder: sku.ladder,
          customer: customer.get(sku.id) ?? null,
          last: last.get(sku.id) ?? null,
          levels: levels.length === 0 ? NO_LEVELS : levelsOf(sku, levels),
          settings,
        },
      ]),
    );
  }
}

const NO_LEVELS: PriceLevelFacts[] = [];

function factRows(sql: Sql, { shopLevel, segmentIds }: ShopView, shopId: number, skus: readonly PricedSku[]): Promise<Row[]> {
  const ids = hotList(skus.map(({ id }) => id));
  const named = hotList([...new Set(skus.flatMap(subjectsOf))]);
  const segments = hotList(segmentIds);
  const params: SqlValue[] = [shopId, ...ids.params, shopId, ...ids.params, ...ids.params];
  params.push(shopLevel === null ? '-' : `%${shopLevel}%`, ...segments.params, shopId, ...named.params);
  return hotRows<Row>(
    sql,
    `SELECT 'customer' AS kind, 0 AS level_id, '' AS level_name, '' AS about, sku_id, fen, from_at, until_at, list_fen_then, cost_fen_then
       FROM customer_price WHERE shop_id = ? AND sku_id IN ${ids.sql}
     UNION ALL SELECT 'last', 0, '', '', sku_id, fen, at, NULL, list_fen_then, cost_fen_then
       FROM last_price WHERE shop_id = ? AND sku_id IN ${ids.sql}
     UNION ALL SELECT 'sku', price_level_id, '', '', sku_id, fen, NULL, NULL, NULL, NULL
       FROM price_level_sku WHERE sku_id IN ${ids.sql}
     UNION ALL SELECT 'level', l.id, l.name, '', 0, l.permille, l.position, NULL, NULL, NULL FROM price_level l
       WHERE l.shop_levels LIKE ?
         OR EXISTS (SELECT 1 FROM price_level_segment g WHERE g.price_level_id = l.id AND g.segment_id IN ${segments.sql})
         OR EXISTS (SELECT 1 FROM shop_price_level o WHERE o.price_level_id = l.id AND o.shop_id = ?)
     UNION ALL SELECT kind, price_level_id, '', subject, 0, permille, NULL, NULL, NULL, NULL
       FROM price_level_discount WHERE subject IN ${named.sql}`,
    params,
  );
}

/** The levels of the shop with their rules; rules of other levels were read along and are left aside. */
function levelsIn(rows: readonly Row[]): Level[] {
  const levels = new Map<number, Level>();
  for (const [kind, id, name, , , permille, position] of rows)
    if (kind === 'level')
      levels.set(id, {
        id,
        name,
        position: position ?? 0,
        permille,
        sku: new Map(),
        product: new Map(),
        category: new Map(),
        brand: new Map(),
      });
  for (const [kind, levelId, , subject, skuId, value] of rows) {
    const level = levels.get(levelId);
    if (!level || value === null || kind === 'level' || kind === 'customer' || kind === 'last') continue;
    if (kind === 'sku') level.sku.set(skuId, value);
    else level[kind].set(subject, value);
  }
  return [...levels.values()];
}

/** What each level says about a SKU. */
function levelsOf(sku: PricedSku, levels: readonly Level[]): PriceLevelFacts[] {
  const categories = upwards(sku.categoryPath);
  return levels.map(({ id, name, position, permille, ...rules }) => ({
    id,
    name,
    position,
    skuFen: rules.sku.get(sku.id) ?? null,
    productPermille: rules.product.get(String(sku.productId)) ?? null,
    categoryPermilles: categories.map((category) => rules.category.get(category) ?? null),
    brandPermille: rules.brand.get(sku.brand) ?? null,
    generalPermille: permille,
  }));
}

const subjectsOf = ({ productId, categoryPath, brand }: PricedSku): string[] => [
  String(productId),
  ...upwards(categoryPath),
  ...(brand === '' ? [] : [brand]),
];

/** `/3/17/` → ['17', '3']. */
const upwards = (path: string): string[] => path.split('/').filter(Boolean).reverse();
