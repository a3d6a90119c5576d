import { bootApp, type TestApp } from '../../test/app';
import { buildGuest } from '../../test/builders/account';
import { buildMember } from '../../test/builders/member';

let t: TestApp;
beforeAll(async () => {
  t = await bootApp();
});
afterAll(() => t.close());

type Asked = { read: boolean; title: string };
const asked = async (token: string): Promise<Asked[]> =>
  (await t.call('inbox.list', { as: token })).body.items.filter(({ kind }: { kind: string }) => kind === 'clerk_waiting');

/** A shop with two owners, both asked about the same two people who wait. */
async function shopThatIsAsked() {
  const owner = await buildMember(t);
  const second = await buildMember(t, { shopId: owner.shopId });
  const waiting: (number | undefined)[] = [];
  for (const name of ['小陈', '小李']) {
    const guest = await buildGuest(t);
    const joined = await t.call('members.claimShop', { as: guest.token, body: { shopId: owner.shopId, role: 'clerk', name } });
    expect(joined.status).toBe(200);
    const [row] = await t.db.query<{ id: number }>(`SELECT id FROM member WHERE account_id = ? AND status = 'pending'`, [guest.accountId]);
    waiting.push(row?.id);
  }
  return { owners: [owner, second], waiting };
}

describe('the question whether somebody who waits is the shop’s clerk', () => {
  it.each(['confirmed', 'refused'])('is settled for every owner once the person is %s, and only that one', async (decision) => {
    const { owners, waiting } = await shopThatIsAsked();
    for (const { token } of owners) expect((await asked(token)).map(({ read }) => read)).toEqual([false, false]);
    const answer = await t.call(decision === 'confirmed' ? 'members.confirm' : 'members.remove', {
      as: owners[0]?.token,
      params: { id: waiting[0] ?? 0 },
    });
    expect(answer.status).toBeLessThan(300);
    for (const { token } of owners) {
      expect((await asked(token)).map(({ title, read }) => [title.slice(0, 2), read])).toEqual([
        ['小李', false],
        ['小陈', true],
      ]);
    }
  });
});
