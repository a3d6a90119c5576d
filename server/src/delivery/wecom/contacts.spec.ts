import { bootApp, type TestApp } from '../../../test/app';
import { buildGuest } from '../../../test/builders/account';
import { buildKnownGuest, buildPhone, signIn } from '../../../test/push/customers';

let t: TestApp;
beforeAll(async () => {
  t = await bootApp();
});
afterAll(() => t.close());

type Row = { userid: string; account_id: number | null; state: string | null; added_at: number; removed_at: number | null };
const contacts = (externalUserid: string) =>
  t.db.query<Row>('SELECT userid, account_id, state, added_at, removed_at FROM wecom_contact WHERE external_userid = ? ORDER BY userid', [
    externalUserid,
  ]);

describe('a customer in WeCom', () => {
  it('is the account that carries the same id of the platform', async () => {
    const { person, accountId } = await buildKnownGuest(t);
    const { externalUserid } = await t.world.customers.add('zhao', person, 'some-state');
    expect(await contacts(externalUserid)).toMatchObject([{ userid: 'zhao', account_id: null, state: 'some-state', removed_at: null }]);
    await t.runJobs();
    expect(await contacts(externalUserid)).toMatchObject([{ account_id: accountId }]);
  });

  it('is found again when they come here later', async () => {
    const person = buildPhone(t);
    const { externalUserid } = await t.world.customers.add('zhao', person);
    await t.runJobs();
    expect(await contacts(externalUserid)).toMatchObject([{ account_id: null }]);
    const { accountId } = await buildGuest(t, { externalId: person.openid });
    await signIn(t, person);
    expect(await contacts(externalUserid)).toMatchObject([{ account_id: accountId }]);
  });

  it('may know several members of the corp, and leave each of them', async () => {
    const { person, accountId } = await buildKnownGuest(t);
    const relation = await t.world.customers.add('qian', person);
    await t.world.customers.add('sun', person);
    await t.runJobs();
    await t.world.customers.remove(relation, 'customer');
    expect(await contacts(relation.externalUserid)).toMatchObject([
      { userid: 'qian', account_id: accountId, removed_at: expect.any(Number) },
      { userid: 'sun', account_id: accountId, removed_at: null },
    ]);
    t.world.clock.advance(60_000);
    await t.world.customers.add('qian', person, 'second');
    expect(await contacts(relation.externalUserid)).toMatchObject([{ userid: 'qian', removed_at: null, state: 'second' }, {}]);
  });

  it('stays removed when an older notice comes after the newer one', async () => {
    const { person } = await buildKnownGuest(t);
    const relation = await t.world.customers.add('li', person, 'first');
    t.world.clock.advance(60_000);
    await t.world.customers.remove(relation, 'member');
    const added = t.world.wecomCallbacks.records.at(-2);
    const removed = t.world.wecomCallbacks.records.at(-1);
    if (!added || !removed) throw new Error('nothing was told');
    // As if nothing had been noted yet, and the two overtook each other.
    for (const table of ['wecom_callback', 'wecom_contact']) await t.db.execute(`DELETE FROM ${table}`);
    await t.world.wecomCallbacks.repeat(removed);
    await t.world.wecomCallbacks.repeat(added);
    const [row] = await contacts(relation.externalUserid);
    expect([row?.state, (row?.removed_at ?? 0) > (row?.added_at ?? 0)]).toEqual(['first', true]);
  });

  it('is part of what they are given about themself, and forgotten as a person when the account is erased', async () => {
    const { person, accountId, token } = await buildKnownGuest(t);
    const { externalUserid } = await t.world.customers.add('wu', person);
    await t.runJobs();
    expect(await contacts(externalUserid)).toMatchObject([{ account_id: accountId }]);
    const told = await t.call('members.exportOwn', { as: token });
    expect(told.body).toMatchObject({ wecom: { salespeople: [{ removedAt: null }], company: null } });
    expect((await t.call('members.eraseOwn', { as: token, body: { confirm: true } })).status).toBeLessThan(300);
    expect(await contacts(externalUserid)).toMatchObject([{ account_id: null }]);
  });

  it('is told by a platform that finds our address in order', async () => {
    expect(await t.world.wecomCallbacks.verifyUrl()).toBe(true);
  });
});
