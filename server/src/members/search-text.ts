type Searchable = { name: string; code?: string | null; phone?: string | null; address?: string | null };

const COLUMN_LENGTH = 255;

/** What `shop.search_text` holds: compared bytewise on both engines, so the term that is looked for is lower-cased too. */
export function searchText(shop: Searchable): string {
  const parts = [shop.name, shop.code, shop.phone, shop.address].filter(Boolean);
  return Array.from(parts.join(' ').toLowerCase()).slice(0, COLUMN_LENGTH).join('');
}
