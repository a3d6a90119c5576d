import type { Dice } from '../dice';
import type { Account, Invitation, Member, Shop, Staff } from './types';

/** Ids in the order in which rows would have come about. */
export function numberPeople(staff: Staff[], accounts: Account[], members: Member[]): void {
  staff.forEach((one, index) => {
    one.id = index + 1;
  });
  number([...staff.map((one) => one.account), ...accounts.sort((a, b) => a.createdAt - b.createdAt)]);
  number(members.sort((a, b) => a.joinedAt - b.joinedAt));
}

/** The sheet that was imported first, with its codes; then strangers as they came. */
export function numberShops(shops: Shop[], source: Dice): Shop[] {
  const known = source.fork('codes').shuffled(shops.filter((shop) => !shop.isStranger));
  known.forEach((shop, index) => {
    shop.code = `KH${String(index + 1).padStart(5, '0')}`;
  });
  const strangers = shops.filter((shop) => shop.isStranger).sort((a, b) => a.createdAt - b.createdAt);
  const ordered = [...known, ...strangers];
  number(ordered);
  return ordered;
}

export function numberInvitations(invitations: Invitation[]): Invitation[] {
  const ordered = invitations.sort((a, b) => a.createdAt - b.createdAt);
  number(ordered);
  return ordered;
}

function number(things: { id: number }[]): void {
  things.forEach((thing, index) => {
    thing.id = index + 1;
  });
}
