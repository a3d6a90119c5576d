import type { MemberRole } from '@dianquan/shared/roles';

/** What this room tells the floors above it, inside the transaction in which it happens. */

/** A person asked to be in a shop: `active` is in at once, `pending` waits for a MemberConfirmed. Also for someone who comes back. */
export class MemberJoined {
  constructor(
    readonly memberId: number,
    readonly accountId: number,
    readonly shopId: number,
    readonly role: MemberRole,
    readonly status: 'active' | 'pending',
    readonly at: number,
  ) {}
}

/** A pending person is now active. */
export class MemberConfirmed {
  constructor(
    readonly memberId: number,
    readonly accountId: number,
    readonly shopId: number,
    readonly role: MemberRole,
    readonly at: number,
  ) {}
}

/** A person left or was removed, or was refused while pending. */
export class MemberRemoved {
  constructor(
    readonly memberId: number,
    readonly accountId: number,
    readonly shopId: number,
    readonly at: number,
  ) {}
}

/** The first active person of a shop is in: the shop is connected from now on. */
export class ShopJoined {
  constructor(
    readonly shopId: number,
    readonly memberId: number,
    readonly at: number,
  ) {}
}

/** Something that segments and audiences look at has changed: fields, tags, owner, status, people. */
export class ShopChanged {
  constructor(readonly shopIds: number[]) {}
}

/** Someone erased themself: rooms forget what they hold about the account and its memberships. */
export class AccountErased {
  constructor(
    readonly accountId: number,
    readonly memberIds: number[],
    readonly at: number,
  ) {}
}

/** Roles, regions or standing of a staff member changed. */
export class StaffChanged {
  constructor(
    readonly staffId: number,
    readonly accountId: number,
  ) {}
}

/** The platform's id of a person across its apps has become known, at a sign-in after they had agreed to be known. */
export class AccountIdentified {
  constructor(
    readonly accountId: number,
    readonly unionid: string,
    readonly at: number,
  ) {}
}
