import { countText, moneyText } from '@dianquan/shared/money';
import { ORDER_STATE_ZH } from '@dianquan/shared/workflow-switch';
import type { Answer } from '@/platform/contract';
import type { SpanName } from './spans';

export type Overview = Answer<'reports.overview'>;
export type Sums = Overview['today'];
/** One figure of the overview: what it is, what it is held against, and the days that it is made of. */
export type Headline = { key: Exclude<SpanName, 'own'>; label: string; sums: Sums; before: Sums; beforeLabel: string };

/** Each beside the time before up to the same hour: half a day is not held against a whole one. */
export function headlines({ today, week, month, soFar }: Overview): Headline[] {
  return [
    { key: 'today', label: '今天', sums: today, before: soFar.yesterday, beforeLabel: '昨天此时' },
    { key: 'week', label: '本周', sums: week, before: soFar.lastWeek, beforeLabel: '上周此时' },
    { key: 'month', label: '本月', sums: month, before: soFar.lastMonth, beforeLabel: '上月此时' },
  ];
}

/** 比上月此时 ¥100.00 多 12%; null where there is nothing on both sides, and no share of nothing. */
export function changeText({ sums, before, beforeLabel }: Pick<Headline, 'sums' | 'before' | 'beforeLabel'>): string | null {
  if (before.fen === 0) return sums.fen === 0 ? null : `${beforeLabel}还没有订货`;
  if (sums.fen === 0) return `${beforeLabel} ${moneyText(before.fen)}`;
  const change = (sums.fen - before.fen) / before.fen;
  const percent = Math.round(Math.abs(change) * 100);
  if (change === 0) return `和${beforeLabel}持平`;
  return `比${beforeLabel} ${moneyText(before.fen)} ${change > 0 ? '多' : '少'} ${percent === 0 ? '不到 1' : countText(percent)}%`;
}

export const sumsText = ({ orders, shops }: Sums): string =>
  orders === 0 ? '还没有订货' : `${countText(orders)} 单，${countText(shops)} 家门店`;

/** 11月20日：¥1,234.00，12 单 */
export function dayText({ day, fen, orders }: Overview['days'][number]): string {
  const [, month, date] = day.split('-');
  return `${Number(month)}月${Number(date)}日：${moneyText(fen)}，${countText(orders)} 单`;
}

/** Where open orders stand, each with its share of the most. */
export function openBars({
  open,
}: Pick<Overview, 'open'>): { state: Overview['open'][number]['state']; label: string; orders: number; share: number }[] {
  const most = Math.max(1, ...open.map(({ orders }) => orders));
  return open.map(({ state, orders }) => ({ state, orders, label: ORDER_STATE_ZH[state], share: orders / most }));
}
