import type { Fragment, SqlValue } from '../platform/database/sql';
import { type Actor, hasRole } from '../platform/http/actor';

/**
 * Which shops an actor may see, as a condition on the shop's row. The only place that knows:
 *
 * - admin, office and finance: all of them, their work is with every shop;
 * - warehouse and courier: all of them, for the name and the address that goods are sent to; phones stay masked (see phone-privacy);
 * - manager: the shops whose region lies in the regions given; with no region given, the whole country;
 * - salesperson: the shops in their own charge;
 * - shop people: the shop they act for, and no other.
 *
 * Somebody with several roles sees what any of them sees.
 */
export function shopScope(actor: Actor | null, alias = 'shop'): Fragment {
  if (hasRole(actor, 'admin', 'office', 'finance', 'warehouse', 'courier')) return { sql: '(1 = 1)', params: [] };
  const parts: string[] = [];
  const params: SqlValue[] = [];
  if (hasRole(actor, 'manager')) {
    const { regions } = actor.staff;
    if (regions.length === 0) return { sql: '(1 = 1)', params: [] };
    for (const code of regions) {
      const region = inRegion(code, alias);
      parts.push(region.sql);
      params.push(...region.params);
    }
  }
  if (hasRole(actor, 'salesperson')) {
    parts.push(`${alias}.owner_staff_id = ?`);
    params.push(actor.staff.id);
  }
  if (actor?.member) {
    parts.push(`${alias}.id = ?`);
    params.push(actor.member.shopId);
  }
  return parts.length > 0 ? { sql: `(${parts.join(' OR ')})`, params } : { sql: '(1 = 0)', params: [] };
}

/** A region with everything below it. A range instead of LIKE, so that both engines use the index; ':' comes after '9'. */
export function inRegion(code: string, alias = 'shop'): Fragment {
  return { sql: `(${alias}.region_code >= ? AND ${alias}.region_code < ?)`, params: [code, `${code}:`] };
}
