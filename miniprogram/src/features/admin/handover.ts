import { countText } from '@dianquan/shared/money';
import type { Item } from '@/platform/contract';

export type Staff = Item<'staff.list'>;
/** `shopIds` null: all of them. */
export type Handover = { from: Staff | undefined; to: Staff | undefined; shopIds: number[] | null };

/** How many shops would go. */
export function shopsMoved({ from, shopIds }: Handover): number {
  return shopIds === null ? (from?.shops ?? 0) : shopIds.length;
}

/** Why it cannot be done yet; null when it can. */
export function missing(handover: Handover): string | null {
  if (!handover.from) return '先选交出门店的业务员';
  if (!handover.to) return '再选接手的业务员';
  if (handover.from.id === handover.to.id) return '请选择另一位业务员';
  if (shopsMoved(handover) === 0) return handover.shopIds === null ? `${handover.from.name}名下没有门店` : '至少选一家门店';
  return null;
}

/** What it will mean, before it is done. */
export function consequence(handover: Handover): string {
  const { from, to } = handover;
  return `${countText(shopsMoved(handover))} 家门店从${from?.name}转到${to?.name}名下，店主看到的业务员和电话随之更换；已有的邀请业绩仍归原来的人。`;
}
