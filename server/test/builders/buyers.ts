import { randomBytes } from 'node:crypto';
import { PRIVACY_VERSION } from '@dianquan/shared/privacy-notice';
import { hashOf, SESSION_LIFE_MS } from '../../src/members/session/session-token';
import type { Database } from '../../src/platform/database/database';
import { insertMany } from '../../src/platform/database/sql';

/** Many shops with an owner each, signed in: a statement for each table instead of several for each of them. Ids count from `firstId`. */
export async function buildBuyers(
  db: Database,
  count: number,
  now: number,
  firstId = 100_001,
): Promise<{ shopId: number; token: string }[]> {
  const buyers = Array.from({ length: count }, (_, i) => ({ id: firstId + i, token: randomBytes(32).toString('base64url') }));
  await db.transaction(async (tx) => {
    await insertMany(
      tx,
      'account',
      ['id', 'provider', 'external_id', 'name', 'consent_version', 'consented_at', 'created_at', 'updated_at'],
      buyers.map(({ id }) => [id, 'wechat', `o-buyer-${id}`, `店主${id}`, PRIVACY_VERSION, now, now, now]),
    );
    await insertMany(
      tx,
      'shop',
      ['id', 'name', 'search_text', 'status', 'source', 'member_count', 'joined_at', 'created_at', 'updated_at'],
      buyers.map(({ id }) => [id, `五金店${id}`, `五金店${id}`, 'partner', 'import', 1, now, now, now]),
    );
    await insertMany(
      tx,
      'member',
      ['id', 'account_id', 'shop_id', 'role', 'status', 'name', 'joined_at'],
      buyers.map(({ id }) => [id, id, id, 'owner', 'active', `店主${id}`, now]),
    );
    await insertMany(
      tx,
      'session',
      ['account_id', 'token_hash', 'member_id', 'created_at', 'expires_at'],
      buyers.map(({ id, token }) => [id, hashOf(token), id, now, now + SESSION_LIFE_MS]),
    );
  });
  return buyers.map(({ id, token }) => ({ shopId: id, token }));
}
