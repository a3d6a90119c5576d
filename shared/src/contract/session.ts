import { z } from 'zod';
import { MEMBER_ROLES, STAFF_ROLES } from '../roles.js';
import { id, type OperationSpec, text } from './operation.js';

export const membership = z.object({
  memberId: z.number(),
  shopId: z.number(),
  shopName: z.string(),
  role: z.enum(MEMBER_ROLES),
  status: z.enum(['pending', 'active']),
});

/** Whom a token speaks for. `staff` and `member` may both be null: somebody signed in who is in no shop yet. */
export const actor = z.object({
  accountId: z.number(),
  provider: z.enum(['wechat', 'wecom']),
  name: z.string().nullable(),
  avatarUrl: z.string().nullable(),
  /** Masked: 138****8000. */
  phone: z.string().nullable(),
  consentedAt: z.string().nullable(),
  staff: z.object({ id: z.number(), roles: z.array(z.enum(STAFF_ROLES)), regions: z.array(z.string()) }).nullable(),
  /** The membership acted under; others are in `memberships`. */
  member: membership.nullable(),
  memberships: z.array(membership),
});
export type ActorView = z.infer<typeof actor>;

export const sessionOperations = {
  'session.create': {
    summary: 'Sign in with the code that wx.login or wx.qy.login gave',
    body: z.object({ provider: z.enum(['wechat', 'wecom']), code: text(200) }),
    answer: z.object({ token: z.string(), actor }),
    errors: ['login_code_invalid', 'staff_unknown', 'account_disabled', 'platform_unavailable'],
    example: { body: { provider: 'wechat', code: '0a1b2c3d' } },
  },
  'session.get': { summary: 'Who am I', answer: actor },
  'session.delete': { summary: 'Sign out; the token dies at once', answer: null },
  'session.switchShop': { summary: 'Act for another of my shops', body: z.object({ shopId: id }), answer: actor },
} as const satisfies Record<string, OperationSpec>;
