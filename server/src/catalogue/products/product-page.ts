import { Injectable } from '@nestjs/common';
import { Database, type SqlValue } from '../../platform/database/database';
import type { Fragment } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';
import { CategoryTree } from '../categories/category-tree';
import { favouritesOf } from '../favourites/favourites-of';
import { hotList } from '../hot-list';
import { type SkuRow, visibleTo } from '../skus/sku-rows';
import type { Viewpoint } from '../viewpoint';

export type Picture = { id: number; width: number | null; height: number | null };
/** A product as the list needs it, with all of its SKUs that this viewpoint may order. */
export type Card = {
  id: number;
  name: string;
  brand: string;
  categoryId: number;
  /** Where it stands when the catalogue is read from the top. */
  place: number;
  picture: Picture | null;
  isListed: boolean;
  skus: SkuRow[];
  favourites: Set<number>;
};
export type Filters = { categoryId?: number; brand?: string; inStock?: boolean; favourite?: boolean; offSale?: boolean };

/** In the order of COLUMNS: read as arrays, without names on each row. */
type Row = [
  id: number,
  name: string,
  brand: string,
  categoryId: number,
  categoryPath: string,
  place: number,
  pictures: string,
  isListed: number,
  skuId: number,
  code: string,
  spec: string,
  barcode: string | null,
  baseUnit: string,
  units: string,
  minimum: number,
  step: number,
  maximum: number | null,
  listFen: number,
  costFen: number | null,
  floorFen: number | null,
  ladder: string,
  isOnSale: number,
  position: number,
  favourite: number | null,
];
const COLUMNS = `p.id, p.name, p.brand, p.category_id, p.category_path, p.category_place, p.pictures, p.is_listed, s.id AS sku_id, s.code, s.spec,
  s.barcode, s.base_unit, s.units, s.minimum, s.step, s.maximum, s.list_fen, s.cost_fen, s.floor_fen, s.ladder,
  CASE WHEN s.off_sale_at IS NULL AND p.off_sale_at IS NULL THEN 1 ELSE 0 END AS is_on_sale, s.position`;

/** Reads cards: one statement a page. */
@Injectable()
export class ProductPage {
  constructor(
    private readonly db: Database,
    private readonly tree: CategoryTree,
  ) {}

  /** The next of them after a place in the order of the catalogue. */
  browse(me: Actor, view: Viewpoint, where: Fragment, after: { place: number; id: number } | null, limit: number): Promise<Card[]> {
    const from = after
      ? { sql: ' AND p.category_place >= ? AND (p.category_place > ? OR p.id > ?)', params: [after.place, after.place, after.id] }
      : NOTHING;
    return this.read(
      me,
      view,
      {
        sql: `(SELECT p.id FROM product p WHERE ${where.sql}${from.sql} ORDER BY p.category_place, p.id LIMIT ${limit})`,
        params: [...where.params, ...from.params],
      },
      (a, b) => a.place - b.place || a.id - b.id,
    );
  }

  newest(me: Actor, view: Viewpoint, where: Fragment, before: number | null, limit: number): Promise<Card[]> {
    const from = before === null ? NOTHING : { sql: ' AND p.id < ?', params: [before] };
    return this.read(
      me,
      view,
      {
        sql: `(SELECT p.id FROM product p WHERE ${where.sql}${from.sql} ORDER BY p.id DESC LIMIT ${limit})`,
        params: [...where.params, ...from.params],
      },
      (a, b) => b.id - a.id,
    );
  }

  /** In the order of the ids. */
  async byId(me: Actor, view: Viewpoint, productIds: readonly number[]): Promise<Card[]> {
    if (productIds.length === 0) return [];
    const ids = hotList(productIds);
    const order = new Map(productIds.map((id, i) => [id, i]));
    return this.read(
      me,
      view,
      { sql: `(SELECT p.id FROM product p WHERE p.id IN ${ids.sql})`, params: ids.params },
      (a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0),
    );
  }

  /** What a list is about, as a condition on `p`; null when nothing can fit. */
  async filter(me: Actor, view: Viewpoint, { categoryId, brand, inStock, favourite, offSale }: Filters): Promise<Fragment | null> {
    const parts: Fragment[] = [visibleTo(view)];
    if (!(view.staff && offSale)) parts.push({ sql: 'p.is_listed = 1', params: [] });
    if (categoryId !== undefined) {
      const range = await this.tree.range(categoryId);
      if (!range) return null;
      parts.push({ sql: 'p.category_place BETWEEN ? AND ?', params: [range.first, range.last] });
    }
    if (brand !== undefined) parts.push({ sql: 'p.brand = ?', params: [brand] });
    if (inStock)
      parts.push({
        sql: 'EXISTS (SELECT 1 FROM sku s JOIN stock k ON k.sku_id = s.id WHERE s.product_id = p.id AND s.off_sale_at IS NULL AND k.available > 0)',
        params: [],
      });
    if (favourite) {
      const kept = favouritesOf(me, view);
      parts.push({
        sql: `EXISTS (SELECT 1 FROM sku s JOIN favourite f ON f.sku_id = s.id WHERE s.product_id = p.id AND ${kept.sql})`,
        params: kept.params,
      });
    }
    return { sql: parts.map(({ sql }) => sql).join(' AND '), params: parts.flatMap(({ params }) => params) };
  }

  private async read(me: Actor, view: Viewpoint, ids: Fragment, order: (a: Card, b: Card) => number): Promise<Card[]> {
    const kept = favouritesOf(me, view);
    const params: SqlValue[] = [...kept.params, ...ids.params];
    const rows = await this.db.hot<Row>(
      `SELECT ${COLUMNS}, (SELECT MAX(f.sku_id) FROM favourite f WHERE f.sku_id = s.id AND ${kept.sql}) AS kept
       FROM ${ids.sql} x JOIN product p ON p.id = x.id JOIN sku s ON s.product_id = p.id`,
      params,
    );
    return cardsOf(rows, view.staff).sort(order);
  }
}

const NOTHING: Fragment = { sql: '', params: [] };

function cardsOf(rows: Row[], staff: boolean): Card[] {
  rows.sort((a, b) => a[22] - b[22] || a[8] - b[8]);
  const cards = new Map<number, Card>();
  for (const row of rows) {
    const [id, name, brand, categoryId, , place, pictures, isListed] = row;
    let card = cards.get(id);
    if (!card) {
      const picture = pictures === '[]' ? null : ((JSON.parse(pictures) as Picture[])[0] ?? null);
      card = { id, name, brand, categoryId, place, picture, isListed: isListed === 1, skus: [], favourites: new Set() };
      cards.set(id, card);
    }
    const isOnSale = row[21] === 1;
    // Of a product on sale only what can be ordered; what is off sale altogether is shown to staff with all it has.
    if (!isOnSale && (!staff || card.isListed)) continue;
    card.skus.push(skuOf(row, card, isOnSale));
    if (row[23] !== null) card.favourites.add(row[8]);
  }
  return [...cards.values()];
}

function skuOf(row: Row, { id, name, brand, categoryId, picture }: Card, onSale: boolean): SkuRow {
  const [
    ,
    ,
    ,
    ,
    categoryPath,
    ,
    ,
    ,
    skuId,
    code,
    spec,
    barcode,
    baseUnit,
    units,
    minimum,
    step,
    maximum,
    listFen,
    costFen,
    floorFen,
    ladder,
  ] = row;
  return {
    id: skuId,
    productId: id,
    productName: name,
    brand,
    categoryId,
    categoryPath,
    code,
    spec,
    barcode,
    baseUnit,
    units: units === '[]' ? [{ name: baseUnit, factor: 1 }] : [{ name: baseUnit, factor: 1 }, ...(JSON.parse(units) as SkuRow['units'])],
    minimum,
    step,
    maximum,
    listFen,
    costFen,
    floorFen,
    ladder: ladder === '[]' ? [] : (JSON.parse(ladder) as SkuRow['ladder']),
    onSale,
    pictureId: picture?.id ?? null,
  };
}
