import { type JoinFacts, standingOf } from './join-rules';

const stranger: JoinFacts = {
  role: 'owner',
  hasOwner: false,
  phoneKnown: false,
  vouched: false,
  invitedByOwner: false,
  wasRemoved: false,
};
const clerk: JoinFacts = { ...stranger, role: 'clerk', hasOwner: true };

describe('who enters a shop on record', () => {
  it.each<[string, JoinFacts, ReturnType<typeof standingOf>]>([
    ['an owner whose phone is on record is in at once', { ...stranger, phoneKnown: true }, 'active'],
    ['an owner invited by staff is in at once', { ...stranger, vouched: true }, 'active'],
    ['an owner with nothing to show waits for staff', stranger, 'pending'],
    [
      'a second owner is refused, even with the right phone',
      { ...stranger, hasOwner: true, phoneKnown: true, vouched: true },
      'shop_has_owner',
    ],
    ['a removed owner waits, even with an invitation', { ...stranger, vouched: true, phoneKnown: true, wasRemoved: true }, 'pending'],
    ['a clerk waits for the owner', clerk, 'pending'],
    ["a clerk with staff's invitation still waits for the owner", { ...clerk, vouched: true }, 'pending'],
    ['a clerk whom the owner invited is in at once', { ...clerk, invitedByOwner: true }, 'active'],
    ['a clerk among the contacts is in at once', { ...clerk, phoneKnown: true }, 'active'],
    ['a clerk invited by staff is in at once where there is no owner to ask', { ...clerk, hasOwner: false, vouched: true }, 'active'],
    ['a clerk with nothing to show waits where there is no owner', { ...clerk, hasOwner: false }, 'pending'],
    ['a removed clerk waits, whoever invites', { ...clerk, invitedByOwner: true, phoneKnown: true, wasRemoved: true }, 'pending'],
  ])('%s', (_, facts, expected) => {
    expect(standingOf(facts)).toBe(expected);
  });
});
