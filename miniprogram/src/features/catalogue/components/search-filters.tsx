import { Chips } from '@/components/chips';
import type { useSearch } from '../use-search';

const STOCK = 'stock:';

/** What lies there, and one of the brands that were found. */
export function SearchFilters({ search }: { search: ReturnType<typeof useSearch> }) {
  const { brand, brands, inStock } = search;
  const take = (chosen: string[]) => {
    search.setInStock(chosen.includes(STOCK));
    search.setBrand(chosen.find((one) => one !== STOCK && one !== brand) ?? (brand !== null && chosen.includes(brand) ? brand : null));
  };
  return (
    <Chips
      several
      options={[{ key: STOCK, label: '只看有货' }, ...brands.map((one) => ({ key: one, label: one }))]}
      chosen={[...(inStock ? [STOCK] : []), ...(brand === null ? [] : [brand])]}
      onChange={take}
    />
  );
}
