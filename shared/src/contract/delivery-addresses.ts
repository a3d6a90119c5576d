import { z } from 'zod';
import { id, type OperationSpec, phone, regionCode, text } from './operation.js';

export const deliveryAddress = z.object({
  id: z.number(),
  contact: z.string(),
  phone: z.string(),
  regionCode: z.string().nullable(),
  address: z.string(),
  isDefault: z.boolean(),
});

export const deliveryAddressOperations = {
  'deliveryAddresses.list': {
    summary: 'Where a shop has its goods sent',
    params: z.object({ shopId: id }),
    answer: z.object({ items: z.array(deliveryAddress) }),
  },
  'deliveryAddresses.put': {
    summary: 'Replace the delivery addresses of a shop',
    params: z.object({ shopId: id }),
    body: z.object({
      items: z
        .array(
          z.object({
            id: id.optional(),
            contact: text(30),
            phone,
            regionCode: regionCode.nullable().default(null),
            address: text(120),
            isDefault: z.boolean().default(false),
          }),
        )
        .max(20),
    }),
    answer: z.object({ items: z.array(deliveryAddress) }),
  },
} as const satisfies Record<string, OperationSpec>;
