import type { TestApp } from '../app';
import { buildStaff } from './staff';
import { unique } from './unique';

type SkuFields = {
  code?: string;
  spec?: string;
  barcode?: string | null;
  baseUnit?: string;
  units?: { name: string; factor: number }[];
  minimum?: number;
  step?: number;
  maximum?: number | null;
  listFen?: number;
  costFen?: number | null;
  floorFen?: number | null;
  ladder?: { from: number; fen: number }[];
  onSale?: boolean;
};
export type ProductOverrides = {
  name?: string;
  brand?: string | null;
  categoryId?: number;
  keywords?: string[];
  onSale?: boolean;
  hiddenFromSegmentIds?: number[];
  skus?: SkuFields[];
  /** A manager's token; a new manager when not given. */
  as?: string;
};

export async function buildCategory(t: TestApp, as: string, name?: string, parentId: number | null = null): Promise<number> {
  const { status, body } = await t.call('categories.create', { as, body: { parentId, name: name ?? `分类${unique()}` } });
  if (status !== 201) throw new Error(`the category could not be made: ${JSON.stringify(body)}`);
  return body.id;
}

/** A product on sale with one SKU at 10.00, by way of the handbook itself. */
export async function buildProduct(t: TestApp, overrides: ProductOverrides = {}) {
  const as = overrides.as ?? (await buildStaff(t, { roles: ['manager'] })).token;
  const categoryId = overrides.categoryId ?? (await buildCategory(t, as));
  const skus = (overrides.skus ?? [{}]).map((sku) => ({ code: `BM-${unique()}`, baseUnit: '个', listFen: 1000, ...sku }));
  const { status, body } = await t.call('products.create', {
    as,
    body: {
      name: overrides.name ?? `商品${unique()}`,
      brand: overrides.brand ?? null,
      categoryId,
      keywords: overrides.keywords ?? [],
      onSale: overrides.onSale ?? true,
      hiddenFromSegmentIds: overrides.hiddenFromSegmentIds ?? [],
      skus,
    },
  });
  if (status !== 201) throw new Error(`the product could not be made: ${JSON.stringify(body)}`);
  return { productId: body.id, categoryId, skuIds: body.skus.map(({ id }) => id), skuId: body.skus[0]?.id ?? 0, as };
}
