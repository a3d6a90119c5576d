import type { Input } from '@/platform/contract';

type SalesQuery = NonNullable<Input<'reports.sales'>['query']>;
export type By = SalesQuery['by'];
/** First and last day, both included. */
export type Span = { from: string; to: string };
export type Narrowed = Span & { shopId?: number; staffId?: number; productId?: number; categoryId?: number; regionCode?: string };

const DAY = 86_400_000;
const at = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const dayAt = (instant: number): string => new Date(instant).toISOString().slice(0, 10);
export const shifted = (day: string, days: number): string => dayAt(at(day) + days * DAY);
/** Weeks begin on Monday. */
export const weekStart = (day: string): string => shifted(day, -((new Date(at(day)).getUTCDay() + 6) % 7));
const monthStart = (day: string): string => `${day.slice(0, 7)}-01`;

export const SPANS = [
  { key: 'today', label: '今天' },
  { key: 'week', label: '本周' },
  { key: 'month', label: '本月' },
  { key: 'lastMonth', label: '上月' },
  { key: 'year', label: '今年' },
  { key: 'own', label: '自选' },
] as const;
export type SpanName = (typeof SPANS)[number]['key'];

export function spanOf(name: Exclude<SpanName, 'own'>, today: string): Span {
  if (name === 'today') return { from: today, to: today };
  if (name === 'week') return { from: weekStart(today), to: today };
  if (name === 'month') return { from: monthStart(today), to: today };
  if (name === 'year') return { from: `${today.slice(0, 4)}-01-01`, to: today };
  const last = shifted(monthStart(today), -1);
  return { from: monthStart(last), to: last };
}

export const BYS: { key: By; label: string }[] = [
  { key: 'day', label: '按日' },
  { key: 'week', label: '按周' },
  { key: 'month', label: '按月' },
  { key: 'year', label: '按年' },
  { key: 'shop', label: '门店' },
  { key: 'salesperson', label: '业务员' },
  { key: 'product', label: '商品' },
  { key: 'category', label: '分类' },
  { key: 'region', label: '地区' },
];

/** What lies behind one row: the same goods, by nothing but that row. A row of time begins at its key and ends with its span or the whole one. */
export function behind(by: By, key: string, whole: Narrowed): Narrowed {
  switch (by) {
    case 'shop':
      return { ...whole, shopId: Number(key) };
    case 'salesperson':
      return { ...whole, staffId: Number(key) };
    case 'product':
      return { ...whole, productId: Number(key) };
    case 'category':
      return { ...whole, categoryId: Number(key) };
    case 'region':
      return { ...whole, regionCode: key };
    default: {
      const last = lastDay(by, key);
      return { ...whole, from: key, to: last < whole.to ? last : whole.to };
    }
  }
}

function lastDay(by: 'day' | 'week' | 'month' | 'year', day: string): string {
  if (by === 'day') return day;
  if (by === 'week') return shifted(weekStart(day), 6);
  if (by === 'year') return `${day.slice(0, 4)}-12-31`;
  return shifted(monthStart(shifted(monthStart(day), 31)), -1);
}

/** The query of a page as it was written into its address. */
export function narrowedFrom(query: Record<string, string | undefined>, today: string): Narrowed {
  const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));
  return {
    from: query.from ?? today,
    to: query.to ?? today,
    shopId: number(query.shopId),
    staffId: number(query.staffId),
    productId: number(query.productId),
    categoryId: number(query.categoryId),
    regionCode: query.regionCode,
  };
}
