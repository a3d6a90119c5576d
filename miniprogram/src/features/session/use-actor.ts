import { STAFF_ROLES, type StaffRole } from '@dianquan/shared/roles';
import { useEffect } from 'react';
import { type Actor, signIn, useSession } from '@/platform/session';

/** Who is signed in, or null; never signs anybody in. */
export function useActor(): Actor | null {
  return useSession((session) => session.actor);
}

/** For pages that need to know who looks before anything else: signs in silently if nobody is. */
export function useSignedIn(): { actor: Actor | null; error: unknown; again: () => void } {
  const { actor, state, error } = useSession();
  const again = () => {
    // The failure is in the session, from where the page shows it.
    signIn().catch(() => undefined);
  };
  useEffect(() => {
    if (state === 'out') signIn().catch(() => undefined);
  }, [state]);
  return { actor, error, again };
}

/** Is this person of the supplier's staff, in one of these roles? */
export function hasRole(actor: Actor | null, ...roles: StaffRole[]): boolean {
  return actor?.staff?.roles.some((role) => roles.includes(role)) ?? false;
}

export function isStaff(actor: Actor | null): boolean {
  return hasRole(actor, ...STAFF_ROLES);
}
