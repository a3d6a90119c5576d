import { z } from 'zod';
import { id, type OperationSpec, page, pageOf } from './operation.js';
import { forShop, PRICE_RULES, quantity } from './skus.js';

export const ownPriceOperations = {
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
} as const satisfies Record<string, OperationSpec>;
