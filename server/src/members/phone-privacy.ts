import { type Actor, hasRole } from '../platform/http/actor';

/** 138****8000; of shorter numbers less remains. */
export function maskPhone(phone: string | null): string | null {
  if (phone === null) return null;
  const tail = phone.length >= 11 ? 4 : 2;
  return `${phone.slice(0, 3)}****${phone.slice(-tail)}`;
}

/**
 * Who sees the phones of a shop and its people whole: the shop's own people, its salesperson, and managers, office and admins, who
 * all have to call. Whether the actor may see the shop at all is the business of shop-scope.
 */
export function seesPhones(actor: Actor | null, shop: { id: number; ownerStaffId: number | null }): boolean {
  if (actor?.member?.shopId === shop.id) return true;
  if (hasRole(actor, 'manager', 'office', 'admin')) return true;
  return hasRole(actor, 'salesperson') && shop.ownerStaffId === actor.staff.id;
}

export function phoneFor(actor: Actor | null, shop: { id: number; ownerStaffId: number | null }, phone: string | null): string | null {
  return seesPhones(actor, shop) ? phone : maskPhone(phone);
}
