import { countText, moneyText } from '@dianquan/shared/money';
import { ORDER_STATE_ZH } from '@dianquan/shared/workflow-switch';
import type { Answer } from '@/platform/contract';
import type { SpanName } from './spans';

export type Overview = Answer<'reports.overview'>;
export type Sums = Overview['today'];
/** One figure of the overview: what it is, what it is held against, and the days that it is made of. */
export type Headline = { key: Exclude<SpanName, 'own'>; label: string; sums: Sums; before: Sums; beforeLabel: string };

export function headlines({ today, yesterday, week, lastWeek, month, lastMonth }: Overview): Headline[] {
  return [
    { key: 'today', label: '今天', sums: today, before: yesterday, beforeLabel: '昨天全天' },
    { key: 'week', label: '本周', sums: week, before: lastWeek, beforeLabel: '上周同期' },
    { key: 'month', label: '本月', sums: month, before: lastMonth, beforeLabel: '上月同期' },
  ];
}

/** 比上月同期多 12.5% ; nothing can be said beside nothing. */
export function changeText({ sums, before, beforeLabel }: Pick<Headline, 'sums' | 'before' | 'beforeLabel'>): string {
  if (before.fen === 0) return sums.fen === 0 ? `${beforeLabel}也没有` : `${beforeLabel}没有订货`;
  const change = (sums.fen - before.fen) / before.fen;
  const percent = Math.round(Math.abs(change) * 100);
  if (change === 0) return `和${beforeLabel}持平`;
  return `比${beforeLabel} ${moneyText(before.fen)} ${change > 0 ? '多' : '少'} ${percent === 0 ? '不到 1' : countText(percent)}%`;
}

export const sumsText = ({ orders, shops }: Sums): string => `${countText(orders)} 单，${countText(shops)} 家门店`;

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
