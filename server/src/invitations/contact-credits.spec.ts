import { bootApp, type TestApp } from '../../test/app';
import { buildGuest } from '../../test/builders/account';
import { buildMember } from '../../test/builders/member';
import { buildStaff } from '../../test/builders/staff';
import { buildKnownGuest, buildPhone, signIn } from '../../test/push/customers';

let t: TestApp;
let sales: Awaited<ReturnType<typeof buildStaff>>;
beforeAll(async () => {
  t = await bootApp();
  sales = await buildStaff(t, { roles: ['salesperson'] });
});
afterAll(() => t.close());

const invite = async (token = sales.token, body: object = {}): Promise<{ id: number; code: string }> => {
  const made = await t.call('invitations.create', { as: token, body });
  expect(made.status).toBe(201);
  return made.body;
};
const claim = async (token: string, name: string): Promise<void> => {
  expect((await t.call('members.claimShop', { as: token, body: { newShop: { name }, role: 'owner' } })).status).toBe(200);
};
const credits = (accountId: number) =>
  t.db.query<Record<string, number>>(
    'SELECT invitation_id, staff_id, root_staff_id, stranger, first_of_shop FROM attribution WHERE account_id = ?',
    [accountId],
  );
const events = async (invitationId: number): Promise<string[]> =>
  (
    await t.db.query<{ kind: string; reason: string | null }>(
      `SELECT kind, reason FROM invitation_event WHERE invitation_id = ? AND kind IN ('accepted', 'rejected') ORDER BY id`,
      [invitationId],
    )
  ).map(({ kind, reason }) => [kind, reason].filter(Boolean).join(' '));

describe('who met a salesperson in WeCom by a code with an invitation', () => {
  it('is credited to it when they join by themselves', async () => {
    const { id, code } = await invite();
    const { person, accountId, token } = await buildKnownGuest(t);
    await t.world.customers.add(sales.wecomUserid, person, code);
    await t.runJobs();
    expect(await credits(accountId)).toEqual([]);
    await claim(token, '微信里认识的店');
    const credited = { invitation_id: id, staff_id: sales.staffId, root_staff_id: sales.staffId, stranger: 1, first_of_shop: 1 };
    expect(await credits(accountId)).toEqual([credited]);
    expect(await events(id)).toEqual(['accepted']);
    const [row] = (await t.call('invitations.list', { as: sales.token })).body.items.filter((one) => one.id === id);
    expect(row?.used).toBe(1);
  });

  it('is credited also when they come here for the first time only then', async () => {
    const { id, code } = await invite();
    const person = buildPhone(t);
    await t.world.customers.add(sales.wecomUserid, person, code);
    await t.runJobs();
    const { accountId } = await buildGuest(t, { externalId: person.openid });
    await claim(await signIn(t, person), '后来才打开的店');
    expect(await credits(accountId)).toMatchObject([{ invitation_id: id }]);
  });

  it('is credited when WeCom says who they are only after they joined', async () => {
    const { id, code } = await invite();
    const { person, accountId, token } = await buildKnownGuest(t);
    await t.world.customers.add(sales.wecomUserid, person, code);
    await claim(token, '先加入的店');
    expect(await credits(accountId)).toEqual([]);
    await t.runJobs();
    expect(await credits(accountId)).toMatchObject([{ invitation_id: id }]);
  });

  it('is not when they were in before', async () => {
    const { id, code } = await invite();
    const { person, accountId, token } = await buildKnownGuest(t);
    await claim(token, '早就在的店');
    t.world.clock.advance(5_000);
    await t.world.customers.add(sales.wecomUserid, person, code);
    await t.runJobs();
    expect([await credits(accountId), await events(id)]).toEqual([[], []]);
  });

  it('is credited once: the first invitation wins, whatever comes later or again', async () => {
    const [first, second] = [await invite(), await invite()];
    const { person, accountId, token } = await buildKnownGuest(t);
    await t.world.customers.add(sales.wecomUserid, person, first.code);
    t.world.clock.advance(2_000);
    await t.world.customers.add('another', person, second.code);
    await t.runJobs();
    t.clock.advance(10_000);
    await claim(token, '两个二维码的店');
    await claim(token, '同一个人的第二家店');
    await signIn(t, person);
    expect(await credits(accountId)).toMatchObject([{ invitation_id: first.id }]);
    expect([await events(first.id), await events(second.id)]).toEqual([['accepted'], []]);
  });

  it('who then opens another invitation is credited to that one alone, for it led them in', async () => {
    const [met, opened] = [await invite(), await invite()];
    const { person, accountId, token } = await buildKnownGuest(t);
    await t.world.customers.add(sales.wecomUserid, person, met.code);
    await t.runJobs();
    const body = { newShop: { name: '用链接加入的店' }, role: 'owner' };
    const accepted = await t.call('invitations.accept', { as: token, params: { code: opened.code }, body });
    expect([accepted.status, accepted.body.credited]).toEqual([200, true]);
    expect(await credits(accountId)).toMatchObject([{ invitation_id: opened.id }]);
    expect(await events(met.id)).toEqual([]);
  });

  it('is not by an invitation that is over, that is their own, or by a state that is none', async () => {
    const revoked = await invite();
    await t.call('invitations.revoke', { as: sales.token, params: { id: revoked.id } });
    const one = await buildKnownGuest(t);
    await t.world.customers.add(sales.wecomUserid, one.person, revoked.code);
    await t.world.customers.add('another', one.person, 'campaign-of-spring');
    await t.runJobs();
    await claim(one.token, '失效邀请的店');
    expect([await credits(one.accountId), await events(revoked.id)]).toEqual([[], ['rejected revoked']]);

    const member = await buildMember(t);
    const theirs = await invite(member.token);
    const clerk = await buildKnownGuest(t);
    await t.world.customers.add(sales.wecomUserid, clerk.person, theirs.code);
    await t.runJobs();
    const joined = await t.call('members.claimShop', { as: clerk.token, body: { shopId: member.shopId, role: 'clerk' } });
    expect(joined.status).toBe(200);
    expect([await credits(clerk.accountId), await events(theirs.id)]).toEqual([[], ['rejected own_shop']]);
  });
});
