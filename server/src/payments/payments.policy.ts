import type { Allow } from '@dianquan/shared/roles';
import { shopScope } from '../members/shop-scope';
import type { Sql } from '../platform/database/sql';
import { NotFound } from '../platform/errors';
import { type Actor, hasRole } from '../platform/http/actor';

/** Those who look after the money of shops, each within the shops that they may see. */
export const READERS: Allow[] = ['member', 'salesperson', 'manager', 'finance', 'office', 'admin'];
export const STAFF_READERS: Allow[] = ['salesperson', 'manager', 'finance', 'office', 'admin'];
export const FINANCE: Allow[] = ['finance', 'admin'];

export const mayReadMoney = (actor: Actor): boolean =>
  actor.member !== null || hasRole(actor, 'salesperson', 'manager', 'finance', 'office', 'admin');

/** Somebody may be a courier besides: then their sight as a courier does not count here. */
export function moneyScope(actor: Actor, alias = 'shop') {
  if (!actor.staff) return shopScope(actor, alias);
  const roles = actor.staff.roles.filter((role) => role !== 'warehouse' && role !== 'courier');
  return shopScope({ ...actor, staff: { ...actor.staff, roles } }, alias);
}

/** @throws NotFound for a shop that does not exist, or whose money is none of the actor's business */
export async function mustSeeShop(sql: Sql, actor: Actor, shopId: number): Promise<{ id: number; name: string }> {
  const scope = moneyScope(actor);
  const [shop] = await sql.query<{ id: number; name: string }>(`SELECT shop.id, shop.name FROM shop WHERE shop.id = ? AND ${scope.sql}`, [
    shopId,
    ...scope.params,
  ]);
  if (!shop) throw new NotFound();
  return shop;
}
