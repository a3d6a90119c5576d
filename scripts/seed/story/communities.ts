import { type Calendar, HOUR } from '../calendar';
import type { Content } from '../content/content';
import type { Dice } from '../dice';
import { type Community, isIn, type Member, type Segment, type Shop, type Staff } from './types';

export type JoinRequest = {
  community: Community;
  member: Member;
  reason: string;
  state: 'waiting' | 'approved' | 'refused';
  requestedAt: number;
  decidedAt: number | null;
  decidedBy: Staff | null;
};

export function makeCommunities(content: Content, calendar: Calendar, shops: Shop[], segments: Segment[]): Community[] {
  return content.communities.map((one, index) => {
    const audience = segments.filter((segment) => one.segments.includes(segment.content.key));
    const member = audience.length === 0 ? shops : shops.filter((shop) => one.segments.some((key) => shop.segments.has(key)));
    return {
      id: index + 1,
      content: one,
      shops: member.filter((shop) => shop.joinedAt !== null),
      createdAt: calendar.at(-62, '14:00') + index * 2 * HOUR,
    };
  });
}

const REASONS = ['想和大家一起定活动', '有几条意见想当面说', '老客户，想参与议事', '做批发的，能提点实际的建议', ''];

/** Where only those who were let in may post, somebody has asked. */
export function makeJoinRequests(communities: Community[], calendar: Calendar, staff: Staff[], source: Dice): JoinRequest[] {
  const dice = source.fork('join requests');
  return communities.flatMap((community) => {
    if (community.content.postRight !== 'approved') return [];
    const moderator = staff.find((one) => community.content.moderators.includes(one.content.key)) ?? null;
    const owners = peopleOf(community).filter((one) => one.role === 'owner' && one.joinedAt < calendar.at(-9));
    return dice.sample(owners, 30).map((member, index): JoinRequest => {
      const state = index < 22 ? 'approved' : index < 26 ? 'waiting' : 'refused';
      const asked =
        state === 'waiting' ? calendar.eveningTime(dice, -dice.between(1, 3)) : calendar.nextLook(dice, member.confirmedAt! + 20 * HOUR, 1);
      const requestedAt = Math.min(asked, calendar.now - 26 * HOUR);
      const decidedAt = state === 'waiting' ? null : Math.min(requestedAt + dice.between(1, 24) * HOUR, calendar.now - HOUR);
      return {
        community,
        member,
        reason: dice.pick(REASONS),
        state,
        requestedAt,
        decidedAt,
        decidedBy: decidedAt === null ? null : moderator,
      };
    });
  });
}

/** Whoever is in now. */
export function peopleOf(community: Community): Member[] {
  return community.shops.flatMap((shop) => shop.members.filter((member) => isIn(member, Number.MAX_SAFE_INTEGER)));
}
