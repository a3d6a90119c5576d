import type { Audience } from '@dianquan/shared/contract/announcements';
import { inRegion } from '../members/shop-scope';
import { type Fragment, inList, type SqlValue } from '../platform/database/sql';
import type { StaffActor } from '../platform/http/actor';

/** `regions` are those of the manager who publishes: nobody addresses shops that they may not see. Empty = all. */
export type StoredAudience = Audience & { regions: string[] };

/** A manager of regions speaks to the shops of those regions; admins and managers without regions to all. */
export function regionsOf(me: StaffActor): string[] {
  return me.staff.roles.includes('admin') ? [] : me.staff.regions;
}

/**
 * The shops of an audience as one condition over `shop`. Only shops with people count: a notice to an empty shop reaches nobody.
 * @param shop alias of the shop table
 */
export function audienceCondition(audience: StoredAudience, shop: string): Fragment {
  const parts = [`${shop}.member_count > 0`];
  const params: SqlValue[] = [];
  if (!audience.everyone) {
    const included = anyOf(audience.segmentIds, audience.shopIds, shop);
    parts.push(included.sql);
    params.push(...included.params);
  }
  if (audience.excludeSegmentIds.length > 0 || audience.excludeShopIds.length > 0) {
    const excluded = anyOf(audience.excludeSegmentIds, audience.excludeShopIds, shop);
    parts.push(`NOT ${excluded.sql}`);
    params.push(...excluded.params);
  }
  if (audience.regions.length > 0) {
    const regions = audience.regions.map((code) => inRegion(code, shop));
    parts.push(`(${regions.map((region) => region.sql).join(' OR ')})`);
    params.push(...(regions.flatMap((region) => region.params) as SqlValue[]));
  }
  return { sql: parts.join(' AND '), params };
}

function anyOf(segmentIds: number[], shopIds: number[], shop: string): Fragment {
  const parts: string[] = [];
  if (segmentIds.length > 0)
    parts.push(`EXISTS (SELECT 1 FROM segment_shop x WHERE x.shop_id = ${shop}.id AND x.segment_id IN ${inList(segmentIds).sql})`);
  if (shopIds.length > 0) parts.push(`${shop}.id IN ${inList(shopIds).sql}`);
  return parts.length > 0 ? { sql: `(${parts.join(' OR ')})`, params: [...segmentIds, ...shopIds] } : { sql: '(1 = 0)', params: [] };
}

/** Which of the audience's segments a shop is in, as `3,17`; kept at publishing, since segments move on. */
export function segmentMembership(audience: StoredAudience, shop: string): Fragment {
  if (audience.segmentIds.length === 0) return { sql: `''`, params: [] };
  return {
    sql: `COALESCE((SELECT GROUP_CONCAT(x.segment_id) FROM segment_shop x WHERE x.shop_id = ${shop}.id AND x.segment_id IN ${inList(audience.segmentIds).sql}), '')`,
    params: audience.segmentIds,
  };
}

export function segmentIdsOf(stored: string): number[] {
  return stored.split(',').filter(Boolean).map(Number);
}
