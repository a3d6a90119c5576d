import { z } from 'zod';
import { id, type OperationSpec, page, pageOf, picture, text } from './operation.js';
import { forShop, quantity, skuView } from './skus.js';

export const favouriteOperations = {
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
} as const satisfies Record<string, OperationSpec>;
