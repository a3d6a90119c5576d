import type { Answer } from '@/platform/contract';

export type Score = Answer<'invitations.scoreboard'>['items'][number];
export type Measure = 'shops' | 'joined' | 'strangers' | 'firstOrders';
export const MEASURES: { key: Measure; label: string; unit: string }[] = [
  { key: 'shops', label: '门店', unit: '家' },
  { key: 'joined', label: '人数', unit: '人' },
  { key: 'strangers', label: '新客', unit: '家' },
  { key: 'firstOrders', label: '首单', unit: '家' },
];

/** Best first; whoever is level keeps the order of the answer. Bars compare with the longest. */
export function ranked(scores: Score[], by: Measure): { score: Score; share: number }[] {
  const most = Math.max(1, ...scores.map((score) => score[by]));
  return [...scores].sort((a, b) => b[by] - a[by]).map((score) => ({ score, share: score[by] / most }));
}

export function totalOf(scores: Score[], by: Measure): number {
  return scores.reduce((sum, score) => sum + score[by], 0);
}
