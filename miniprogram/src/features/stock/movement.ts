import type { Answer, Input } from '@/platform/contract';

export type Stock = Answer<'stock.get'>;
export type AdjustBody = Input<'stock.adjust'>['body'];
export type Reason = AdjustBody['reason'];
export type Movement = { reason: Reason; typed: string; lowBelow: string; note: string };
export const REASONS: { key: Reason; label: string }[] = [
  { key: 'received', label: '到货入库' },
  { key: 'counted', label: '盘点' },
  { key: 'damaged', label: '报损' },
  { key: 'other', label: '其他' },
];
const REASON_ZH: Record<string, string> = {
  received: '到货入库',
  counted: '盘点',
  damaged: '报损',
  other: '其他',
  reserved: '订单占用',
  released: '释放占用',
  shipped: '发货',
  returned: '退货入库',
  exchanged: '换货发出',
};
export const reasonText = (reason: string): string => REASON_ZH[reason] ?? reason;

export type Read = { fault: string } | { change?: number; onHand?: number; saying: string };

/** What is typed, as it will be booked: goods come in, are written off, or are counted anew; only 其他 may go either way. */
export function readMovement(
  { reason, typed }: Pick<Movement, 'reason' | 'typed'>,
  here: { onHand: number; available: number },
  unit: string,
): Read {
  const text = typed.trim();
  if (!(reason === 'other' ? /^[+-]?\d{1,8}$/ : /^\d{1,8}$/).test(text))
    return { fault: reason === 'other' ? '写整数，减少在前面加 -' : '写整数' };
  const count = Number(text);
  if (reason === 'counted') {
    const difference = count - here.onHand;
    if (here.available + difference < 0) return { fault: `有 ${here.onHand - here.available} ${unit}已被订单占用，不能盘得比它少` };
    return { onHand: count, saying: difference === 0 ? '和账上一样' : `盘点为 ${count} ${unit}（${signed(difference)}）` };
  }
  if (count === 0) return { fault: '数量不能是 0' };
  const change = reason === 'damaged' ? -count : count;
  if (here.available + change < 0) return { fault: `能动的只有 ${here.available} ${unit}` };
  return { change, saying: `${reasonText(reason)} ${signed(change)} ${unit}` };
}

export const signed = (count: number): string => (count > 0 ? `+${count}` : String(count));
