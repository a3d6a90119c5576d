import type { MemberRole } from '@dianquan/shared/roles';
import { insertAccount, openSession } from './account';
import { buildShop } from './shop';
import { type Built, unique, uniquePhone } from './unique';

export type MemberOverrides = {
  /** A new shop when not given. */
  shopId?: number;
  /** One more membership of an account that exists. */
  accountId?: number;
  role?: MemberRole;
  status?: 'active' | 'pending' | 'removed';
  name?: string;
  phone?: string | null;
  openid?: string;
  joinedAt?: number;
  invitationId?: number | null;
};

/** An owner or clerk, signed in; the shop's counters say what a real join would have said. */
export async function buildMember(
  t: Built,
  overrides: MemberOverrides = {},
): Promise<{ memberId: number; accountId: number; shopId: number; token: string; phone: string | null }> {
  const now = overrides.joinedAt ?? t.clock.now();
  const shopId = overrides.shopId ?? (await buildShop(t)).shopId;
  const role = overrides.role ?? 'owner';
  const status = overrides.status ?? 'active';
  const name = overrides.name ?? `${role === 'owner' ? '店主' : '店员'}${unique()}`;
  const phone = overrides.phone === undefined ? uniquePhone() : overrides.phone;
  const accountId = overrides.accountId ?? (await insertAccount(t, { name, phone, externalId: overrides.openid }));
  const { insertId: memberId } = await t.db.execute(
    `INSERT INTO member (account_id, shop_id, role, status, name, invitation_id, joined_at, confirmed_at, removed_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      accountId,
      shopId,
      role,
      status,
      name,
      overrides.invitationId ?? null,
      now,
      status === 'pending' ? null : now,
      status === 'removed' ? now : null,
    ],
  );
  if (status === 'active') {
    await t.db.execute('UPDATE shop SET member_count = member_count + 1, joined_at = COALESCE(joined_at, ?) WHERE id = ?', [now, shopId]);
  }
  return { memberId, accountId, shopId, token: await openSession(t, accountId, memberId), phone };
}
