import type { ReturnView } from '@dianquan/shared/contract/returns';
import { moneyText } from '@dianquan/shared/money';

export const KIND_ZH: Record<ReturnView['kind'], string> = { return: '退货', exchange: '换货', damage: '破损' };
export const STATE_ZH: Record<ReturnView['state'], string> = {
  requested: '等审核',
  approved: '已同意，等收货',
  refused: '未同意',
  received: '已办结',
};

/** What becomes of the money: an exchange moves none, so no ¥0.00 is named. */
export function moneyWords({
  kind,
  refundFen,
  totalFen,
}: Pick<ReturnView, 'kind' | 'refundFen' | 'totalFen'>): [label: string, text: string] {
  if (kind === 'exchange') return ['货款', '换货不退款'];
  return refundFen === null ? ['货款', moneyText(totalFen)] : ['已退', moneyText(refundFen)];
}
