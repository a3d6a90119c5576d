import { bootApp, type TestApp } from '../../../test/app';
import { openSession } from '../../../test/builders/account';
import { buildMember } from '../../../test/builders/member';
import { buildShop } from '../../../test/builders/shop';
import { buildStaff } from '../../../test/builders/staff';
import { uniquePhone } from '../../../test/builders/unique';
import { MembersModule } from '../members.module';
import { OwnData } from './own-data';

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

let t: TestApp;
beforeAll(async () => {
  t = await bootApp({ rooms: [MembersModule] });
});
afterAll(() => t.close());

const erase = (as: string) => t.call('members.eraseOwn', { as, body: { confirm: true } });
const accountOf = async (id: number) => (await t.db.query<Record<string, unknown>>('SELECT * FROM account WHERE id = ?', [id]))[0];

async function withPortrait(token: string): Promise<string> {
  const file = await t.call('files.upload', { as: token, file: { name: 'me.png', content: PNG, type: 'image/png' } });
  const { body } = await t.call('members.updateOwn', { as: token, body: { avatarFileId: file.body.id } });
  return body.avatarUrl;
}

describe('erasing oneself', () => {
  it('takes name, phone, identifiers and portrait away at once, and ends every session', async () => {
    const phone = uniquePhone();
    const { shopId } = await buildShop(t, { contacts: [{ name: '老王', phone }] });
    const me = await buildMember(t, { shopId, name: '王建国', phone });
    const elsewhere = await openSession(t, me.accountId);
    const portrait = await withPortrait(me.token);
    expect((await fetch(t.url + portrait)).status).toBe(200);
    await t.db.execute(`UPDATE account SET unionid = 'u123' WHERE id = ?`, [me.accountId]);

    expect((await erase(me.token)).status).toBe(204);
    expect(await accountOf(me.accountId)).toMatchObject({
      external_id: `erased:${me.accountId}`,
      unionid: null,
      name: null,
      phone: null,
      phone_verified: 0,
      avatar_file_id: null,
      erased_at: expect.any(Number),
    });
    for (const as of [me.token, elsewhere]) expect((await t.call('session.get', { as })).status).toBe(401);
    expect((await fetch(t.url + portrait)).status).toBe(404);
    expect(await t.db.query('SELECT name, status FROM member WHERE id = ?', [me.memberId])).toEqual([
      { name: '已注销', status: 'removed' },
    ]);
    expect(await t.db.query('SELECT member_count FROM shop WHERE id = ?', [shopId])).toEqual([{ member_count: 0 }]);
    expect(await t.db.query('SELECT id FROM shop_contact WHERE phone = ?', [phone])).toEqual([]);
  });

  it('makes the next visit of the same person a first one', async () => {
    const signIn = () => t.call('session.create', { body: { provider: 'wechat', code: 'demo-comes-back' } });
    const first = await signIn();
    expect((await erase(first.body.token)).status).toBe(204);
    const second = await signIn();
    expect(second.body.actor.accountId).not.toBe(first.body.actor.accountId);
    expect(second.body.actor.consentedAt).toBeNull();
  });

  it('is refused to the owner on whom clerks depend, and nothing is gone then', async () => {
    const owner = await buildMember(t, { name: '店主甲' });
    const clerk = await buildMember(t, { shopId: owner.shopId, role: 'clerk' });
    const { status, body } = await erase(owner.token);
    expect([status, body.code]).toEqual([409, 'last_owner']);
    expect(await accountOf(owner.accountId)).toMatchObject({ name: '店主甲', erased_at: null });
    expect((await erase(clerk.token)).status).toBe(204);
    expect((await erase(owner.token)).status).toBe(204);
  });

  it('is refused to staff on duty', async () => {
    const { token, accountId } = await buildStaff(t);
    const { status, body } = await erase(token);
    expect([status, body.code]).toEqual([409, 'erase_blocked']);
    expect(await accountOf(accountId)).toMatchObject({ erased_at: null });
  });

  it('needs a plain yes', async () => {
    const { token, accountId } = await buildMember(t);
    for (const body of [{}, { confirm: false }, { confirm: 'true' }]) {
      expect((await t.call('members.eraseOwn', { as: token, body })).status).toBe(400);
    }
    expect(await accountOf(accountId)).toMatchObject({ erased_at: null });
  });
});

describe('exporting what is stored about oneself', () => {
  it('holds the account, the shops, the sessions and what other rooms add, and nobody else', async () => {
    t.app.get(OwnData, { strict: false }).register({ key: 'posts', collect: async (_, accountId) => [`of ${accountId}`] });
    const me = await buildMember(t, { name: '王建国' });
    const other = await buildMember(t, { shopId: me.shopId, role: 'clerk', name: '别人' });
    const { status, headers, body } = await t.call('members.exportOwn', { as: me.token });
    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toContain('attachment');
    const data = body as unknown as Record<string, unknown>;
    expect(data).toMatchObject({
      account: { name: '王建国', phone: me.phone, phoneVerified: true, consentVersion: expect.any(String) },
      memberships: [{ role: 'owner', status: 'active', name: '王建国' }],
      sessions: [{ endedAt: null }],
      posts: [`of ${me.accountId}`],
    });
    expect(JSON.stringify(data)).not.toContain(other.phone as string);
    expect(JSON.stringify(data)).not.toContain('别人');
  });
});

describe('a portrait', () => {
  it('is shown to others, replaced by the next one, and taken away', async () => {
    const me = await buildMember(t);
    const first = await withPortrait(me.token);
    const second = await withPortrait(me.token);
    expect((await fetch(t.url + first)).status).toBe(404);
    expect((await fetch(t.url + second)).status).toBe(200);
    const clerk = await buildMember(t, { shopId: me.shopId, role: 'clerk' });
    const seen = await t.call('members.get', { as: clerk.token, params: { id: me.memberId } });
    expect((await fetch(t.url + seen.body.avatarUrl)).status).toBe(200);
    const { body } = await t.call('members.updateOwn', { as: me.token, body: { avatarFileId: null } });
    expect(body.avatarUrl).toBeNull();
    expect((await fetch(t.url + second)).status).toBe(404);
  });

  it("cannot be somebody else's file", async () => {
    const [me, other] = [await buildMember(t), await buildMember(t)];
    const file = await t.call('files.upload', { as: other.token, file: { name: 'a.png', content: PNG, type: 'image/png' } });
    const { status, body } = await t.call('members.updateOwn', { as: me.token, body: { avatarFileId: file.body.id } });
    expect([status, body.code]).toEqual([400, 'invalid']);
    expect(await accountOf(me.accountId)).toMatchObject({ avatar_file_id: null });
  });
});
