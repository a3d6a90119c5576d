import { z } from 'zod';
import { id, idParam, type OperationSpec, page, pageOf, picture, text } from './operation.js';
import { forShop, quantity } from './skus.js';

export const RETURN_KINDS = ['return', 'exchange', 'damage'] as const;
export const RETURN_STATES = ['requested', 'approved', 'refused', 'received'] as const;
export const returnView = z.object({
  id: z.number(),
  number: z.string(),
  orderId: z.number(),
  orderNumber: z.string(),
  shopId: z.number(),
  shopName: z.string(),
  kind: z.enum(RETURN_KINDS),
  state: z.enum(RETURN_STATES),
  reason: z.string(),
  pictures: z.array(picture),
  lines: z.array(
    z.object({
      line: z.number(),
      name: z.string(),
      spec: z.string(),
      baseUnit: z.string(),
      quantity: z.number(),
      agreed: z.number().nullable(),
      fen: z.number(),
    }),
  ),
  totalFen: z.number(),
  requestedAt: z.string(),
  requestedBy: z.string(),
  decidedAt: z.string().nullable(),
  decidedBy: z.string().nullable(),
  decisionNote: z.string(),
  receivedAt: z.string().nullable(),
  refundFen: z.number().nullable(),
});
export type ReturnView = z.infer<typeof returnView>;

export const returnOperations = {
  'returns.request': {
    summary: 'Ask to return or exchange unsold goods, or claim damage',
    idempotent: true,
    params: idParam,
    body: z.object({
      kind: z.enum(RETURN_KINDS),
      lines: z
        .array(z.object({ line: z.number().int().min(1).max(200), quantity }))
        .min(1)
        .max(200),
      reason: text(200),
      pictureIds: z.array(id).max(9).default([]),
    }),
    answer: returnView,
    errors: ['return_too_late', 'return_too_much', 'return_not_shipped', 'return_picture_required', 'idempotency_reused'],
  },
  'returns.list': {
    summary: 'Returns that I may see',
    query: page.extend({ ...forShop.shape, state: z.enum(RETURN_STATES).optional() }),
    answer: pageOf(returnView),
  },
  'returns.get': { summary: 'One return', params: idParam, answer: returnView },
  'returns.decide': {
    summary: 'Agree to a return, in whole or in part, or refuse it',
    params: idParam,
    body: z.object({
      agree: z.boolean(),
      lines: z
        .array(z.object({ line: z.number().int().min(1).max(200), quantity: z.number().int().min(0).max(10_000_000) }))
        .max(200)
        .optional(),
      note: text(200, 0).default(''),
    }),
    answer: returnView,
    errors: ['return_decided', 'own_order_approval', 'return_too_much'],
  },
  'returns.receive': {
    summary: 'The goods are back: stock and money follow',
    params: idParam,
    body: z.object({ warehouseId: id, restock: z.boolean().default(true) }),
    answer: returnView,
    errors: ['return_decided'],
  },
} as const satisfies Record<string, OperationSpec>;
