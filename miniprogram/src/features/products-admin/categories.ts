import type { Answer } from '@/platform/contract';

export type Category = Answer<'categories.list'>['items'][number];
export type Placed = Category & { depth: number; path: string };

/** The tree as a list, each below its parent, with its whole way in words. */
export function placedCategories(all: readonly Category[], parentId: number | null = null, above: Placed | null = null): Placed[] {
  const depth = above ? above.depth + 1 : 0;
  // A tree that points in circles is not followed for ever.
  if (depth > 10) return [];
  return all
    .filter((category) => category.parentId === parentId)
    .sort((a, b) => a.position - b.position || a.id - b.id)
    .flatMap((category) => {
      const placed = { ...category, depth, path: above ? `${above.path} › ${category.name}` : category.name };
      return [placed, ...placedCategories(all, category.id, placed)];
    });
}
