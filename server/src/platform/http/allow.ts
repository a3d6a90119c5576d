import type { Allow } from '@dianquan/shared/roles';
import { type Actor, hasRole, isStaff } from './actor';

/** Whether one of `allow` fits the actor. No role implies another: an admin passes only where `admin` is listed. */
export function isAllowed(actor: Actor | null, allow: readonly Allow[]): boolean {
  return allow.some((one) => {
    switch (one) {
      case 'anonymous':
        return true;
      case 'account':
        return actor !== null;
      case 'member':
        return actor?.member != null;
      case 'owner':
        return actor?.member?.role === 'owner';
      case 'staff':
        return isStaff(actor);
      default:
        return hasRole(actor, one);
    }
  });
}
