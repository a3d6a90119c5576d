import type { CustomerPriceFacts, LastPriceFacts, PriceFacts, PriceLevelFacts } from '@dianquan/shared/price';
import { Injectable } from '@nestjs/common';
import { inList, type Sql } from '../../platform/database/sql';
import { TradeSettingsStore } from '../settings/trade-settings';
import type { SkuRow } from '../skus/sku-rows';
import type { Viewpoint } from '../viewpoint';

type PricedSku = Pick<SkuRow, 'id' | 'productId' | 'brand' | 'categoryPath' | 'listFen' | 'costFen' | 'floorFen' | 'ladder'>;
type Level = { id: number; name: string; position: number; permille: number | null };
type Discount = { levelId: number; kind: 'product' | 'category' | 'brand'; subject: string; permille: number };

/** Gathers what the price rule asks about, for many SKUs at once: a fixed number of statements, however many SKUs. */
@Injectable()
export class PriceFactsReader {
  constructor(private readonly settings: TradeSettingsStore) {}

  async load(
    sql: Sql,
    view: Pick<Viewpoint, 'shopId' | 'shopLevel' | 'segmentIds'>,
    skus: readonly PricedSku[],
    now: number,
  ): Promise<Map<number, PriceFacts>> {
    if (skus.length === 0) return new Map();
    const { shopId } = view;
    const ids = inList(skus.map(({ id }) => id));
    const [settings, levels, customer, last] = await Promise.all([
      this.settings.get(sql),
      shopId === null ? [] : this.levels(sql, view, skus),
      shopId === null ? NO_CUSTOMER : customerPrices(sql, shopId, ids),
      shopId === null ? NO_LAST : lastPrices(sql, shopId, ids),
    ]);
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
          levels: levels.map((of) => of(sku)),
          settings,
        },
      ]),
    );
  }

  /** What each level of the shop says about a SKU. */
  private async levels(
    sql: Sql,
    { shopId, shopLevel, segmentIds }: Pick<Viewpoint, 'shopId' | 'shopLevel' | 'segmentIds'>,
    skus: readonly PricedSku[],
  ): Promise<((sku: PricedSku) => PriceLevelFacts)[]> {
    const segments = inList(segmentIds);
    const levels = await sql.query<Level>(
      `SELECT l.id, l.name, l.position, l.permille FROM price_level l
       WHERE l.shop_levels LIKE ?
          OR EXISTS (SELECT 1 FROM price_level_segment g WHERE g.price_level_id = l.id AND g.segment_id IN ${segments.sql})
          OR EXISTS (SELECT 1 FROM shop_price_level o WHERE o.price_level_id = l.id AND o.shop_id = ?)`,
      [shopLevel === null ? '-' : `%${shopLevel}%`, ...segments.params, shopId],
    );
    if (levels.length === 0) return [];
    const of = inList(levels.map(({ id }) => id));
    const products = inList([...new Set(skus.map(({ productId }) => String(productId)))]);
    const wanted = inList(skus.map(({ id }) => id));
    const [discounts, tables] = await Promise.all([
      sql.query<Discount>(
        `SELECT price_level_id AS levelId, kind, subject, permille FROM price_level_discount
         WHERE price_level_id IN ${of.sql} AND (kind <> 'product' OR subject IN ${products.sql})`,
        [...of.params, ...products.params],
      ),
      sql.query<{ levelId: number; skuId: number; fen: number }>(
        `SELECT price_level_id AS levelId, sku_id AS skuId, fen FROM price_level_sku WHERE price_level_id IN ${of.sql} AND sku_id IN ${wanted.sql}`,
        [...of.params, ...wanted.params],
      ),
    ]);
    const bySubject = new Map(discounts.map(({ levelId, kind, subject, permille }) => [`${levelId} ${kind} ${subject}`, permille]));
    const bySku = new Map(tables.map(({ levelId, skuId, fen }) => [`${levelId} ${skuId}`, fen]));
    return levels.map(({ id, name, position, permille }) => (sku) => ({
      id,
      name,
      position,
      skuFen: bySku.get(`${id} ${sku.id}`) ?? null,
      productPermille: bySubject.get(`${id} product ${sku.productId}`) ?? null,
      categoryPermilles: upwards(sku.categoryPath).map((category) => bySubject.get(`${id} category ${category}`) ?? null),
      brandPermille: bySubject.get(`${id} brand ${sku.brand}`) ?? null,
      generalPermille: permille,
    }));
  }
}

const NO_CUSTOMER = new Map<number, CustomerPriceFacts>();
const NO_LAST = new Map<number, LastPriceFacts>();

/** `/3/17/` → ['17', '3']. */
const upwards = (path: string): string[] => path.split('/').filter(Boolean).reverse();

async function customerPrices(
  sql: Sql,
  shopId: number,
  ids: { sql: string; params: (string | number | boolean | null)[] },
): Promise<Map<number, CustomerPriceFacts>> {
  const rows = await sql.query<CustomerPriceFacts & { skuId: number }>(
    `SELECT sku_id AS skuId, fen, from_at AS validFrom, until_at AS validUntil, list_fen_then AS listFen, cost_fen_then AS costFen
     FROM customer_price WHERE shop_id = ? AND sku_id IN ${ids.sql}`,
    [shopId, ...ids.params],
  );
  return new Map(rows.map(({ skuId, ...facts }) => [skuId, facts]));
}

async function lastPrices(
  sql: Sql,
  shopId: number,
  ids: { sql: string; params: (string | number | boolean | null)[] },
): Promise<Map<number, LastPriceFacts>> {
  const rows = await sql.query<LastPriceFacts & { skuId: number }>(
    `SELECT sku_id AS skuId, fen, at, list_fen_then AS listFen, cost_fen_then AS costFen
     FROM last_price WHERE shop_id = ? AND sku_id IN ${ids.sql}`,
    [shopId, ...ids.params],
  );
  return new Map(rows.map(({ skuId, ...facts }) => [skuId, facts]));
}
