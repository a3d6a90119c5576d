import { dayOf } from '@dianquan/shared/time-text';

export type Period = 'month' | 'lastMonth' | 'week' | 'today';
export const PERIODS: { key: Period; label: string }[] = [
  { key: 'month', label: '本月' },
  { key: 'lastMonth', label: '上月' },
  { key: 'week', label: '近 7 天' },
  { key: 'today', label: '今天' },
];
const DAY_MS = 86_400_000;

/** First and last day in China, both counted. */
export function daysOf(period: Period, now: number): { from: string; to: string } {
  const today = dayOf(now);
  const first = `${today.slice(0, 8)}01`;
  if (period === 'today') return { from: today, to: today };
  if (period === 'week') return { from: dayOf(now - 6 * DAY_MS), to: today };
  if (period === 'month') return { from: first, to: today };
  const last = dayOf(Date.parse(`${first}T00:00:00+08:00`) - 1);
  return { from: `${last.slice(0, 8)}01`, to: last };
}
