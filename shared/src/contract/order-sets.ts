import { z } from 'zod';
import { id, type OperationSpec, picture, text } from './operation.js';
import { forShop, quantity, skuView } from './skus.js';

export const orderSetOperations = {
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
