import type { Row } from '../rows';
import type { Story } from '../story/types';

export function invitationRows({
  invitations,
  members,
  events,
  content,
}: Story): Record<'invitation' | 'attribution' | 'invitation_event', Row[]> {
  const communityIds = new Map(content.communities.map(({ key }, index) => [key, index + 1]));
  return {
    invitation: invitations.map((one) => ({
      id: one.id,
      code: one.code,
      via: one.via,
      staff_id: one.staff?.id ?? null,
      member_id: one.member?.id ?? null,
      parent_id: one.parent?.id ?? null,
      root_staff_id: one.root.id,
      depth: one.depth,
      community_id: one.community === null ? null : (communityIds.get(one.community) ?? null),
      prospect_shop_id: one.prospect?.id ?? null,
      campaign: one.campaign,
      use_limit: one.useLimit,
      used: one.used,
      landed: one.landed,
      expires_at: one.expiresAt,
      revoked_at: one.revokedAt,
      created_at: one.createdAt,
    })),
    attribution: members.flatMap((member) => {
      const { invitation } = member;
      if (!invitation || !member.credited) return [];
      return {
        account_id: member.account.id,
        member_id: member.id,
        shop_id: member.shop.id,
        invitation_id: invitation.id,
        staff_id: invitation.staff?.id ?? null,
        inviter_member_id: invitation.member?.id ?? null,
        root_staff_id: invitation.root.id,
        stranger: Number(member.firstOfShop && member.shop.isStranger),
        first_of_shop: Number(member.firstOfShop),
        at: member.joinedAt,
      };
    }),
    invitation_event: events.map(({ kind, invitation, account, member, reason, at }) => ({
      kind,
      invitation_id: invitation?.id ?? null,
      account_id: account?.id ?? null,
      member_id: member?.id ?? null,
      shop_id: member?.shop.id ?? null,
      root_staff_id: invitation?.root.id ?? null,
      stranger: Number(kind === 'accepted' && Boolean(member?.firstOfShop && member.shop.isStranger)),
      first_of_shop: Number(kind === 'accepted' && Boolean(member?.firstOfShop)),
      reason,
      at,
    })),
  };
}
