import { randomBytes } from 'node:crypto';
import { PRIVACY_VERSION } from '@dianquan/shared/privacy-notice';
import { hashOf, SESSION_LIFE_MS } from '../../src/members/session/session-token';
import { type Built, unique, uniquePhone } from './unique';

export type AccountOverrides = {
  provider?: 'wechat' | 'wecom';
  externalId?: string;
  name?: string | null;
  phone?: string | null;
  phoneVerified?: boolean;
  consented?: boolean;
};

export async function insertAccount(t: Built, overrides: AccountOverrides = {}): Promise<number> {
  const now = t.clock.now();
  const provider = overrides.provider ?? 'wechat';
  const { insertId } = await t.db.execute(
    `INSERT INTO account (provider, external_id, name, phone, phone_verified, consent_version, consented_at, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      provider,
      overrides.externalId ?? (provider === 'wechat' ? openid() : `staff-${unique()}`),
      overrides.name ?? null,
      overrides.phone ?? null,
      overrides.phoneVerified === false ? 0 : 1,
      overrides.consented === false ? null : PRIVACY_VERSION,
      overrides.consented === false ? null : now,
      now,
      now,
    ],
  );
  return insertId;
}

/** Signs an account in without the platform. */
export async function openSession(t: Built, accountId: number, memberId: number | null = null): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const now = t.clock.now();
  await t.db.execute('INSERT INTO session (account_id, token_hash, member_id, created_at, expires_at) VALUES (?, ?, ?, ?, ?)', [
    accountId,
    hashOf(token),
    memberId,
    now,
    now + SESSION_LIFE_MS,
  ]);
  return token;
}

/** Somebody who is signed in, has agreed to the privacy notice and given a phone, and is in no shop yet. */
export async function buildGuest(
  t: Built,
  overrides: AccountOverrides = {},
): Promise<{ accountId: number; token: string; phone: string | null }> {
  const phone = overrides.phone === undefined ? uniquePhone() : overrides.phone;
  const accountId = await insertAccount(t, { ...overrides, phone });
  return { accountId, token: await openSession(t, accountId), phone };
}

/** In the platform's form: an o and 27 characters. */
function openid(): string {
  return `o${randomBytes(21).toString('base64url').slice(0, 27)}`;
}
