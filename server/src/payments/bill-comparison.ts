import type { Answer } from '@dianquan/shared/contract/all';
import type { BillRow } from '../platform/wechat-pay/trade-bill';

/** As it is kept; which payment of ours it is about is looked for when it is shown. */
export type Difference = Omit<Answer<'payments.reconciliations'>['items'][number]['differences'][number], 'paymentId'>;
type Amount = { number: string; fen: number };
/** Payments of the day, and of all refunds those that the bill names: a refund stands in the bill of the day when it was taken up. */
export type Ours = { payments: Amount[]; refunds: Amount[] };

export function compare(ours: Ours, bill: readonly BillRow[]) {
  const paid = bill.filter(({ state }) => state === 'SUCCESS').map(({ number, totalFen }) => ({ number, fen: totalFen }));
  const back = bill.flatMap(({ refundNumber, refundFen }) => (refundNumber === null ? [] : [{ number: refundNumber, fen: refundFen }]));
  const differences = [...differencesOf(ours.payments, paid), ...differencesOf(ours.refunds, back)];
  const lines = new Set([...paid, ...back].map(({ number }) => number));
  return {
    matched: lines.size - differences.filter(({ kind }) => kind !== 'missing_there').length,
    ourFen: sum(ours.payments) - sum(ours.refunds),
    theirFen: sum(paid) - sum(back),
    differences,
  };
}

function differencesOf(ours: Amount[], theirs: Amount[]): Difference[] {
  const here = new Map(ours.map(({ number, fen }) => [number, fen]));
  const there = new Map(theirs.map(({ number, fen }) => [number, fen]));
  const differences: Difference[] = [];
  for (const [number, theirFen] of there) {
    const ourFen = here.get(number) ?? null;
    if (ourFen !== theirFen) differences.push({ number, kind: ourFen === null ? 'missing_here' : 'amount', ourFen, theirFen });
  }
  for (const [number, ourFen] of here) {
    if (!there.has(number)) differences.push({ number, kind: 'missing_there', ourFen, theirFen: null });
  }
  return differences;
}

const sum = (amounts: Amount[]): number => amounts.reduce((total, { fen }) => total + fen, 0);
