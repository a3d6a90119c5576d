import type { Fragment } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';
import type { Viewpoint } from '../viewpoint';

/**
 * Whose favourites are meant, as a condition on `f`: a member's own in the shop they act for; where staff look for a shop, what its
 * people keep.
 */
export function favouritesOf(me: Actor, { staff, shopId }: Pick<Viewpoint, 'staff' | 'shopId'>): Fragment {
  if (shopId === null) return { sql: '(1 = 0)', params: [] };
  return staff
    ? { sql: 'f.shop_id = ?', params: [shopId] }
    : { sql: '(f.account_id = ? AND f.shop_id = ?)', params: [me.accountId, shopId] };
}
