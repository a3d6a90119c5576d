import { Injectable } from '@nestjs/common';
import { type Fragment, inList, type Sql } from '../../platform/database/sql';
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
  const [picture] = JSON.parse(pictures) as { id: number }[];
  return {
    ...row,
    units: [{ name: row.baseUnit, factor: 1 }, ...(JSON.parse(units) as SkuUnit[])],
    ladder: JSON.parse(ladder) as SkuRow['ladder'],
    onSale: onSale === 1,
    pictureId: picture?.id ?? null,
  };
}

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
}
