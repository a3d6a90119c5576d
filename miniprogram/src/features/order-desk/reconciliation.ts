import { moneyText } from '@dianquan/shared/money';
import type { Item } from '@/platform/contract';

export type BillDay = Item<'payments.reconciliations'>;
export type Difference = BillDay['differences'][number];
const DAY = 86_400_000;
/** From then on yesterday's bill can be had; and so far back does the platform keep its bills. */
const READY = 10 * 3_600_000;
const KEPT = 90;
const SHANGHAI = 8 * 3_600_000;

const dayAt = (instant: number): string => new Date(instant + SHANGHAI).toISOString().slice(0, 10);

/** The first and the last day that can be compared now. */
export const billDays = (now: number): { first: string; last: string } => {
  const ready = now - READY - DAY;
  return { first: dayAt(ready - KEPT * DAY), last: dayAt(ready) };
};

export const billText = ({ ourFen, theirFen, differences }: BillDay): string =>
  differences.length === 0 ? `${moneyText(ourFen)} 全部对上` : `我们 ${moneyText(ourFen)}，微信 ${moneyText(theirFen)}`;

/** What one side says and the other doesn't. */
export function differenceText({ kind, ourFen, theirFen }: Difference): string {
  if (kind === 'missing_here') return `微信收了 ${moneyText(theirFen ?? 0)}，我们没有记录`;
  if (kind === 'missing_there') return `我们记了 ${moneyText(ourFen ?? 0)}，微信账单里没有`;
  return `我们记 ${moneyText(ourFen ?? 0)}，微信记 ${moneyText(theirFen ?? 0)}`;
}
