import { useState } from 'react';
import type { Answer } from '@/platform/contract';
import { useAnswer } from '@/platform/query';

export type Category = Answer<'categories.list'>['items'][number];
/** The rail's first entry: everything. */
export const ALL = 0;

/** Where one stands in the tree: the rail shows its roots, the line above the list what lies below the chosen one. */
export function useTree() {
  const answer = useAnswer('categories.list', undefined, { staleTime: 5 * 60_000 });
  const [chosen, choose] = useState(ALL);
  const all = answer.data?.items ?? [];
  const way = wayTo(all, chosen);
  const children = childrenOf(all, chosen === ALL ? null : chosen);
  // At a leaf its brothers stay in sight, so that the next one is one tap away.
  const around = children.length > 0 || way.length < 2 ? children : childrenOf(all, way.at(-2)?.id ?? null);
  return {
    answer,
    chosen,
    choose,
    roots: childrenOf(all, null),
    root: way[0]?.id ?? ALL,
    way,
    narrower: chosen === ALL ? [] : around,
    /** What "全部" in the narrower line stands for. */
    above: children.length > 0 ? chosen : (way.at(-2)?.id ?? ALL),
  };
}

export function childrenOf(all: readonly Category[], parentId: number | null): Category[] {
  return all.filter((category) => category.parentId === parentId).sort((a, b) => a.position - b.position || a.id - b.id);
}

/** From the root down to a category; a tree that points in circles ends all the same. */
export function wayTo(all: readonly Category[], id: number): Category[] {
  const way: Category[] = [];
  let at = all.find((category) => category.id === id);
  while (at && !way.includes(at)) {
    way.unshift(at);
    const { parentId } = at;
    at = all.find((category) => category.id === parentId);
  }
  return way;
}
