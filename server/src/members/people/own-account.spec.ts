import { PRIVACY_VERSION } from '@dianquan/shared/privacy-notice';
import { bootApp, type TestApp } from '../../../test/app';
import { buildGuest } from '../../../test/builders/account';
import { buildMember } from '../../../test/builders/member';
import { buildShop } from '../../../test/builders/shop';
import { buildStaff } from '../../../test/builders/staff';
import { MembersModule } from '../members.module';

let t: TestApp;
beforeAll(async () => {
  t = await bootApp({ rooms: [MembersModule] });
});
afterAll(() => t.close());

async function newcomer(key: string): Promise<{ token: string; accountId: number }> {
  const { body } = await t.call('session.create', { body: { provider: 'wechat', code: `demo-${key}` } });
  return { token: body.token, accountId: body.actor.accountId };
}
const accountOf = async (id: number) => (await t.db.query<Record<string, unknown>>('SELECT * FROM account WHERE id = ?', [id]))[0];

describe('before the privacy notice is agreed to', () => {
  it('nothing personal is taken: no phone, no name, no shop', async () => {
    const { token, accountId } = await newcomer('hesitant');
    const { shopId } = await buildShop(t);
    const before = await accountOf(accountId);
    const answers = [
      await t.call('members.setPhone', { as: token, body: { code: 'demo-phone-hesitant' } }),
      await t.call('members.setPhone', { as: token, body: { typed: '13800138000' } }),
      await t.call('members.updateOwn', { as: token, body: { name: '王建国' } }),
      await t.call('members.matchShops', { as: token, query: { name: '五金' } }),
      await t.call('members.claimShop', { as: token, body: { shopId, role: 'owner' } }),
      await t.call('members.claimShop', { as: token, body: { newShop: { name: '建国五金' }, role: 'owner' } }),
    ];
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(Array(6).fill([409, 'consent_required']));
    expect(await accountOf(accountId)).toEqual(before);
    expect(await t.db.query('SELECT id FROM member WHERE account_id = ?', [accountId])).toEqual([]);
  });

  it('agreeing keeps which version and when', async () => {
    const { token, accountId } = await newcomer('agrees');
    const { status, body } = await t.call('members.consent', { as: token, body: { version: PRIVACY_VERSION } });
    expect(status).toBe(200);
    expect(body.consentedAt).toEqual(expect.stringMatching(/^20\d\d-.*Z$/));
    expect(await accountOf(accountId)).toMatchObject({ consent_version: PRIVACY_VERSION, consented_at: Date.parse(body.consentedAt) });
  });
});

describe('when the privacy notice has changed', () => {
  it('people are asked again before they give anything more, and the version shown must be the new one', async () => {
    const { token, accountId } = await buildGuest(t, { phone: '13700137001' });
    await t.db.execute(`UPDATE account SET consent_version = 'older' WHERE id = ?`, [accountId]);
    expect((await t.call('session.get', { as: token })).body.consentedAt).toBeNull();
    const refused = await t.call('members.claimShop', { as: token, body: { newShop: { name: '旧版同意' }, role: 'owner' } });
    expect(refused.body).toMatchObject({ code: 'consent_required', details: { version: PRIVACY_VERSION } });
    const stale = await t.call('members.consent', { as: token, body: { version: 'older' } });
    expect(stale.body).toMatchObject({ code: 'invalid', details: [{ field: 'version', rule: 'one_of', options: [PRIVACY_VERSION] }] });
    await t.call('members.consent', { as: token, body: { version: PRIVACY_VERSION } });
    expect((await t.call('session.get', { as: token })).body.consentedAt).toEqual(expect.any(String));
  });
});

describe('my phone', () => {
  it('is the one that the platform vouches for', async () => {
    const { token, accountId } = await newcomer('one-tap');
    await t.call('members.consent', { as: token, body: { version: PRIVACY_VERSION } });
    const { status, body } = await t.call('members.setPhone', { as: token, body: { code: 'demo-phone-one-tap' } });
    expect(status).toBe(200);
    const account = await accountOf(accountId);
    expect(account).toMatchObject({ phone: expect.stringMatching(/^1\d{10}$/), phone_verified: 1 });
    expect(body.phone).toBe(`${String(account?.phone).slice(0, 3)}****${String(account?.phone).slice(-4)}`);
  });

  it('can be typed, and is then only claimed', async () => {
    const { token, accountId } = await buildGuest(t, { phone: null });
    expect((await t.call('members.setPhone', { as: token, body: { typed: '13911112222' } })).status).toBe(200);
    expect(await accountOf(accountId)).toMatchObject({ phone: '13911112222', phone_verified: 0 });
  });

  it('stays as it was when the code is spent or the number is none', async () => {
    const { token, accountId } = await buildGuest(t, { phone: '13700137000' });
    const spent = await t.call('members.setPhone', { as: token, body: { code: 'spent' } });
    expect([spent.status, spent.body.code]).toEqual([409, 'phone_code_invalid']);
    const short = await t.call('members.setPhone', { as: token, body: { typed: '1380013800' } });
    expect(short.body).toMatchObject({ code: 'invalid', details: [{ field: 'typed', rule: 'format' }] });
    expect(await accountOf(accountId)).toMatchObject({ phone: '13700137000', phone_verified: 1 });
  });
});

describe('my name', () => {
  it('changes everywhere I am known, from the next request on', async () => {
    const { token, accountId, memberId } = await buildMember(t, { name: '旧名字' });
    const { body } = await t.call('members.updateOwn', { as: token, body: { name: ' 𠮷田五金老王🔧 ' } });
    expect(body.name).toBe('𠮷田五金老王🔧');
    expect(await accountOf(accountId)).toMatchObject({ name: '𠮷田五金老王🔧' });
    expect(await t.db.query('SELECT name FROM member WHERE id = ?', [memberId])).toEqual([{ name: '𠮷田五金老王🔧' }]);
    expect((await t.call('session.get', { as: token })).body.name).toBe('𠮷田五金老王🔧');
  });

  it.each(['办假证找我', '老王加微信'])('is refused when the platform finds fault with it: %s', async (name) => {
    const { token, accountId } = await buildMember(t, { name: '好名字' });
    const { status, body } = await t.call('members.updateOwn', { as: token, body: { name } });
    expect([status, body.code]).toEqual([409, 'content_refused']);
    expect(await accountOf(accountId)).toMatchObject({ name: '好名字' });
  });

  it('is kept by the administrator for staff', async () => {
    const { token, staffId } = await buildStaff(t, { name: '李娜' });
    expect((await t.call('members.updateOwn', { as: token, body: { name: '老板' } })).status).toBe(403);
    expect(await t.db.query('SELECT name FROM staff WHERE id = ?', [staffId])).toEqual([{ name: '李娜' }]);
  });
});
