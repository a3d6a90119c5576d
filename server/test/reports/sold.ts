import type { SALES_BY } from '@dianquan/shared/contract/reports';
import { textOf } from '../../src/reports/days';

export type By = (typeof SALES_BY)[number];
export type Sold = {
  order: number;
  line: number;
  shop: number;
  staff: number | null;
  product: number;
  category: number;
  region: string | null;
  day: number;
  quantity: number;
  factor: number;
  fen: number;
  cancelled: boolean;
};
export type Figure = { key: string; orders: number; shops: number; fen: number; quantity: number };

export const DAY = 86_400_000;
/** What the figures are asked of. */
export const span = { from: '2025-11-20', to: '2026-11-22' };
/** Always the same, and nothing of it made by what is tested. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

export const counts = ({ cancelled, day }: Sold): boolean => !cancelled && day >= 20_251_120 && day <= 20_261_122;
export const byKey = (x: Figure, y: Figure): number => (x.key < y.key ? -1 : 1);
export const dayNumber = (day: number): number => Date.parse(String(day).replace(/^(....)(..)(..)$/, '$1-$2-$3')) / DAY;

export function madeUp(shops: { shopId: number; regionCode: string | null; ownerStaffId: number | null }[]): Sold[] {
  const roll = chance(20_261_122);
  const sold: Sold[] = [];
  for (let order = 1; order <= 160; order++) {
    const { shopId, regionCode, ownerStaffId } = shops[roll(shops.length)]!;
    const day = Number(textOf(Date.parse('2026-11-22') / DAY - roll(order % 3 === 0 ? 40 : 390)).replaceAll('-', ''));
    const cancelled = roll(9) === 0;
    for (let line = 1; line <= 1 + roll(4); line++) {
      const product = 1 + roll(12);
      const [quantity, factor] = [1 + roll(20), roll(3) === 0 ? 12 : 1];
      sold.push({
        order,
        line,
        shop: shopId,
        staff: ownerStaffId,
        product,
        category: 101 + (product % 3),
        region: regionCode,
        day,
        quantity,
        factor,
        fen: quantity * factor * (50 + roll(900)),
        cancelled,
      });
    }
  }
  return sold;
}

export function recount(all: Sold[], by: By): Figure[] {
  const groups = new Map<string, Sold[]>();
  for (const one of all.filter(counts)) groups.set(keyOf(one, by), [...(groups.get(keyOf(one, by)) ?? []), one]);
  return [...groups].map(([key, own]) => ({
    key,
    ...sumOf(own),
    quantity: own.reduce((sum, { quantity, factor }) => sum + quantity * factor, 0),
  }));
}

function keyOf({ shop, staff, product, category, region, day }: Sold, by: By): string {
  if (by === 'shop') return String(shop);
  if (by === 'salesperson') return String(staff ?? 0);
  if (by === 'product') return String(product);
  if (by === 'category') return String(category);
  if (by === 'region') return region?.slice(0, 6) ?? '00';
  const date = new Date(dayNumber(day) * DAY);
  if (by === 'week') date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  const text = date.toISOString().slice(0, 10);
  const start = by === 'month' ? `${text.slice(0, 7)}-01` : by === 'year' ? `${text.slice(0, 4)}-01-01` : text;
  return start < span.from ? span.from : start;
}

export const sumOf = (sold: Sold[]) => ({
  orders: new Set(sold.map(({ order }) => order)).size,
  shops: new Set(sold.map(({ shop }) => shop)).size,
  fen: sold.reduce((sum, { fen }) => sum + fen, 0),
});
