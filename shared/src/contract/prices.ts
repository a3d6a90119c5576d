import { z } from 'zod';
import { SHOP_LEVELS } from '../roles.js';
import { id, idParam, instantInput, type OperationSpec, page, pageOf, text } from './operation.js';
import { baseFen, quantity } from './skus.js';

const permille = z.number().int().min(1).max(1000);
export const LEVEL_RULE_KINDS = ['sku', 'product', 'category', 'brand'] as const;
/** A rule of a level: a price for a SKU, or a discount (permille of the list price) for a product, a category or a brand. */
const levelRule = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sku'), skuId: id, fen: baseFen }),
  z.object({ kind: z.literal('product'), productId: id, permille }),
  z.object({ kind: z.literal('category'), categoryId: id, permille }),
  z.object({ kind: z.literal('brand'), brand: text(30), permille }),
]);
export const priceLevelView = z.object({
  id: z.number(),
  name: z.string(),
  position: z.number(),
  /** Of the list price, where no rule says otherwise; null = none. */
  permille: z.number().nullable(),
  shopLevels: z.array(z.enum(SHOP_LEVELS)),
  segments: z.array(z.object({ id: z.number(), name: z.string() })),
  /** Shops that have it by themselves. */
  shops: z.number(),
  rules: z.array(levelRule.and(z.object({ label: z.string() }))),
});
const levelFields = {
  name: text(20),
  position: z.number().int().min(0).max(1000),
  permille: permille.nullable(),
  shopLevels: z.array(z.enum(SHOP_LEVELS)).max(4),
  segmentIds: z.array(id).max(50),
  rules: z.array(levelRule).max(5000),
  /** Single shops that have the level, whatever their letter and segments. */
  addShopIds: z.array(id).max(500),
  removeShopIds: z.array(id).max(500),
};
export const STOCK_DISPLAYS = ['figure', 'word', 'none'] as const;
export const tradeSettings = z.object({
  lastPriceDefault: z.boolean(),
  lastPriceMaxDays: z.number().int().min(1).max(3650),
  /** By how much list or cost may move before an old price has to be confirmed. */
  guardPermille: z.number().int().min(0).max(1000),
  pricesBeforeJoining: z.enum(['hidden', 'list']),
  backOrders: z.boolean(),
  reservationMinutes: z.number().int().min(5).max(10_080),
  stockDisplay: z.object({
    default: z.enum(STOCK_DISPLAYS),
    levels: z.array(z.object({ level: z.enum(SHOP_LEVELS), show: z.enum(STOCK_DISPLAYS) })).max(4),
    segments: z.array(z.object({ segmentId: id, show: z.enum(STOCK_DISPLAYS) })).max(50),
  }),
  returns: z.object({
    days: z.number().int().min(0).max(365),
    /** Of what was bought of the SKU in that order. */
    sharePermille: z.number().int().min(0).max(1000),
  }),
  orderedWithinDays: z.number().int().min(1).max(90),
});
export type TradeSettings = z.infer<typeof tradeSettings>;
const customerPriceView = z.object({
  shopId: z.number(),
  shopName: z.string(),
  skuId: z.number(),
  skuCode: z.string(),
  productName: z.string(),
  spec: z.string(),
  fen: z.number(),
  listFen: z.number(),
  from: z.string().nullable(),
  until: z.string().nullable(),
  setBy: z.string().nullable(),
  setAt: z.string(),
});

export const priceOperations = {
  'priceLevels.list': { summary: 'Price levels, in order', answer: z.object({ items: z.array(priceLevelView) }) },
  'priceLevels.create': {
    summary: 'Add a price level',
    body: z.object(levelFields).partial().required({ name: true }),
    answer: priceLevelView,
    errors: ['price_below_floor'],
  },
  'priceLevels.update': {
    summary: 'Change a price level, its shops and its rules',
    params: idParam,
    body: z.object(levelFields).partial(),
    answer: priceLevelView,
    errors: ['price_below_floor'],
  },
  'priceLevels.remove': {
    summary:
      'Remove a price level with its rules: its shops pay by their other levels, or list price. Orders that are placed keep their prices',
    params: idParam,
    answer: null,
  },
  'customerPrices.list': {
    summary: 'Prices made for one shop',
    query: page.extend({ shopId: id.optional(), skuId: id.optional(), q: text(40).optional() }),
    answer: pageOf(customerPriceView),
  },
  'customerPrices.set': {
    summary: 'Set, change or (with null) end prices made for one shop; setting one again confirms it at the present list price',
    body: z.object({
      shopId: id,
      prices: z
        .array(
          z.object({
            skuId: id,
            fen: baseFen.nullable(),
            from: instantInput.nullable().optional(),
            until: instantInput.nullable().optional(),
          }),
        )
        .min(1)
        .max(500),
    }),
    answer: z.object({ items: z.array(customerPriceView) }),
    errors: ['price_below_floor'],
  },
  'customerPrices.reviews': {
    summary: 'Old prices that are on hold because list or cost has moved too far: confirm by setting them again',
    query: page,
    answer: pageOf(
      customerPriceView.extend({
        /** A price made for the shop, or the last one that it paid where that is a rule. */
        rule: z.enum(['customer', 'last']),
        thenListFen: z.number().nullable(),
        thenCostFen: z.number().nullable(),
        costFen: z.number().nullable(),
        reason: z.enum(['list', 'cost']),
      }),
    ),
  },
  'listPrices.set': {
    summary: 'Set list, cost and floor prices of SKUs in bulk',
    body: z.object({
      prices: z
        .array(
          z.object({
            skuId: id,
            listFen: baseFen.optional(),
            costFen: baseFen.nullable().optional(),
            floorFen: baseFen.nullable().optional(),
          }),
        )
        .min(1)
        .max(500),
    }),
    answer: z.object({ changed: z.number(), onHold: z.number() }),
    errors: ['price_below_floor'],
  },
  'tradeSettings.get': { summary: 'How prices, stock and orders behave', answer: tradeSettings },
  'tradeSettings.update': { summary: 'Change how prices, stock and orders behave', body: tradeSettings.partial(), answer: tradeSettings },
} as const satisfies Record<string, OperationSpec>;

export const MOVEMENT_REASONS = ['received', 'counted', 'damaged', 'other'] as const;
const warehouseView = z.object({
  id: z.number(),
  name: z.string(),
  position: z.number(),
  address: z.string(),
  closedAt: z.string().nullable(),
});
export const stockRow = z.object({
  skuId: z.number(),
  skuCode: z.string(),
  productName: z.string(),
  spec: z.string(),
  baseUnit: z.string(),
  onHand: z.number(),
  reserved: z.number(),
  available: z.number(),
  /** Ordered but not there yet. */
  backOrdered: z.number(),
  /** The threshold: where several warehouses have one, their sum. */
  lowBelow: z.number().nullable(),
  /** Below the threshold in any of them. */
  low: z.boolean(),
  warehouses: z.array(
    z.object({
      id: z.number(),
      name: z.string(),
      onHand: z.number(),
      reserved: z.number(),
      available: z.number(),
      lowBelow: z.number().nullable(),
      low: z.boolean(),
    }),
  ),
});
export const stockOperations = {
  'warehouses.list': { summary: 'Warehouses, in the order in which they serve', answer: z.object({ items: z.array(warehouseView) }) },
  'warehouses.create': {
    summary: 'Add a warehouse',
    body: z.object({ name: text(20), address: text(120, 0).default(''), position: z.number().int().min(0).max(1000).default(0) }),
    answer: warehouseView,
    errors: ['warehouse_duplicate'],
  },
  'warehouses.update': {
    summary: 'Change or close a warehouse',
    params: idParam,
    body: z.object({ name: text(20), address: text(120, 0), position: z.number().int().min(0).max(1000), closed: z.boolean() }).partial(),
    answer: warehouseView,
    errors: ['warehouse_not_empty', 'warehouse_duplicate'],
  },
  'warehouses.setOrder': {
    summary: 'In which order open warehouses serve; those that are left out follow as they stood',
    body: z.object({ ids: z.array(id).min(1).max(200) }),
    answer: z.object({ items: z.array(warehouseView) }),
  },
  'stock.list': {
    summary: 'Stock of all SKUs',
    query: page.extend({ q: text(40).optional(), low: z.enum(['true', 'false']).optional(), warehouseId: id.optional() }),
    answer: pageOf(stockRow),
  },
  'stock.get': { summary: 'Stock of one SKU', params: z.object({ skuId: id }), answer: stockRow },
  'stock.adjust': {
    summary: 'Receive, count or write off stock',
    idempotent: true,
    params: z.object({ skuId: id }),
    body: z.object({
      warehouseId: id,
      reason: z.enum(MOVEMENT_REASONS),
      /** Base units, below zero to take away; for `counted` use `onHand`. */
      change: z.number().int().min(-10_000_000).max(10_000_000).optional(),
      onHand: z.number().int().min(0).max(100_000_000).optional(),
      lowBelow: quantity.nullable().optional(),
      note: text(100, 0).default(''),
    }),
    answer: stockRow,
    errors: ['out_of_stock', 'idempotency_reused'],
  },
  'stock.movements': {
    summary: 'Every movement of a SKU, newest first',
    params: z.object({ skuId: id }),
    query: page.extend({ warehouseId: id.optional() }),
    answer: pageOf(
      z.object({
        id: z.number(),
        at: z.string(),
        warehouseName: z.string(),
        onHandChange: z.number(),
        reservedChange: z.number(),
        reason: z.string(),
        by: z.string().nullable(),
        orderId: z.number().nullable(),
        orderNumber: z.string().nullable(),
        note: z.string(),
      }),
    ),
  },
} as const satisfies Record<string, OperationSpec>;
