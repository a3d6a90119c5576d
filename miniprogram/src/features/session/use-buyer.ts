import { usePageQuery } from '@/platform/navigation';
import { useAnswer } from '@/platform/query';
import { useSignedIn } from './use-actor';

/** For whom prices are shown and orders are placed. */
export type Buyer = {
  /** Null for who is in no shop, and for staff who look at the catalogue by themselves. */
  shopId: number | null;
  /** What operations are asked with: staff name the shop, a member's own is known from the session. */
  query: { shopId?: number };
  shopName: string | null;
  /** A member of staff orders for this shop. */
  onBehalf: boolean;
  staff: boolean;
  mayOrder: boolean;
};

/** Members buy for their own shop; staff for the one in the page's address. */
export function useBuyer(): { buyer: Buyer | null; error: unknown; again: () => void } {
  const { actor, error, again } = useSignedIn();
  const given = Number(usePageQuery().shopId) || null;
  const staff = actor?.staff != null;
  const behalf = staff && given !== null && given !== actor?.member?.shopId ? given : null;
  const shop = useAnswer('shops.get', { params: { id: behalf ?? 0 } }, { enabled: behalf !== null });
  if (!actor) return { buyer: null, error, again };
  if (behalf !== null) {
    const shopName = shop.data?.name ?? null;
    return { buyer: { shopId: behalf, query: { shopId: behalf }, shopName, onBehalf: true, staff, mayOrder: true }, error: null, again };
  }
  const { member } = actor;
  const shopId = member?.shopId ?? null;
  return {
    buyer: { shopId, query: {}, shopName: member?.shopName ?? null, onBehalf: false, staff, mayOrder: shopId !== null },
    error: null,
    again,
  };
}
