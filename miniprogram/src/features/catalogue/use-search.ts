import type { ProductRow } from '@dianquan/shared/contract/products';
import { useRef, useState } from 'react';
import { usePages } from '@/platform/query';

/** More than fit on two lines help nobody. */
const BRANDS = 6;

/** Brands among what was found, those with most goods first; one alone is no choice. */
export function brandsOf(items: readonly Pick<ProductRow, 'brand'>[]): string[] {
  const counts = new Map<string, number>();
  for (const { brand } of items) if (brand) counts.set(brand, (counts.get(brand) ?? 0) + 1);
  const brands = [...counts].sort((a, b) => b[1] - a[1]).map(([brand]) => brand);
  return brands.length < 2 ? [] : brands.slice(0, BRANDS);
}

/** What is searched for, narrowed to what lies there and to one brand. Another search begins with all of them. */
export function useSearch(first: string, query: { shopId?: number }) {
  const [q, setQ] = useState(first);
  const [inStock, setInStock] = useState(false);
  const [brand, setBrand] = useState<string | null>(null);
  const narrowed = { ...(inStock ? { inStock: true } : {}), ...(brand === null ? {} : { brand }) };
  const pages = usePages('products.list', { query: { ...query, q, ...narrowed } }, { enabled: q !== '' });
  // Of one brand alone the others could not be read any more.
  const offered = useRef<string[]>([]);
  if (brand === null && pages.state === 'ready') offered.current = brandsOf(pages.items);
  return {
    q,
    setQ: (next: string) => {
      setQ(next);
      setBrand(null);
    },
    inStock,
    setInStock,
    brand,
    setBrand,
    brands: offered.current,
    isNarrowed: inStock || brand !== null,
    showAll: () => {
      setInStock(false);
      setBrand(null);
    },
    pages,
  };
}
