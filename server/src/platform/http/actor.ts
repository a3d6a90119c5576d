import type { MemberRole, StaffRole } from '@dianquan/shared/roles';

/** Whom a request speaks for. `member` is there only while the membership is active. */
export type Actor = {
  sessionId: number;
  accountId: number;
  provider: 'wechat' | 'wecom';
  name: string | null;
  staff: { id: number; roles: StaffRole[]; regions: string[] } | null;
  member: { id: number; shopId: number; role: MemberRole } | null;
};

export type StaffActor = Actor & { staff: NonNullable<Actor['staff']> };
export type MemberActor = Actor & { member: NonNullable<Actor['member']> };

export function isStaff(actor: Actor | null): actor is StaffActor {
  return actor?.staff != null;
}

export function isMember(actor: Actor | null): actor is MemberActor {
  return actor?.member != null;
}

/** Narrower than `StaffActor`, so that somebody without the role is still known to be staff where that was known before. */
type RoleHolder = StaffActor & { staff: { roles: [StaffRole, ...StaffRole[]] } };

export function hasRole(actor: Actor | null, ...roles: StaffRole[]): actor is RoleHolder {
  return isStaff(actor) && actor.staff.roles.some((role) => roles.includes(role));
}

/**
 * Where actors come from. The platform knows no accounts: the members room provides this, globally. Both look-ups answer null for a
 * session that has ended, in this process or in another.
 */
export abstract class ActorSource {
  abstract find(token: string): Promise<Actor | null>;
  abstract findSession(sessionId: number): Promise<Actor | null>;
}
