import { useEffect, useState } from 'react';
import type { ApiError } from '@/platform/api-error';
import { clockNow } from '@/platform/clock';
import type { Answer } from '@/platform/contract';
import { invalidate } from '@/platform/query';
import { call } from '@/platform/request';
import { type Invitation, isPlain } from './invitation-words';
import { type InvitationWish, invitationBody, NO_WISH } from './new-invitation';

type Shown = Answer<'invitations.create'>;

/** Which one is asked for: a certain one, the one for a shop, or with neither the everyday one. */
export type Wanted = { id: number | null; shopId: number | null };

/** The code to show; made when there is none yet, and found again at every later visit. */
export function useMyCode({ id, shopId }: Wanted): {
  data: Shown | undefined;
  error: ApiError | null;
  isError: boolean;
  refetch: () => Promise<void>;
  make: (wish: InvitationWish) => Promise<void>;
} {
  const [data, setData] = useState<Shown>();
  const [error, setError] = useState<ApiError | null>(null);
  const fits = (invitation: Invitation) =>
    shopId === null ? isPlain(invitation) : invitation.prospectShopId === shopId && invitation.via === 'code';
  const shownId = data?.id ?? id;
  const make = async (wish: InvitationWish) => {
    setData(await call('invitations.create', { body: invitationBody(wish, clockNow()) }));
    void invalidate('invitations.list');
  };
  const refetch = async () => {
    setError(null);
    try {
      // The one on screen, with how often it has been used by now.
      const { items } = await call('invitations.list', { query: { state: 'open', limit: 100 } });
      const kept = items.find((one) => one.id === shownId) ?? items.find(fits);
      if (kept) setData(kept);
      else await make({ ...NO_WISH, shopId });
    } catch (failure) {
      setError(failure as ApiError);
    }
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the page opens, or for another shop
  useEffect(() => {
    void refetch();
  }, [id, shopId]);
  return { data, error, isError: error !== null, refetch, make };
}
