import { moneyText } from '@dianquan/shared/money';
import type { Item } from '@/platform/contract';

export type Review = Item<'customerPrices.reviews'>;

/** What has moved since the old price was agreed. */
export function movedText({ reason, thenListFen, listFen, thenCostFen, costFen }: Review): string {
  if (reason === 'cost')
    return `成本 ${thenCostFen === null ? '原来不详' : moneyText(thenCostFen)} → ${costFen === null ? '不详' : moneyText(costFen)}`;
  return `标价 ${thenListFen === null ? '原来不详' : moneyText(thenListFen)} → ${moneyText(listFen)}`;
}
