import { z } from 'zod';
import { flag, id, idParam, job, type OperationSpec, page, pageOf, picture, text } from './operation.js';
import { importFault } from './shops.js';

/** Integer fen, never below zero. */
export const fen = z.number().int().min(0).max(10_000_000_000);
/** Of one base unit, up to ten million yuan: with the most of it on one line the total is still exact. */
export const baseFen = z.number().int().min(0).max(100_000_000);
/** In base units of a SKU. */
export const quantity = z.number().int().min(1).max(10_000_000);
export const STOCK_WORDS = ['in_stock', 'low', 'none'] as const;
/** `figure` in base units, or a word, or null where the supplier shows nothing. */
export const stockView = z.object({ word: z.enum(STOCK_WORDS).nullable(), figure: z.number().nullable() });
export const unitView = z.object({ name: z.string(), factor: z.number() });
export const PRICE_RULES = ['customer', 'last', 'level', 'list'] as const;
/** Fen for one base unit; null where prices are hidden. */
export const priceView = z.object({
  fen: z.number(),
  rule: z.enum(PRICE_RULES),
  listFen: z.number(),
  ladder: z.array(z.object({ from: z.number(), fen: z.number() })),
  lastFen: z.number().nullable(),
  lastAt: z.string().nullable(),
});

export const skuView = z.object({
  id: z.number(),
  productId: z.number(),
  code: z.string(),
  spec: z.string(),
  barcode: z.string().nullable(),
  /** The base unit first; factors are in base units. */
  units: z.array(unitView),
  /** In base units. */
  minimum: z.number(),
  step: z.number(),
  maximum: z.number().nullable(),
  price: priceView.nullable(),
  stock: stockView,
  onSale: z.boolean(),
  favourite: z.boolean(),
});
export type SkuView = z.infer<typeof skuView>;
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
  skus: z.array(skuView),
  /** Only for staff. */
  hiddenFrom: z.array(z.object({ id: z.number(), name: z.string() })).nullable(),
  version: z.number(),
});
export type ProductView = z.infer<typeof productView>;
export const categoryView = z.object({
  id: z.number(),
  parentId: z.number().nullable(),
  name: z.string(),
  position: z.number(),
  /** Products on sale in it and below it. */
  products: z.number(),
});

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

/** The columns that a product sheet may fill. One row is one SKU; rows with the same product name and brand are one product. */
export const PRODUCT_SHEET_COLUMNS = [
  'code',
  'product',
  'spec',
  'brand',
  'category',
  'baseUnit',
  'unit2',
  'factor2',
  'unit3',
  'factor3',
  'barcode',
  'listPrice',
  'costPrice',
  'floorPrice',
  'minimum',
  'step',
  'maximum',
  'keywords',
  'description',
  'pictures',
  'onSale',
  'stock',
] as const;
export const productImportView = z.object({
  id: z.number(),
  fileName: z.string(),
  startedAt: z.string(),
  startedBy: z.string(),
  finishedAt: z.string().nullable(),
  job,
  rows: z.number(),
  created: z.number(),
  updated: z.number(),
  unchanged: z.number(),
  faulty: z.number(),
  faults: z.array(importFault),
});

/** Of which shop the prices are: staff name one, a member's own is taken from the session. */
export const forShop = z.object({ shopId: id.optional() });

export const productOperations = {
  'categories.list': { summary: 'The tree of categories, parents before children', answer: z.object({ items: z.array(categoryView) }) },
  'categories.create': {
    summary: 'Add a category',
    body: z.object({ parentId: id.nullable(), name: text(20), position: z.number().int().min(0).max(10_000).default(0) }),
    answer: categoryView,
    errors: ['category_duplicate', 'category_too_deep'],
  },
  'categories.update': {
    summary: 'Rename, move or reorder a category',
    params: idParam,
    body: z.object({ parentId: id.nullable(), name: text(20), position: z.number().int().min(0).max(10_000) }).partial(),
    answer: categoryView,
    errors: ['category_duplicate', 'category_too_deep'],
  },
  'categories.remove': { summary: 'Remove an empty category', params: idParam, answer: null, errors: ['category_in_use'] },
  'brands.list': {
    summary: 'Brands that have products',
    answer: z.object({ items: z.array(z.object({ name: z.string(), products: z.number() })) }),
  },
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
  'products.readSheet': {
    summary: 'Read the head of a product sheet: its columns, a suggested mapping, five rows',
    multipart: true,
    body: z.object({}),
    answer: z.object({
      fileId: z.number(),
      fileName: z.string(),
      rows: z.number(),
      headers: z.array(z.string()),
      mapping: z.record(z.string(), z.string()),
      sample: z.array(z.array(z.string())),
    }),
    errors: ['import_unreadable', 'import_no_rows', 'too_large', 'file_type_forbidden', 'file_damaged', 'disk_full'],
  },
  'products.import': {
    summary: 'Import the sheet read before; pictures are found by name among the files given',
    body: z.object({
      fileId: id,
      mapping: z.record(z.string().max(100), z.string().max(40)),
      pictureFileIds: z.array(id).max(2000).default([]),
      /** Where a column of stock is counted; the first that serves unless said. */
      warehouseId: id.optional(),
    }),
    answer: productImportView,
    errors: ['import_mapping_incomplete', 'import_unreadable', 'import_no_rows'],
  },
  'products.imports': { summary: 'Product imports so far', query: page, answer: pageOf(productImportView) },
  'products.getImport': { summary: 'One product import, with its progress', params: idParam, answer: productImportView },
  'products.importFaults': { summary: 'The bad rows as a sheet, to mend and upload again', params: idParam, answer: 'file' },
  'products.export': { summary: 'All SKUs as xlsx, in the columns that the import reads', answer: 'file' },
  'products.price': {
    summary: 'My prices for SKUs at quantities: what a cart would cost now',
    body: z.object({
      ...forShop.shape,
      items: z
        .array(z.object({ skuId: id, quantity }))
        .min(1)
        .max(200),
    }),
    answer: z.object({
      items: z.array(
        z.object({
          skuId: z.number(),
          quantity: z.number(),
          fen: z.number().nullable(),
          totalFen: z.number().nullable(),
          rule: z.enum(PRICE_RULES).nullable(),
        }),
      ),
    }),
  },
  'products.explainPrice': {
    summary: 'Which rule made my price, which others there were, and what would lower it',
    params: z.object({ skuId: id }),
    query: z.object({ ...forShop.shape, quantity: z.coerce.number().int().min(1).max(10_000_000).default(1) }),
    answer: z.object({
      skuId: z.number(),
      quantity: z.number(),
      fen: z.number(),
      rule: z.enum(PRICE_RULES),
      /** One line for below the price. */
      zh: z.string(),
      /** In the order in which the rules are asked; `zh` says which rule, or why it does not hold. */
      considered: z.array(z.object({ rule: z.enum(PRICE_RULES), fen: z.number().nullable(), holds: z.boolean(), zh: z.string() })),
      ladderApplied: z.boolean(),
      floored: z.boolean(),
      lower: z.array(z.object({ from: z.number(), fen: z.number(), zh: z.string() })),
      /** Only for staff: an old price that waits for confirmation, and what has moved since. */
      guarded: z.object({ rule: z.enum(['customer', 'last']), oldFen: z.number(), reason: z.enum(['list', 'cost']) }).nullable(),
    }),
    errors: ['prices_hidden'],
  },
  'products.priceHistory': {
    summary: 'What the shop paid for this SKU, newest first, and when its list price changed',
    params: z.object({ skuId: id }),
    query: page.extend(forShop.shape),
    answer: pageOf(
      z.object({
        at: z.string(),
        kind: z.enum(['paid', 'list', 'customer']),
        fen: z.number(),
        quantity: z.number().nullable(),
        orderId: z.number().nullable(),
        orderNumber: z.string().nullable(),
      }),
    ),
    errors: ['prices_hidden'],
  },
  'products.byBarcode': {
    summary: 'The SKU behind a scanned barcode',
    params: z.object({ barcode: z.string().regex(/^\d{8,14}$/) }),
    query: forShop,
    answer: skuView.extend({ productName: z.string() }),
  },
  'favourites.list': {
    summary: 'My favourites with the quantity I usually take',
    query: page.extend(forShop.shape),
    answer: pageOf(
      z.object({ sku: skuView, productName: z.string(), picture: picture.nullable(), quantity: z.number(), unit: z.string() }),
    ),
    errors: ['not_found'],
  },
  'favourites.put': {
    summary: 'Keep a SKU among my favourites',
    params: z.object({ skuId: id }),
    body: z.object({ quantity: quantity.default(1), unit: text(8).optional() }),
    answer: null,
    errors: ['unit_unknown'],
  },
  'favourites.remove': { summary: 'Take a SKU off my favourites', params: z.object({ skuId: id }), answer: null },
  'orderSets.get': {
    summary: 'What an announcement or a post offers to order at once, at my price',
    params: z.object({ kind: z.enum(['announcement', 'post']), subjectId: id }),
    query: forShop,
    answer: z.object({
      title: z.string(),
      lines: z.array(
        z.object({
          sku: skuView,
          productName: z.string(),
          picture: picture.nullable(),
          quantity: z.number(),
          unit: z.string(),
          totalFen: z.number().nullable(),
        }),
      ),
      totalFen: z.number().nullable(),
    }),
  },
  'orderSets.put': {
    summary: 'Offer a set with an announcement or a post; no lines take it away',
    params: z.object({ kind: z.enum(['announcement', 'post']), subjectId: id }),
    body: z.object({ title: text(30, 0).default(''), lines: z.array(z.object({ skuId: id, quantity, unit: text(8).optional() })).max(50) }),
    answer: null,
    errors: ['unit_unknown'],
  },
} as const satisfies Record<string, OperationSpec>;
