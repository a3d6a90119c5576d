import { confirmMassTask } from '../../../../scripts/wechat-simulator/qyapi/mass-messages';
import { bootApp, type TestApp } from '../../../test/app';
import { buildMember } from '../../../test/builders/member';
import { buildShop } from '../../../test/builders/shop';
import { buildStaff } from '../../../test/builders/staff';
import { unique } from '../../../test/builders/unique';
import { buildCustomer } from '../../../test/push/customers';
import { Campaigns } from '../campaigns';
import { MassResults } from './mass-results';

const CREATE = '/cgi-bin/externalcontact/add_msg_template';
const MINUTE = 60_000;

let t: TestApp;
beforeAll(async () => {
  t = await bootApp();
});
afterAll(() => t.close());
beforeEach(() => t.world.faults.clear());

type Staff = Awaited<ReturnType<typeof buildStaff>>;
type Customer = Awaited<ReturnType<typeof buildCustomer>>;

async function salesperson(): Promise<Staff> {
  const staff = await buildStaff(t, { roles: ['salesperson'] });
  t.world.registerUser({ key: staff.wecomUserid, wecom: true });
  return staff;
}
async function customers(of: Staff, count: number): Promise<Customer[]> {
  const found: Customer[] = [];
  for (let i = 0; i < count; i++) {
    const { shopId } = await buildShop(t, { ownerStaffId: of.staffId });
    found.push(await buildCustomer(t, of.wecomUserid, shopId));
  }
  return found;
}
async function tell(memberIds: number[]): Promise<{ id: number; announcementId: number; subject: string }> {
  const announcementId = unique();
  const subject = `announcement:${announcementId}`;
  const message = {
    ...{ use: 'announcement' as const, title: '下月调价', summary: '电动工具上调 5%', category: 'announcements' as const },
    page: `/shop/announcement/index?id=${announcementId}`,
    at: t.clock.now(),
  };
  const id = await t.db.transaction((tx) =>
    t.app.get(Campaigns, { strict: false }).start(tx, {
      ...{ kind: 'announcement', subject, importance: 'order', message, to: { memberIds } },
      channels: ['wecom-mass'],
    }),
  );
  await t.runJobs();
  return { id, announcementId, subject };
}
const ids = (people: { memberId: number }[]): number[] => people.map(({ memberId }) => memberId);
const states = async (campaignId: number): Promise<string[]> =>
  (await t.db.query<{ state: string }>('SELECT state FROM push_recipient WHERE campaign_id = ? ORDER BY member_id', [campaignId])).map(
    ({ state }) => state,
  );
const attempts = (campaignId: number) =>
  t.db.query<{ state: string; code: string | null; platform_id: string | null }>(
    'SELECT state, code, platform_id FROM push_attempt WHERE campaign_id = ? ORDER BY member_id',
    [campaignId],
  );
const tasks = async (as: string, query: object = {}) => (await t.call('delivery.massTasks', { as, query: { ...query } })).body.items;
const atPlatform = (since: number) => t.world.massMessages.list().slice(since);
/** The salesperson taps "send" in WeCom. */
function confirm(since: number, userid: string): void {
  for (const message of atPlatform(since))
    for (const task of message.tasks) if (task.userid === userid) confirmMassTask(t.world, message, task);
}
async function pull(ms = 15 * MINUTE): Promise<void> {
  t.clock.advance(ms);
  t.world.clock.advance(ms);
  await t.app.get(MassResults, { strict: false }).run();
  await t.runJobs();
}

describe('a mass message to customers in WeCom', () => {
  it('becomes one task for each salesperson, who sees it as waiting', async () => {
    const [one, other] = [await salesperson(), await salesperson()];
    const people = [...(await customers(one, 3)), ...(await customers(other, 2))];
    const since = t.world.massMessages.list().length;
    const { id, announcementId } = await tell(ids(people));
    expect(await states(id)).toEqual(Array(5).fill('sent'));
    expect(atPlatform(since).map(({ creator, tasks: [task] }) => [creator, task?.sendings.length])).toEqual([
      [one.wecomUserid, 3],
      [other.wecomUserid, 2],
    ]);
    expect(await tasks(one.token)).toMatchObject([{ title: '下月调价', staffId: one.staffId, people: 3, state: 'waiting', delivered: 0 }]);
    const manager = await buildStaff(t, { roles: ['manager'] });
    expect(await tasks(manager.token, { announcementId })).toHaveLength(2);
    expect(await tasks(manager.token, { announcementId, state: 'confirmed' })).toEqual([]);
    expect(t.world.ledger.list({ channel: 'wecom-mass' })).toEqual([]);
  });

  it('goes out when it is confirmed, and says to whom it did not', async () => {
    const sales = await salesperson();
    const people = await customers(sales, 3);
    const since = t.world.massMessages.list().length;
    const { id } = await tell(ids(people));
    await pull();
    expect(await tasks(sales.token)).toMatchObject([{ state: 'waiting', confirmedAt: null }]);
    // Removed after the task was made and before the tap, without our being told yet.
    if (people[1]) people[1].relation.removedBy = 'customer';
    confirm(since, sales.wecomUserid);
    await pull();
    expect(await tasks(sales.token)).toMatchObject([{ state: 'confirmed', confirmedAt: expect.any(String), people: 3, delivered: 2 }]);
    expect((await attempts(id)).map(({ state, code }) => [state, code])).toEqual([
      ['accepted', null],
      ['refused', '2'],
      ['accepted', null],
    ]);
    expect(await states(id)).toEqual(['sent', 'refused', 'sent']);
    for (let i = 0; i < 3; i++) await pull();
    expect((await tasks(sales.token))[0]).toMatchObject({ delivered: 2 });
  });

  it('passes over those who are no customers any more, or never were', async () => {
    const sales = await salesperson();
    const [stays, leaves] = (await customers(sales, 2)) as [Customer, Customer];
    const stranger = await buildMember(t);
    await t.world.customers.remove(leaves.relation, 'customer');
    const { id } = await tell(ids([stays, leaves, stranger]));
    expect([await states(id), (await attempts(id)).length]).toEqual([['sent'], 1]);
  });

  it('is refused for a customer whose month is full, and for nobody else', async () => {
    const sales = await salesperson();
    const [full, free] = (await customers(sales, 2)) as [Customer, Customer];
    const allowance = jest
      .spyOn(t.world.massMessages, 'allowance')
      .mockImplementation((who) => (who === full.relation.externalUserid ? 0 : 5));
    const { id } = await tell(ids([full, free]));
    expect(await states(id)).toEqual(['refused', 'sent']);
    const alone = await tell([full.memberId]);
    expect(await states(alone.id)).toEqual(['refused']);
    allowance.mockRestore();
  });

  it('whose making had no answer is unknown, and not made again', async () => {
    const sales = await salesperson();
    const [customer] = (await customers(sales, 1)) as [Customer];
    const since = t.world.massMessages.list().length;
    t.world.faults.plan({ path: CREATE, fault: 'answer-lost' });
    const { id } = await tell([customer.memberId]);
    t.clock.advance(10 * MINUTE);
    await t.runJobs();
    expect([await states(id), atPlatform(since).length]).toEqual([['unknown'], 1]);
  });

  it('is taken back when the notice is withdrawn before the tap, and not after it', async () => {
    const [waits, taps] = [await salesperson(), await salesperson()];
    const people = [...(await customers(waits, 1)), ...(await customers(taps, 1))];
    const since = t.world.massMessages.list().length;
    const { id, subject } = await tell(ids(people));
    confirm(since, taps.wecomUserid);
    await t.db.transaction((tx) => t.app.get(Campaigns, { strict: false }).withdraw(tx, subject));
    await t.runJobs();
    expect((await attempts(id)).map(({ state }) => state)).toEqual(['recalled', 'accepted']);
    expect(atPlatform(since).map(({ cancelledAt }) => cancelledAt !== null)).toEqual([true, false]);
    expect(await tasks(waits.token)).toMatchObject([{ state: 'cancelled' }]);
  });

  it('that nobody confirms within a week is taken back: it is no news any more', async () => {
    const sales = await salesperson();
    const since = t.world.massMessages.list().length;
    await tell(ids(await customers(sales, 1)));
    await pull(7 * 24 * 60 * MINUTE + MINUTE);
    expect(await tasks(sales.token)).toMatchObject([{ state: 'cancelled' }]);
    expect(atPlatform(since).map(({ cancelledAt }) => cancelledAt !== null)).toEqual([true]);
  });

  it('opens the notice by a link that lives a month', async () => {
    const sales = await salesperson();
    const since = t.world.massMessages.list().length;
    await tell(ids(await customers(sales, 1)));
    expect(atPlatform(since)[0]).toMatchObject({ text: expect.stringContaining('下月调价'), url: expect.stringMatching(/^https?:/) });
  });
});
