import { z } from 'zod';
import { id, idParam, type OperationSpec, text } from './operation.js';

export const categoryView = z.object({
  id: z.number(),
  parentId: z.number().nullable(),
  name: z.string(),
  position: z.number(),
  /** Products on sale in it and below it. */
  products: z.number(),
});

export const categoryOperations = {
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
} as const satisfies Record<string, OperationSpec>;
