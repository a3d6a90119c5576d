import { z } from 'zod';
import { MEMBER_ROLES } from '../roles.js';
import { decimal, flag, id, idParam, mobile, type OperationSpec, page, pageOf, regionCode, text } from './operation.js';
import { actor } from './session.js';

export const memberView = z.object({
  id: z.number(),
  shopId: z.number(),
  shopName: z.string(),
  name: z.string(),
  avatarUrl: z.string().nullable(),
  /** Whole for those who may call (the shop's own people, its staff); masked otherwise. */
  phone: z.string().nullable(),
  role: z.enum(MEMBER_ROLES),
  status: z.enum(['pending', 'active', 'removed']),
  joinedAt: z.string(),
  confirmedAt: z.string().nullable(),
  isMe: z.boolean(),
  /** Who brought this person in; null for those who may not see it. */
  invitedBy: z.string().nullable(),
});
export type MemberView = z.infer<typeof memberView>;

export const shopMatch = z.object({
  shopId: z.number(),
  name: z.string(),
  address: z.string(),
  districtName: z.string(),
  /** Metres from the position given; null without one. */
  distance: z.number().nullable(),
  by: z.array(z.enum(['invitation', 'phone', 'name', 'nearness'])),
  hasOwner: z.boolean(),
});
export type ShopMatch = z.infer<typeof shopMatch>;

export const newShop = z.object({
  name: text(60, 2),
  regionCode: regionCode.optional(),
  address: text(120, 0).optional(),
  latitude: z.number().min(-90).max(90).optional(),
  longitude: z.number().min(-180).max(180).optional(),
  trade: text(20).optional(),
});

export const memberOperations = {
  'members.consent': {
    summary: 'Agree to the privacy notice of the version shown',
    body: z.object({ version: text(20) }),
    answer: actor,
  },
  'members.setPhone': {
    summary: 'Give my phone number: the code of the one-tap button, or typed',
    body: z.union([z.object({ code: text(200) }), z.object({ typed: mobile })]),
    answer: actor,
    errors: ['consent_required', 'phone_code_invalid', 'platform_unavailable'],
  },
  'members.updateOwn': {
    summary: 'Change my name or portrait',
    body: z.object({ name: text(30).optional(), avatarFileId: id.nullable().optional() }),
    answer: actor,
    errors: ['forbidden', 'consent_required', 'content_refused'],
  },
  'members.exportOwn': { summary: 'Everything stored about me, as a JSON file', answer: 'file' },
  'members.eraseOwn': {
    summary: 'Erase me: personal data goes at once, every session ends',
    body: z.object({ confirm: z.literal(true) }),
    answer: null,
    errors: ['erase_blocked', 'last_owner'],
  },
  'members.matchShops': {
    summary: 'Shops that may be mine: the one an invitation names, by my phone, by name, by nearness',
    query: z.object({
      name: text(60, 2).optional(),
      latitude: decimal(-90, 90).optional(),
      longitude: decimal(-180, 180).optional(),
      invitationCode: text(64).optional(),
    }),
    answer: z.object({ items: z.array(shopMatch) }),
    errors: ['consent_required'],
  },
  'members.claimShop': {
    summary:
      'Join a shop without an invitation, or one more shop: an existing one (its owner confirms), or a new one. Invited people use invitations.accept',
    body: z
      .object({ shopId: id.optional(), newShop: newShop.optional(), role: z.enum(MEMBER_ROLES), name: text(30).optional() })
      .refine((b) => (b.shopId === undefined) !== (b.newShop === undefined), {
        message: 'shopId or newShop, one of them',
        path: ['shopId'],
      }),
    answer: actor,
    errors: ['forbidden', 'consent_required', 'phone_required', 'already_member', 'shop_has_owner', 'content_refused'],
  },
  'members.list': {
    summary: 'The people of a shop',
    params: z.object({ shopId: id }),
    query: page.extend({ removed: flag.optional() }),
    answer: pageOf(memberView),
  },
  'members.get': { summary: 'One person of a shop', params: idParam, answer: memberView },
  'members.confirm': {
    summary: 'The owner confirms a clerk; staff of the shop confirm anyone who waits',
    params: idParam,
    answer: memberView,
    errors: ['shop_has_owner'],
  },
  'members.remove': {
    summary: 'Remove a person from the shop, or leave it',
    params: idParam,
    answer: null,
    errors: ['last_owner', 'forbidden'],
  },
} as const satisfies Record<string, OperationSpec>;
