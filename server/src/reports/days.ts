import { shanghaiDay } from '@dianquan/shared/shanghai-day';

const DAY_MS = 86_400_000;
/** Days of the calendar in Shanghai, first and last included; written YYYY-MM-DD. */
export type Span = { from: string; to: string };
export type Bucket = Span & { key: string; label: string };
export type SpanKind = 'day' | 'week' | 'month' | 'year';

export const textOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);
export const dayOf = (text: string): number => Date.parse(`${text}T00:00:00Z`) / DAY_MS;
/** As the tables keep it: 20261122. */
export const numberOf = (text: string): number => Number(text.replaceAll('-', ''));
export const textOfNumber = (day: number): string => String(day).replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');
export const todayIn = (now: number): number => shanghaiDay(now);

/** The first day of the week (a Monday), month or year in which a day lies. */
export function startOf(kind: SpanKind, day: number): number {
  // The first day of all counting was a Thursday.
  if (kind === 'week') return day - ((day + 3) % 7);
  const text = textOf(day);
  return kind === 'day' ? day : dayOf(kind === 'month' ? `${text.slice(0, 7)}-01` : `${text.slice(0, 4)}-01-01`);
}

export function endOf(kind: SpanKind, day: number): number {
  if (kind === 'day') return day;
  if (kind === 'week') return startOf('week', day) + 6;
  // Far enough to be in the next one, whatever its length.
  return startOf(kind, startOf(kind, day) + (kind === 'month' ? 31 : 366)) - 1;
}

/** The latest first, cut to the span at both ends; `before` is the key of the last one given. */
export function bucketsOf(kind: SpanKind, { from, to }: Span, before: string | null, limit: number): Bucket[] {
  const [first, last] = [dayOf(from), dayOf(to)];
  const buckets: Bucket[] = [];
  const begin = before === null ? last : Math.min(last, dayOf(before) - 1);
  for (let day = begin; day >= first && buckets.length < limit; day = startOf(kind, day) - 1) {
    const start = startOf(kind, day);
    const bucket = { from: textOf(Math.max(first, start)), to: textOf(Math.min(last, endOf(kind, day))) };
    buckets.push({ ...bucket, key: bucket.from, label: labelOf(kind, start) });
  }
  return buckets;
}

function labelOf(kind: SpanKind, start: number): string {
  const text = textOf(start);
  if (kind === 'week') return `${text} 起一周`;
  return kind === 'day' ? text : kind === 'month' ? text.slice(0, 7) : text.slice(0, 4);
}
