import { bootApp, type TestApp } from '../../../test/app';
import { buildMember } from '../../../test/builders/member';
import { buildShop } from '../../../test/builders/shop';
import { buildStaff } from '../../../test/builders/staff';
import { unique } from '../../../test/builders/unique';
import { Campaigns } from '../campaigns';

const CORP = { corpId: 'ww00000000000000c1', name: '锦江五金连锁', agentId: 1_000_031, members: ['wang', 'li'] };

let t: TestApp;
let sales: Awaited<ReturnType<typeof buildStaff>>;
beforeAll(async () => {
  t = await bootApp();
  Object.assign(t.world.corp, { linked: [CORP] });
  sales = await buildStaff(t, { roles: ['salesperson'] });
});
afterAll(() => t.close());

type Member = Awaited<ReturnType<typeof buildMember>>;
const person = async (): Promise<Member> => buildMember(t, { shopId: (await buildShop(t, { ownerStaffId: sales.staffId })).shopId });
const link = (memberId: number, to: object | null, as = sales.token) =>
  t.call('wecom.linkMember', { as, params: { id: memberId }, body: { link: to } });
const links = async (shopId: number) => (await t.call('wecom.links', { as: sales.token, params: { shopId } })).body;
async function tell(people: Member[]): Promise<string[]> {
  const campaignId = await t.db.transaction((tx) =>
    t.app.get(Campaigns, { strict: false }).start(tx, {
      ...{ kind: 'announcement', subject: `announcement:${unique()}`, importance: 'order' },
      message: { use: 'announcement', title: '调价', summary: '', page: '/pages/home/index', category: 'announcements', at: t.clock.now() },
      to: { memberIds: people.map(({ memberId }) => memberId) },
      channels: ['wecom-linked'],
    }),
  );
  await t.runJobs();
  const rows = await t.db.query<{ state: string }>('SELECT state FROM push_recipient WHERE campaign_id = ? ORDER BY member_id', [
    campaignId,
  ]);
  return rows.map(({ state }) => state);
}
const got = (userid: string) => t.world.ledger.list({ channel: 'wecom-linked', to: userid, outcome: 'delivered' });

describe('people of a company that is linked to ours in WeCom', () => {
  it('are linked by the staff of their shop, to a company that shares our app', async () => {
    const one = await person();
    expect((await link(one.memberId, { corpId: CORP.corpId, userid: 'wang' })).body).toEqual({
      link: { corpId: CORP.corpId, corpName: CORP.name, userid: 'wang' },
    });
    expect(await links(one.shopId)).toMatchObject({
      items: [{ memberId: one.memberId, link: { corpName: CORP.name, userid: 'wang' } }],
      corps: [{ corpId: CORP.corpId, name: CORP.name }],
    });
    expect((await link(one.memberId, { corpId: 'ww0000000000000000', userid: 'wang' })).status).toBe(400);
    const stranger = await buildStaff(t, { roles: ['salesperson'] });
    expect((await link(one.memberId, null, stranger.token)).status).toBe(404);
    expect((await link(one.memberId, null)).body).toEqual({ link: null });
    expect((await links(one.shopId)).items).toMatchObject([{ link: null }]);
  });

  it('are written to inside their own company, each once', async () => {
    const [one, other, unlinked] = [await person(), await person(), await person()];
    await link(one.memberId, { corpId: CORP.corpId, userid: 'wang' });
    await link(other.memberId, { corpId: CORP.corpId, userid: 'li' });
    expect(await tell([one, other, unlinked])).toEqual(['sent', 'sent']);
    expect([got('wang').length, got('li').length]).toEqual([1, 1]);
  });

  it('who are not there any more are refused alone', async () => {
    const [one, gone] = [await person(), await person()];
    await link(one.memberId, { corpId: CORP.corpId, userid: 'wang' });
    await link(gone.memberId, { corpId: CORP.corpId, userid: 'left-long-ago' });
    expect(await tell([one, gone])).toEqual(['sent', 'refused']);
  });
});
