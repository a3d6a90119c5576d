import { z } from 'zod';
import { id, type OperationSpec, picture, text } from './operation.js';
import { forShop, quantity, skuView } from './skus.js';

/** What a person puts on an order: counted in `unit`, never in fractions. */
export const lineInput = z.object({
  skuId: id,
  unit: text(8),
  quantity,
  note: text(60, 0).default(''),
});
export const cartLine = z.object({
  sku: skuView,
  productName: z.string(),
  picture: picture.nullable(),
  unit: z.string(),
  factor: z.number(),
  quantity: z.number(),
  note: z.string(),
  /** Fen for one `unit`, and for the line; null where the line cannot be ordered. */
  unitFen: z.number().nullable(),
  totalFen: z.number().nullable(),
  /** Why the line cannot be ordered as it stands. */
  fault: z.object({ code: z.string(), zh: z.string() }).nullable(),
});
export const cartView = z.object({
  shopId: z.number(),
  version: z.number(),
  lines: z.array(cartLine),
  totalFen: z.number(),
  kinds: z.number(),
});
export type CartView = z.infer<typeof cartView>;

export const cartOperations = {
  'cart.get': { summary: 'My cart for a shop, at present prices', query: forShop, answer: cartView, errors: ['not_found'] },
  'cart.put': {
    summary: 'Replace the cart; refused when another device changed it meanwhile',
    body: z.object({ ...forShop.shape, version: z.number().int().min(0).max(4_294_967_295), lines: z.array(lineInput).max(200) }),
    answer: cartView,
    errors: ['conflict', 'sku_unavailable', 'unit_unknown', 'quantity_invalid'],
  },
  'cart.setLine': {
    summary: 'Set one line of the cart; quantity 0 takes it out',
    params: z.object({ skuId: id }),
    body: z.object({ ...forShop.shape, unit: text(8), quantity: z.number().int().min(0).max(10_000_000), note: text(60, 0).optional() }),
    answer: z.object({ version: z.number(), kinds: z.number(), totalFen: z.number(), line: cartLine.nullable() }),
    errors: ['sku_unavailable', 'unit_unknown', 'quantity_invalid'],
  },
} as const satisfies Record<string, OperationSpec>;
