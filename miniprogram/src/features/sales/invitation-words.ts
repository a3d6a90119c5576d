import { untilText } from '@dianquan/shared/time-text';
import type { Item } from '@/platform/contract';

export type Invitation = Item<'invitations.list'>;
export type Rejection = Item<'invitations.rejections'>;

export const STATE_ZH: Record<Invitation['state'], string> = { open: '有效', revoked: '已撤销', expired: '已过期', used_up: '已用完' };
export const VIA_ZH: Record<Invitation['via'], string> = { code: '邀请码', card: '卡片', link: '链接' };

/** What to tell the salesperson, so that they know what to do next. */
export const REASON_ZH: Record<Rejection['reason'], string> = {
  unknown: '邀请码不存在，可能是截图不全或输错',
  revoked: '邀请已撤销，请重新发一张',
  expired: '邀请已过期，请重新发一张',
  used_up: '邀请名额已用完，请重新发一张',
  self: '扫了自己的邀请码',
  own_shop: '邀请的是自己店里的人，不计业绩',
  not_first: '之前已由别人邀请加入，业绩归第一位邀请人',
  shop_has_owner: '这家门店已有店主，可以店员身份加入',
  other: '没有加入成功，请再试一次',
};

/** Where an invitation leads, in a few words: the list and the code page name it the same. */
export function aimOf(invitation: Pick<Invitation, 'prospectShopName' | 'communityName' | 'campaign'>): string | null {
  const { prospectShopName, communityName, campaign } = invitation;
  return [prospectShopName, communityName && `社区“${communityName}”`, campaign].filter(Boolean).join(' · ') || null;
}

/** Until when, and for how many more. */
export function limitsOf(invitation: Pick<Invitation, 'expiresAt' | 'useLimit' | 'used'>, now = Date.now()): string | null {
  const { expiresAt, useLimit, used } = invitation;
  const until = expiresAt && `${untilText(expiresAt, now)} 前有效`;
  const left = useLimit !== null && `还可用 ${Math.max(0, useLimit - used)} 次`;
  return [until, left].filter(Boolean).join(' · ') || null;
}

/** The everyday code: for anybody, without an end. */
export function isPlain(invitation: Invitation): boolean {
  return invitation.via === 'code' && aimOf(invitation) === null && limitsOf(invitation) === null;
}
