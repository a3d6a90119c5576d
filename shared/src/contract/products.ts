import { z } from 'zod';
import { flag, id, idParam, type OperationSpec, page, pageOf, picture, text } from './operation.js';
import { baseFen, forShop, quantity, skuCosts, skuView, stockView } from './skus.js';

export const productRow = z.object({
  id: z.number(),
  name: z.string(),
  brand: z.string().nullable(),
  categoryId: z.number(),
  picture: picture.nullable(),
  onSale: z.boolean(),
  skuCount: z.number(),
  /** The lowest price of its SKUs, fen for one base unit; null where prices are hidden. */
  fromFen: z.number().nullable(),
  stock: stockView,
  /** The SKU itself when there is only one: it can be ordered from the list. */
  sku: skuView.nullable(),
});
export type ProductRow = z.infer<typeof productRow>;
export const productView = z.object({
  id: z.number(),
  name: z.string(),
  brand: z.string().nullable(),
  categoryId: z.number(),
  /** From the root down. */
  categoryPath: z.array(z.object({ id: z.number(), name: z.string() })),
  description: z.string(),
  attributes: z.array(z.object({ name: z.string(), value: z.string() })),
  keywords: z.array(z.string()),
  pictures: z.array(picture),
  onSale: z.boolean(),
  skus: z.array(
    skuView.extend({
      /** Left out for everybody else than those staff who may know. */
      costs: skuCosts.optional(),
    }),
  ),
  /** Only for staff. */
  hiddenFrom: z.array(z.object({ id: z.number(), name: z.string() })).nullable(),
  version: z.number(),
});
export type ProductView = z.infer<typeof productView>;
const unitInput = z.object({ name: text(8), factor: z.number().int().min(2).max(1_000_000) });
export const skuInput = z.object({
  /** Present when an existing SKU is changed. */
  id: id.optional(),
  code: text(40),
  spec: text(60, 0).default(''),
  barcode: z
    .string()
    .regex(/^\d{8,14}$/)
    .nullable()
    .default(null),
  baseUnit: text(8),
  units: z.array(unitInput).max(5).default([]),
  minimum: quantity.default(1),
  step: quantity.default(1),
  maximum: quantity.nullable().default(null),
  listFen: baseFen,
  /** Left out of an existing SKU, they stay as they are. */
  costFen: baseFen.nullable().optional(),
  floorFen: baseFen.nullable().optional(),
  ladder: z
    .array(z.object({ from: quantity, fen: baseFen }))
    .max(8)
    .default([]),
  onSale: z.boolean().default(true),
});
const productFields = {
  name: text(80),
  brand: text(30).nullable(),
  categoryId: id,
  description: text(5000, 0),
  attributes: z.array(z.object({ name: text(20), value: text(100) })).max(40),
  keywords: z.array(text(20)).max(20),
  pictureIds: z.array(id).max(9),
  onSale: z.boolean(),
  hiddenFromSegmentIds: z.array(id).max(50),
  skus: z.array(skuInput).min(1).max(60),
};

export const productOperations = {
  'products.create': {
    summary: 'Add a product with its SKUs',
    body: z.object(productFields).partial().required({ name: true, categoryId: true, skus: true }),
    answer: productView,
    errors: ['sku_duplicate', 'price_below_floor'],
  },
  'products.list': {
    summary: 'The catalogue, with my own price and stock; `q` searches name, part of a name, code, barcode, pinyin and initials',
    query: page.extend({
      ...forShop.shape,
      q: text(40).optional(),
      categoryId: id.optional(),
      brand: text(30).optional(),
      inStock: flag.optional(),
      favourite: flag.optional(),
      /** Staff only: also what is off sale. */
      offSale: flag.optional(),
      sort: z.enum(['default', 'newest']).default('default'),
    }),
    answer: pageOf(productRow),
    errors: ['not_found'],
  },
  'products.get': { summary: 'One product, with my own prices', params: idParam, query: forShop, answer: productView },
  'products.update': {
    summary: 'Change a product; SKUs that are left out stay as they are',
    params: idParam,
    body: z.object({ ...productFields, version: z.number().int().min(0).max(4_294_967_295) }).partial(),
    answer: productView,
    errors: ['sku_duplicate', 'price_below_floor', 'conflict'],
  },
  'products.byBarcode': {
    summary: 'The SKU behind a scanned barcode',
    params: z.object({ barcode: z.string().regex(/^\d{8,14}$/) }),
    query: forShop,
    answer: skuView.extend({ productName: z.string() }),
  },
} as const satisfies Record<string, OperationSpec>;
