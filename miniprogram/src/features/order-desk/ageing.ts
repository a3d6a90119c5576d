import { moneyText } from '@dianquan/shared/money';
import type { Item } from '@/platform/contract';

export type Owing = Item<'statements.ageing'>;

/** What is overdue, the oldest first: that is what somebody rings about. */
export function overdueText({ days30Fen, days60Fen, days90Fen, olderFen }: Owing): string {
  const parts = [
    ['90 天以上', olderFen],
    ['61–90 天', days90Fen],
    ['31–60 天', days60Fen],
    ['30 天内', days30Fen],
  ] as const;
  const said = parts.filter(([, fen]) => fen > 0).map(([label, fen]) => `逾期 ${label} ${moneyText(fen)}`);
  return said.length > 0 ? said.join('，') : '没有逾期';
}
export const isOverdue = ({ days30Fen, days60Fen, days90Fen, olderFen }: Owing): boolean =>
  days30Fen + days60Fen + days90Fen + olderFen > 0;
