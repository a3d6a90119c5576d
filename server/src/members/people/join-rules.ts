import type { MemberRole } from '@dianquan/shared/roles';

export type JoinFacts = {
  role: MemberRole;
  /** The shop has an active owner. */
  hasOwner: boolean;
  /** The person's number, vouched for by the platform, is the shop's or one of its contacts'. */
  phoneKnown: boolean;
  /** A staff member's invitation, or one that names this shop. */
  vouched: boolean;
  /** Invited by this very shop's owner. */
  invitedByOwner: boolean;
  /** Somebody else removed them from this shop before. */
  wasRemoved: boolean;
};

/**
 * How somebody enters a shop that is on record already.
 *
 * An owner is in at once where there is none and something speaks for the claim: the phone, or an invitation. With nothing to show, the
 * claim waits for staff. Where there is an owner, the owner decides: a clerk waits, unless the owner invited them or the supplier's
 * record has their number. Where there is no owner to ask, an invitation is enough for a clerk. Who was removed always waits.
 */
export function standingOf(facts: JoinFacts): 'active' | 'pending' | 'shop_has_owner' {
  if (facts.role === 'owner') {
    if (facts.hasOwner) return 'shop_has_owner';
    return !facts.wasRemoved && (facts.phoneKnown || facts.vouched) ? 'active' : 'pending';
  }
  if (facts.wasRemoved) return 'pending';
  return facts.phoneKnown || facts.invitedByOwner || (facts.vouched && !facts.hasOwner) ? 'active' : 'pending';
}
