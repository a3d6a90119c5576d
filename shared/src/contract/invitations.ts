import { z } from 'zod';
import { MEMBER_ROLES } from '../roles.js';
import { newShop } from './members.js';
import { id, idParam, instantInput, type OperationSpec, page, pageOf, text } from './operation.js';
import { actor } from './session.js';

export const INVITATION_VIA = ['code', 'card', 'link'] as const;
const inviter = z.object({ kind: z.enum(['staff', 'member']), id: z.number(), name: z.string(), shopName: z.string().nullable() });

export const invitationView = z.object({
  id: z.number(),
  /** At most 32 characters of the scene alphabet; 128 bits of chance. The same for code, card and link. */
  code: z.string(),
  via: z.enum(INVITATION_VIA),
  inviter,
  campaign: z.string().nullable(),
  communityId: z.number().nullable(),
  communityName: z.string().nullable(),
  prospectShopId: z.number().nullable(),
  prospectShopName: z.string().nullable(),
  useLimit: z.number().nullable(),
  used: z.number(),
  landed: z.number(),
  expiresAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
  createdAt: z.string(),
  state: z.enum(['open', 'revoked', 'expired', 'used_up']),
  /** Path of the page that a share card opens: `/pages/join/index?code=…`. */
  path: z.string(),
  link: z.string().nullable(),
});
export type InvitationView = z.infer<typeof invitationView>;

/** What anybody who holds the code sees before any login. */
export const landingView = z.object({
  supplierName: z.string(),
  inviter: z.object({ name: z.string(), title: z.string(), avatarUrl: z.string().nullable(), shopName: z.string().nullable() }),
  community: z.object({ name: z.string(), shops: z.number() }).nullable(),
  prospectShopName: z.string().nullable(),
  totalShops: z.number(),
  benefits: z.array(z.string()),
  privacy: z.object({ version: z.string(), text: z.string() }),
});
export type LandingView = z.infer<typeof landingView>;

export const attributionRow = z.object({
  accountId: z.number(),
  memberId: z.number(),
  memberName: z.string(),
  role: z.enum(MEMBER_ROLES),
  shopId: z.number(),
  shopName: z.string(),
  joinedAt: z.string(),
  inviter,
  stranger: z.boolean(),
  /** Who passed it on, first the salesperson or member at the head. */
  chain: z.array(z.object({ kind: z.enum(['staff', 'member']), id: z.number(), name: z.string() })),
  campaign: z.string().nullable(),
});
export type AttributionRow = z.infer<typeof attributionRow>;

export const scoreboardRow = z.object({
  staffId: z.number(),
  name: z.string(),
  avatarUrl: z.string().nullable(),
  invited: z.number(),
  landed: z.number(),
  joined: z.number(),
  shops: z.number(),
  strangers: z.number(),
  firstOrders: z.number(),
  today: z.number(),
  target: z.number(),
});
export type ScoreboardRow = z.infer<typeof scoreboardRow>;
const period = z.object({ from: z.iso.date().optional(), to: z.iso.date().optional() });

export const invitationOperations = {
  'invitations.create': {
    summary: 'Make an invitation; `parentCode` when a received one is passed on, so that the chain is kept',
    body: z.object({
      via: z.enum(INVITATION_VIA).default('code'),
      communityId: id.optional(),
      prospectShopId: id.optional(),
      campaign: text(40).optional(),
      expiresAt: instantInput.optional(),
      useLimit: z.number().int().min(1).max(100_000).optional(),
      parentCode: text(64).optional(),
    }),
    answer: invitationView,
    errors: ['schedule_in_past'],
  },
  'invitations.list': {
    summary: 'My invitations',
    query: page.extend({ state: z.enum(['open', 'ended']).optional() }),
    answer: pageOf(invitationView),
  },
  'invitations.get': {
    summary: 'Who invites, and to what: shown before any login. Every bad code has one answer',
    params: z.object({ code: text(64) }),
    answer: landingView,
    errors: ['invitation_invalid'],
  },
  'invitations.accept': {
    summary:
      'Join through an invitation: an existing shop or a new one. The first valid invitation of a person is credited, once, for good',
    params: z.object({ code: text(64) }),
    body: z
      .object({ shopId: id.optional(), newShop: newShop.optional(), role: z.enum(MEMBER_ROLES), name: text(30).optional() })
      .refine((b) => (b.shopId === undefined) !== (b.newShop === undefined), {
        message: 'shopId or newShop, one of them',
        path: ['shopId'],
      }),
    answer: z.object({
      actor,
      memberId: z.number(),
      status: z.enum(['active', 'pending']),
      credited: z.boolean(),
      firstAnnouncementId: z.number().nullable(),
    }),
    errors: ['invitation_invalid', 'consent_required', 'phone_required', 'already_member', 'shop_has_owner', 'content_refused'],
  },
  'invitations.revoke': {
    summary: 'Revoke one of my invitations',
    params: idParam,
    answer: invitationView,
    errors: ['invitation_not_yours'],
  },
  'invitations.picture': {
    summary: 'The mini-program code as a picture',
    params: idParam,
    answer: 'file',
    errors: ['invitation_not_yours', 'platform_unavailable'],
  },
  'invitations.poster': {
    summary: 'A poster with the code, 750×1334 PNG',
    params: idParam,
    answer: 'file',
    errors: ['invitation_not_yours', 'platform_unavailable'],
  },
  'invitations.attribution': {
    summary: 'Who brought in whom, newest first, within what I may see',
    query: page
      .extend({
        staffId: id.optional(),
        inviterMemberId: id.optional(),
        shopId: id.optional(),
        stranger: z.enum(['true', 'false']).optional(),
      })
      .extend(period.shape),
    answer: pageOf(attributionRow),
  },
  'invitations.scoreboard': {
    summary: 'By salesperson: invited, joined, distinct shops, former strangers, first orders. Without dates: this month',
    query: period,
    answer: z.object({ items: z.array(scoreboardRow), from: z.string(), to: z.string() }),
  },
  'invitations.statement': {
    summary: 'The scoreboard of a month as it follows from replaying the event log; the same bytes at every call',
    query: z.object({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/) }),
    answer: 'file',
  },
  'invitations.rejections': {
    summary: 'Refused joins, with the reason, of the invitations that I may see',
    query: page,
    answer: pageOf(
      z.object({
        id: z.number(),
        at: z.string(),
        reason: z.enum(['unknown', 'revoked', 'expired', 'used_up', 'self', 'own_shop', 'not_first', 'shop_has_owner', 'other']),
        inviterName: z.string().nullable(),
        who: z.string().nullable(),
        invitationId: z.number().nullable(),
      }),
    ),
  },
} as const satisfies Record<string, OperationSpec>;
