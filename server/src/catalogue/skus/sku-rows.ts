import { Injectable } from '@nestjs/common';
import { type Fragment, inList, type Sql } from '../../platform/database/sql';
import { hotList } from '../hot-list';
import { hotRows } from '../hot-rows';
import type { Viewpoint } from '../viewpoint';

export type SkuUnit = { name: string; factor: number };
/** A SKU as all shops see it alike. Money in fen for one base unit, quantities in base units. */
export type SkuRow = {
  id: number;
  productId: number;
  productName: string;
  brand: string;
  categoryId: number;
  /** `/3/17/`, the product's own category last. */
  categoryPath: string;
  code: string;
  spec: string;
  barcode: string | null;
  baseUnit: string;
  /** The base unit first, with factor 1. */
  units: SkuUnit[];
  minimum: number;
  step: number;
  maximum: number | null;
  listFen: number;
  costFen: number | null;
  floorFen: number | null;
  ladder: { from: number; fen: number }[];
  /** SKU and product both. */
  onSale: boolean;
  pictureId: number | null;
};

/** Products that are hidden from a segment of the shop don't exist for it; staff see everything. `p` is the product's row. */
export function visibleTo(view: Pick<Viewpoint, 'staff' | 'segmentIds'>, p = 'p'): Fragment {
  if (view.staff || view.segmentIds.length === 0) return { sql: '(1 = 1)', params: [] };
  const segments = inList(view.segmentIds);
  return {
    sql: `(${p}.has_hidden = 0 OR NOT EXISTS (SELECT 1 FROM product_hidden_segment h WHERE h.product_id = ${p}.id AND h.segment_id IN ${segments.sql}))`,
    params: segments.params,
  };
}

export const SKU_COLUMNS = `s.id, s.product_id AS productId, p.name AS productName, p.brand, p.category_id AS categoryId,
  p.category_path AS categoryPath, s.code, s.spec, s.barcode, s.base_unit AS baseUnit, s.units, s.minimum, s.step, s.maximum,
  s.list_fen AS listFen, s.cost_fen AS costFen, s.floor_fen AS floorFen, s.ladder,
  CASE WHEN s.off_sale_at IS NULL AND p.off_sale_at IS NULL THEN 1 ELSE 0 END AS onSale, p.pictures`;

export type SkuColumns = Omit<SkuRow, 'units' | 'ladder' | 'onSale' | 'pictureId'> & {
  units: string;
  ladder: string;
  onSale: number;
  pictures: string;
};

export function skuRow({ units, ladder, onSale, pictures, ...row }: SkuColumns): SkuRow {
  return {
    ...row,
    units: unitsOf(row.baseUnit, units),
    ladder: listOf(ladder),
    onSale: onSale === 1,
    pictureId: pictureOf(pictures),
  };
}

const unitsOf = (baseUnit: string, json: string): SkuUnit[] => [{ name: baseUnit, factor: 1 }, ...listOf<SkuUnit>(json)];
const pictureOf = (json: string): number | null => listOf<{ id: number }>(json)[0]?.id ?? null;

const listOf = <T>(json: string): T[] => (json === '[]' ? [] : (JSON.parse(json) as T[]));

/** A SKU as all shops see it alike, with the segments from which its product is hidden. */
export type KnownSku = { sku: SkuRow; hiddenFrom: Set<number> };

/** In the order of SKU_COLUMNS, each SKU once for every segment that it is hidden from. */
type HotRow = [
  id: number,
  productId: number,
  productName: string,
  brand: string,
  categoryId: number,
  categoryPath: string,
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
  onSale: number,
  pictures: string,
  hiddenFrom: number | null,
];

/** Field by field: whatever gathers twenty of them at once takes many times as long. */
const hotSku = (row: HotRow): SkuRow => ({
  id: row[0],
  productId: row[1],
  productName: row[2],
  brand: row[3],
  categoryId: row[4],
  categoryPath: row[5],
  code: row[6],
  spec: row[7],
  barcode: row[8],
  baseUnit: row[9],
  units: unitsOf(row[9], row[10]),
  minimum: row[11],
  step: row[12],
  maximum: row[13],
  listFen: row[14],
  costFen: row[15],
  floorFen: row[16],
  ladder: listOf(row[17]),
  onSale: row[18] === 1,
  pictureId: pictureOf(row[19]),
});

@Injectable()
export class Skus {
  /** By id; what doesn't exist for this viewpoint is not in the answer, what is off sale is. */
  async find(sql: Sql, view: Pick<Viewpoint, 'staff' | 'segmentIds'>, ids: readonly number[]): Promise<Map<number, SkuRow>> {
    if (ids.length === 0) return new Map();
    const wanted = inList([...new Set(ids)]);
    const visible = visibleTo(view);
    const rows = await sql.query<SkuColumns>(
      `SELECT ${SKU_COLUMNS} FROM sku s JOIN product p ON p.id = s.product_id WHERE s.id IN ${wanted.sql} AND ${visible.sql}`,
      [...wanted.params, ...visible.params],
    );
    return new Map(rows.map((row) => [row.id, skuRow(row)]));
  }

  /** For shops of which each has another viewpoint: all that there are, by id, hidden ones too. One statement. */
  async known(sql: Sql, ids: readonly number[]): Promise<Map<number, KnownSku>> {
    const wanted = hotList([...new Set(ids)]);
    const rows = await hotRows<HotRow>(
      sql,
      `SELECT ${SKU_COLUMNS}, h.segment_id AS hiddenFrom FROM sku s JOIN product p ON p.id = s.product_id
         LEFT JOIN product_hidden_segment h ON p.has_hidden = 1 AND h.product_id = p.id
       WHERE s.id IN ${wanted.sql}`,
      wanted.params,
    );
    const known = new Map<number, KnownSku>();
    for (const row of rows) {
      const [id] = row;
      const hiddenFrom = row[20];
      const one = known.get(id) ?? { sku: hotSku(row), hiddenFrom: new Set() };
      if (hiddenFrom !== null) one.hiddenFrom.add(hiddenFrom);
      known.set(id, one);
    }
    return known;
  }
}
