/** What WeCom tells, once each however often it comes, inside the transaction in which it is noted. `at`: when it happened there. */

/** A customer and a member of the corp now know each other. `state`: what the code that brought them together was made with. */
export class CustomerAdded {
  constructor(
    readonly userid: string,
    readonly externalUserid: string,
    readonly state: string | null,
    readonly at: number,
  ) {}
}

/** Remark or tags of a customer were changed by hand. */
export class CustomerChanged {
  constructor(
    readonly userid: string,
    readonly externalUserid: string,
    readonly at: number,
  ) {}
}

/** One of the two has removed the other. A customer who did wants nothing more from that member. */
export class CustomerRemoved {
  constructor(
    readonly userid: string,
    readonly externalUserid: string,
    readonly by: 'staff' | 'customer',
    readonly at: number,
  ) {}
}

/** The corp's tags for customers were changed by hand. */
export class CustomerTagsChanged {
  constructor(
    readonly change: 'create' | 'update' | 'delete' | 'shuffle',
    readonly tagId: string | null,
    readonly at: number,
  ) {}
}

/** A member of the corp may see our app, or no longer: then messages do not reach them. */
export class AppFollowed {
  constructor(
    readonly userid: string,
    readonly follows: boolean,
    readonly at: number,
  ) {}
}

/** It has become known which account a customer of WeCom is. Published by whoever keeps the contacts. */
export class CustomerIdentified {
  constructor(
    readonly accountId: number,
    readonly at: number,
  ) {}
}
