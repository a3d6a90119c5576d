import { type Calendar, MINUTE } from '../calendar';
import type { Dice } from '../dice';
import type { Account, Invitation, InvitationEvent, Member } from './types';

const REASONS = { expired: 34, revoked: 22, used_up: 20, unknown: 14, own_shop: 6, self: 4 } as const;

/** What happened to invitations, in the order of time: the statement is replayed from it. */
export function writeLog(
  invitations: Invitation[],
  members: Member[],
  accounts: Account[],
  calendar: Calendar,
  source: Dice,
  rejections: number,
): InvitationEvent[] {
  const dice = source.fork('invitation log');
  const events: InvitationEvent[] = [];
  const add = (kind: InvitationEvent['kind'], at: number, rest: Partial<InvitationEvent>) =>
    events.push({ kind, invitation: null, account: null, member: null, reason: null, at, ...rest });
  for (const invitation of invitations) {
    const issuer = invitation.staff?.account ?? invitation.member?.account ?? null;
    add('created', invitation.createdAt, { invitation, account: issuer });
    if (invitation.revokedAt !== null) add('revoked', invitation.revokedAt, { invitation, account: issuer });
  }
  for (const member of members) {
    const { invitation, account } = member;
    if (!invitation) continue;
    // Nobody is signed in when the landing page opens.
    add('landed', Math.max(invitation.createdAt + 1, member.joinedAt - dice.between(25, 400) * 1000), { invitation });
    if (member.credited) add('accepted', member.joinedAt, { invitation, account, member });
    else add('rejected', member.joinedAt, { invitation, account, member, reason: 'not_first' });
  }
  for (const event of onlyLooked(events, dice)) events.push(event);
  for (const event of refused(invitations, members, accounts, calendar, dice, rejections)) events.push(event);
  events.sort((a, b) => a.at - b.at);
  for (const { kind, invitation } of events) if (kind === 'landed' && invitation) invitation.landed++;
  return events;
}

/** Two in three who open an invitation join; the third only looks. */
function onlyLooked(events: InvitationEvent[], dice: Dice): InvitationEvent[] {
  const landings = events.filter(({ kind }) => kind === 'landed');
  return dice
    .sample(landings, Math.round(landings.length * 0.48))
    .map((event) => ({ ...event, at: Math.max(event.invitation!.createdAt + 1, event.at - dice.between(1, 300) * MINUTE) }));
}

function refused(
  invitations: Invitation[],
  members: Member[],
  accounts: Account[],
  calendar: Calendar,
  dice: Dice,
  count: number,
): InvitationEvent[] {
  const end = calendar.now - MINUTE;
  const lastUse = new Map<Invitation, number>();
  for (const { invitation, joinedAt } of members) if (invitation) lastUse.set(invitation, Math.max(lastUse.get(invitation) ?? 0, joinedAt));
  /** When an invitation began to be refused for the reason. */
  const since = (reason: keyof typeof REASONS, invitation: Invitation | null): number => {
    if (!invitation) return calendar.at(-50);
    if (reason === 'expired') return invitation.expiresAt ?? end;
    if (reason === 'revoked') return invitation.revokedAt ?? end;
    if (reason === 'used_up') return lastUse.get(invitation) ?? end;
    return invitation.createdAt;
  };
  const reasons = Object.keys(REASONS) as (keyof typeof REASONS)[];
  const expired = invitations.filter((one) => one.expiresAt !== null && one.expiresAt < calendar.now);
  const revoked = invitations.filter((one) => one.revokedAt !== null);
  const usedUp = invitations.filter((one) => one.useLimit !== null && one.used >= one.useLimit);
  const ofMembers = invitations.filter((one) => one.member !== null);
  return Array.from({ length: count }, (): InvitationEvent => {
    const wanted = dice.weighted(reasons, (reason) => REASONS[reason]);
    const pool = { expired, revoked, used_up: usedUp, unknown: [], own_shop: ofMembers, self: ofMembers }[wanted];
    const invitation = pool.length > 0 ? dice.pick(pool) : null;
    const from = Math.min(since(wanted, invitation) + 30 * MINUTE, end);
    const at = from + Math.floor(dice.float() ** 2 * (end - from));
    const account =
      wanted === 'self' ? (invitation?.member?.account ?? null) : wanted === 'own_shop' ? colleague(invitation) : dice.pick(accounts);
    return { kind: 'rejected', invitation, account, member: null, reason: invitation ? wanted : 'unknown', at };
  }).filter((event) => event.account === null || event.account.createdAt < event.at);
}

/** Somebody who stands behind the same counter. */
function colleague(invitation: Invitation | null): Account | null {
  const { shop, account } = invitation?.member ?? {};
  return shop?.members.find((one) => one.account !== account)?.account ?? null;
}
