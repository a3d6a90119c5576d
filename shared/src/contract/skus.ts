import { z } from 'zod';
import { id } from './operation.js';

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
/** Of one base unit. Never told to shops, and of the staff only to those who make prices or watch over money. */
export const skuCosts = z.object({ costFen: z.number().nullable(), floorFen: z.number().nullable() });

/** Of which shop the prices are: staff name one, a member's own is taken from the session. */
export const forShop = z.object({ shopId: id.optional() });
