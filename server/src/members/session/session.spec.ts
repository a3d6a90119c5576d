import { PRIVACY_VERSION } from '@dianquan/shared/privacy-notice';
import { bootApp, type TestApp } from '../../../test/app';
import { openSession } from '../../../test/builders/account';
import { buildMember } from '../../../test/builders/member';
import { buildShop } from '../../../test/builders/shop';
import { buildStaff } from '../../../test/builders/staff';
import { MembersModule } from '../members.module';
import { SessionHousekeeping } from './session-housekeeping';
import { hashOf } from './session-token';

let t: TestApp;
beforeAll(async () => {
  t = await bootApp({ rooms: [MembersModule] });
});
afterAll(() => t.close());

const signIn = (provider: 'wechat' | 'wecom', code: string) => t.call('session.create', { body: { provider, code } });

describe('signing in with WeChat', () => {
  it('makes an account that holds nothing but the openid', async () => {
    const { status, body } = await signIn('wechat', 'demo-first-timer');
    expect(status).toBe(201);
    expect(body.actor).toEqual({
      accountId: expect.any(Number),
      provider: 'wechat',
      name: null,
      avatarUrl: null,
      phone: null,
      consentedAt: null,
      staff: null,
      member: null,
      memberships: [],
    });
    const [account] = await t.db.query('SELECT * FROM account WHERE id = ?', [body.actor.accountId]);
    expect(account).toMatchObject({ provider: 'wechat', unionid: null, name: null, phone: null, phone_verified: 0, consented_at: null });
    expect(account?.external_id).toMatch(/^o[\w-]{27}$/);
  });

  it('stores the hash of the token, never the token', async () => {
    const { body } = await signIn('wechat', 'demo-hash');
    expect(Buffer.from(body.token, 'base64url')).toHaveLength(32);
    const sessions = await t.db.query<{ token_hash: string; expires_at: number; created_at: number }>(
      'SELECT * FROM session WHERE account_id = ?',
      [body.actor.accountId],
    );
    expect(sessions).toHaveLength(1);
    expect(sessions[0]?.token_hash).toBe(hashOf(body.token));
    expect(JSON.stringify(sessions)).not.toContain(body.token);
    expect((sessions[0]?.expires_at ?? 0) - (sessions[0]?.created_at ?? 0)).toBe(30 * 24 * 3_600_000);
  });

  it('makes one account of twenty first visits at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => signIn('wechat', 'demo-eager')));
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(201));
    expect(new Set(answers.map(({ body }) => body.actor.accountId)).size).toBe(1);
    expect(new Set(answers.map(({ body }) => body.token)).size).toBe(20);
  });

  it('refuses a code that the platform does not know', async () => {
    const { status, body } = await signIn('wechat', 'made-up');
    expect([status, body.code]).toEqual([401, 'login_code_invalid']);
  });

  it('keeps the unionid only of those who have agreed to the privacy notice', async () => {
    const first = await signIn('wechat', 'demo-union');
    const unionid = async () =>
      (await t.db.query('SELECT unionid FROM account WHERE id = ?', [first.body.actor.accountId]))[0]?.unionid ?? null;
    expect(await unionid()).toBeNull();
    await t.call('members.consent', { as: first.body.token, body: { version: PRIVACY_VERSION } });
    await signIn('wechat', 'demo-union');
    expect(await unionid()).toEqual(expect.any(String));
  });
});

describe('signing in with WeCom', () => {
  it('lets staff in with their roles and regions', async () => {
    const { staffId } = await buildStaff(t, { wecomUserid: 'li-na', name: '李娜', roles: ['manager', 'salesperson'], regions: ['5101'] });
    const { status, body } = await signIn('wecom', 'demo-li-na');
    expect(status).toBe(201);
    expect(body.actor).toMatchObject({
      provider: 'wecom',
      name: '李娜',
      staff: { id: staffId, roles: ['manager', 'salesperson'], regions: ['5101'] },
      member: null,
    });
  });

  it('refuses people of the corp who are not staff here, and makes nothing of them', async () => {
    const { status, body } = await signIn('wecom', 'demo-passer-by');
    expect([status, body.code]).toEqual([403, 'staff_unknown']);
    expect(await t.db.query(`SELECT id FROM account WHERE external_id = 'passer-by'`)).toEqual([]);
  });

  it('refuses disabled staff', async () => {
    await buildStaff(t, { wecomUserid: 'gone', disabled: true });
    const { status, body } = await signIn('wecom', 'demo-gone');
    expect([status, body.code]).toEqual([403, 'account_disabled']);
  });
});

describe('a session', () => {
  it('is refused without a token, with a made-up one and with an expired one', async () => {
    const { token, accountId } = await buildMember(t);
    await t.db.execute('UPDATE session SET expires_at = ? WHERE account_id = ?', [t.clock.now() - 1, accountId]);
    for (const as of [undefined, 'x'.repeat(43), token]) {
      const { status, body } = await t.call('session.get', { as });
      expect([status, body.code]).toEqual([401, 'unauthenticated']);
    }
  });

  it('dies at once on signing out, and takes no other session along', async () => {
    const { token, accountId } = await buildMember(t);
    const other = await openSession(t, accountId);
    expect((await t.call('session.get', { as: token })).status).toBe(200);
    expect((await t.call('session.delete', { as: token })).status).toBe(204);
    expect((await t.call('session.get', { as: token })).status).toBe(401);
    expect((await t.call('session.get', { as: other })).status).toBe(200);
  });

  it('leaves nothing behind when it has run out, and changes only as long as a process may need them', async () => {
    const { accountId } = await buildMember(t);
    const now = t.clock.now();
    await t.db.execute('UPDATE session SET expires_at = ? WHERE account_id = ?', [now - 1, accountId]);
    const live = await buildMember(t);
    for (const age of [3, 2, 0.5]) {
      await t.db.execute('INSERT INTO actor_change (account_id, at) VALUES (?, ?)', [accountId, now - age * 3_600_000]);
    }
    await t.app.get(SessionHousekeeping, { strict: false }).run();
    expect(await t.db.query('SELECT id FROM session WHERE account_id = ?', [accountId])).toEqual([]);
    expect((await t.call('session.get', { as: live.token })).status).toBe(200);
    const kept = await t.db.query<{ at: number }>('SELECT at FROM actor_change WHERE account_id = ? ORDER BY id', [accountId]);
    expect(kept.map(({ at }) => (now - at) / 3_600_000)).toEqual([2, 0.5]);
  });

  it('shows the phone masked', async () => {
    const { token } = await buildMember(t, { phone: '13812345678' });
    expect((await t.call('session.get', { as: token })).body.phone).toBe('138****5678');
  });
});

describe('a person with several shops', () => {
  async function personOfTwo() {
    const first = await buildMember(t);
    const second = await buildMember(t, { accountId: first.accountId, role: 'clerk' });
    return { ...first, second };
  }

  it('acts for the shop they switched to, in this session only and from the next request on', async () => {
    const { token, second, shopId } = await personOfTwo();
    expect((await t.call('session.get', { as: token })).body.member.shopId).toBe(shopId);
    const { status, body } = await t.call('session.switchShop', { as: token, body: { shopId: second.shopId } });
    expect(status).toBe(200);
    expect(body.member).toMatchObject({ memberId: second.memberId, shopId: second.shopId, role: 'clerk' });
    expect(body.memberships).toHaveLength(2);
    expect((await t.call('session.get', { as: token })).body.member.shopId).toBe(second.shopId);
    expect((await t.call('members.list', { as: token, params: { shopId } })).status).toBe(404);
  });

  it('goes on with that shop after signing in anew', async () => {
    const { body: before } = await signIn('wechat', 'demo-two-shops');
    const { accountId } = before.actor;
    await buildMember(t, { accountId });
    const second = await buildMember(t, { accountId });
    await t.db.execute('DELETE FROM session WHERE account_id = ?', [accountId]);
    const { body } = await signIn('wechat', 'demo-two-shops');
    await t.call('session.switchShop', { as: body.token, body: { shopId: second.shopId } });
    const again = await signIn('wechat', 'demo-two-shops');
    expect(again.body.actor.member.shopId).toBe(second.shopId);
  });

  it('cannot switch to a shop that is not theirs, that they left, or that has not confirmed them', async () => {
    const { token, accountId, shopId } = await personOfTwo();
    const { shopId: foreign } = await buildShop(t);
    const pending = await buildMember(t, { accountId, status: 'pending' });
    const left = await buildMember(t, { accountId, status: 'removed' });
    for (const target of [foreign, pending.shopId, left.shopId, 4_000_000_000]) {
      const { status, body } = await t.call('session.switchShop', { as: token, body: { shopId: target } });
      expect([status, body.code]).toEqual([404, 'not_found']);
    }
    expect((await t.call('session.get', { as: token })).body.member.shopId).toBe(shopId);
  });

  it('falls back to another shop when removed from the one they act for', async () => {
    const { token, second, shopId, memberId } = await personOfTwo();
    const owner = await buildMember(t, { shopId: second.shopId });
    await t.call('session.switchShop', { as: token, body: { shopId: second.shopId } });
    expect((await t.call('members.remove', { as: owner.token, params: { id: second.memberId } })).status).toBe(204);
    expect((await t.call('session.get', { as: token })).body.member).toMatchObject({ memberId, shopId });
  });
});
