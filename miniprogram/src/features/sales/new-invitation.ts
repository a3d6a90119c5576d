import type { Input } from '@/platform/contract';

export type Lasting = 'ever' | 'day' | 'week' | 'month';
export const LASTING: { key: Lasting; label: string }[] = [
  { key: 'ever', label: '长期有效' },
  { key: 'day', label: '1 天' },
  { key: 'week', label: '7 天' },
  { key: 'month', label: '30 天' },
];
const DAYS: Record<Lasting, number | null> = { ever: null, day: 1, week: 7, month: 30 };
const DAY_MS = 86_400_000;

export type InvitationWish = { communityId: number | null; shopId: number | null; campaign: string; lasting: Lasting; useLimit: string };
export const NO_WISH: InvitationWish = { communityId: null, shopId: null, campaign: '', lasting: 'ever', useLimit: '' };

/** A code lasts whole days from the moment it is made. */
export function invitationBody(wish: InvitationWish, now: number): Input<'invitations.create'>['body'] {
  const days = DAYS[wish.lasting];
  const limit = Number(wish.useLimit);
  return {
    via: 'code',
    ...(wish.communityId === null ? {} : { communityId: wish.communityId }),
    ...(wish.shopId === null ? {} : { prospectShopId: wish.shopId }),
    ...(wish.campaign.trim() === '' ? {} : { campaign: wish.campaign.trim() }),
    ...(days === null ? {} : { expiresAt: new Date(now + days * DAY_MS).toISOString() }),
    ...(wish.useLimit === '' ? {} : { useLimit: limit }),
  };
}
