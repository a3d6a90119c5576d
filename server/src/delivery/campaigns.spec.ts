import { bootApp, type TestApp } from '../../test/app';
import { buildMember } from '../../test/builders/member';
import { buildShop } from '../../test/builders/shop';
import { buildStaff } from '../../test/builders/staff';
import { checkConservation } from '../../test/conservation';
import { startGateway, type TestGateway } from '../../test/push/gateway';
import { publishTo, setSettings, statesOf, toHour, work } from '../../test/push/notices';

const HOUR = 3_600_000;

let t: TestApp;
let gateway: TestGateway;
let manager: string;
beforeAll(async () => {
  gateway = await startGateway();
  t = await bootApp({ env: { PUSH_WEBHOOK: gateway.url, PUSH_SMS: 'file' } });
  manager = (await buildStaff(t, { roles: ['manager'] })).token;
});
afterAll(async () => {
  await t.close();
  await gateway.close();
});
beforeEach(async () => {
  gateway.answer = () => ({ status: 200 });
  gateway.taken.length = 0;
  await setSettings(t);
  toHour(t, 10);
  await work(t);
});

afterEach(() => checkConservation(t));

/** A shop with so many people. */
async function shopOf(people: number, changes: Parameters<typeof buildMember>[1] = {}) {
  const { shopId } = await buildShop(t);
  const members: Awaited<ReturnType<typeof buildMember>>[] = [];
  for (let i = 0; i < people; i++) members.push(await buildMember(t, { shopId, role: i === 0 ? 'owner' : 'clerk', ...changes }));
  return { shopId, members };
}
const takenBy = (accountId: number): number => gateway.taken.filter(({ to }) => to === String(accountId)).length;
const reportOf = async (id: number) => (await t.call('delivery.report', { as: manager, params: { id } })).body;
const claimPhone = (accountId = 0) => t.db.execute('UPDATE account SET phone_verified = 0 WHERE id = ?', [accountId]);

describe('a notice', () => {
  it('is sent once to each person, also to one who is in two of the shops', async () => {
    const [one, other] = [await shopOf(2), await shopOf(1)];
    const both = one.members[1];
    await buildMember(t, { shopId: other.shopId, accountId: both?.accountId, role: 'clerk' });
    const id = await publishTo(t, manager, [one.shopId, other.shopId]);
    await work(t);
    expect(gateway.taken.map(({ to }) => Number(to)).sort((a, b) => a - b)).toEqual(
      [...one.members, ...other.members].map(({ accountId }) => accountId).sort((a, b) => a - b),
    );
    expect(gateway.taken[0]?.page).toBe(`/shop/announcement/index?id=${id}`);
    expect(await reportOf(id)).toMatchObject({ state: 'done', people: 3, settled: 3, states: [{ state: 'sent', people: 3 }] });
  });

  it('is sent to nobody who wants no announcements outside the app, and counts them as reached in it', async () => {
    const { shopId, members } = await shopOf(3);
    const body = { announcements: false, orders: true, community: true };
    await t.call('delivery.setPreferences', { as: members[1]?.token, body });
    const id = await publishTo(t, manager, [shopId]);
    await work(t);
    expect(takenBy(members[1]?.accountId ?? 0)).toBe(0);
    const { channels } = await reportOf(id);
    expect(channels.map(({ channel, planned, accepted }) => [channel, planned, accepted])).toEqual([
      ['webhook', 2, 2],
      ['inbox', 1, 1],
    ]);
  });

  it('goes to nobody who has left, or has read it, before it is sent', async () => {
    toHour(t, 23);
    const { shopId, members } = await shopOf(3);
    const id = await publishTo(t, manager, [shopId]);
    await work(t);
    expect(gateway.taken).toEqual([]);
    await t.call('announcements.markRead', { as: members[2]?.token, params: { id }, body: {} });
    await t.call('members.remove', { as: members[0]?.token, params: { id: members[1]?.memberId ?? 0 } });
    toHour(t, 8);
    await work(t);
    expect(gateway.taken.map(({ to }) => Number(to))).toEqual([members[0]?.accountId]);
    expect(await statesOf(t, id)).toEqual({ sent: 1, read: 1, cancelled: 1 });
  });

  it('that comes at night waits for eight in the morning, one about an order does not', async () => {
    toHour(t, 22);
    const { shopId } = await shopOf(1);
    await publishTo(t, manager, [shopId]);
    t.clock.advance(9 * HOUR);
    await work(t);
    expect(gateway.taken).toEqual([]);
    t.clock.advance(HOUR);
    await work(t);
    expect(gateway.taken).toHaveLength(1);
  });

  it('that is withdrawn goes to nobody after the batch that is under way', async () => {
    const { shopId } = await shopOf(100);
    const id = await publishTo(t, manager, [shopId]);
    let withdrawn = 0;
    gateway.answer = async () => {
      if (gateway.taken.length >= 10 && withdrawn === 0) {
        withdrawn = gateway.taken.length;
        await t.call('announcements.withdraw', { as: manager, params: { id } });
      }
      return { status: 200 };
    };
    await work(t);
    expect(withdrawn).toBeGreaterThan(0);
    expect(gateway.taken.length).toBeLessThanOrEqual(40);
    const states = await statesOf(t, id);
    expect(states).toEqual({ sent: gateway.taken.length, cancelled: 100 - gateway.taken.length });
    expect((await reportOf(id)).state).toBe('withdrawn');
  });

  it('is settled by reading it, and says how many did', async () => {
    const { shopId, members } = await shopOf(3);
    const id = await publishTo(t, manager, [shopId]);
    await work(t);
    await t.call('announcements.markRead', { as: members[0]?.token, params: { id }, body: {} });
    const { channels } = await reportOf(id);
    expect(channels.find(({ channel }) => channel === 'webhook')).toMatchObject({ planned: 3, accepted: 3, read: 1 });
  });
});

describe('what a channel answers', () => {
  it('about one person concerns that person only, and each attempt is kept with its answer', async () => {
    const { shopId, members } = await shopOf(4);
    gateway.answer = ({ to }) => ({ status: to === String(members[2]?.accountId) ? 404 : 200 });
    const id = await publishTo(t, manager, [shopId]);
    await work(t);
    expect(await statesOf(t, id)).toEqual({ sent: 3, refused: 1 });
    const { items } = (await t.call('delivery.attempts', { as: manager, params: { id } })).body;
    expect(items).toHaveLength(4);
    expect(items.find(({ memberId }) => memberId === members[2]?.memberId)).toMatchObject({ state: 'refused', code: '404', nextAt: null });
    const { reasons } = await reportOf(id);
    expect(reasons).toEqual([{ channel: 'webhook', label: '网络回调', code: '404', text: '网关拒绝了这位接收人', people: 1 }]);
  });

  it('that it is busy lets everybody wait as long as it asks for, and nobody get it twice', async () => {
    const { shopId } = await shopOf(60);
    gateway.answer = () => (gateway.taken.length >= 7 ? { status: 429, retryAfter: 120 } : { status: 200 });
    const id = await publishTo(t, manager, [shopId]);
    await work(t);
    const first = gateway.taken.length;
    expect(first).toBeLessThan(60);
    gateway.answer = () => ({ status: 200 });
    t.clock.advance(110_000);
    await work(t);
    expect(gateway.taken).toHaveLength(first);
    t.clock.advance(11_000);
    await work(t);
    expect(new Set(gateway.taken.map(({ to }) => to)).size).toBe(60);
    expect(gateway.taken).toHaveLength(60);
    expect(await statesOf(t, id)).toEqual({ sent: 60 });
  });

  it('that never comes leaves an attempt unknown, which is not repeated', async () => {
    const { shopId, members } = await shopOf(5);
    gateway.answer = ({ to }) => (to === String(members[3]?.accountId) ? 'lost' : { status: 200 });
    const id = await publishTo(t, manager, [shopId]);
    await work(t);
    t.clock.advance(HOUR);
    await work(t);
    expect(await statesOf(t, id)).toEqual({ sent: 4, unknown: 1 });
    expect(takenBy(members[3]?.accountId ?? 0)).toBe(1);
  });
});

describe('a worker that died', () => {
  it('leaves those in doubt whom it was writing to, and nobody else', async () => {
    toHour(t, 23);
    const { shopId, members } = await shopOf(4);
    const id = await publishTo(t, manager, [shopId]);
    await work(t);
    const [campaign] = await t.db.query<{ id: number }>('SELECT id FROM push_campaign WHERE subject = ?', [`announcement:${id}`]);
    const { memberId = 0, accountId = 0 } = members[1] ?? {};
    await t.db.execute(`UPDATE push_recipient SET state = 'held', due_at = NULL WHERE campaign_id = ? AND member_id = ?`, [
      campaign?.id ?? 0,
      memberId,
    ]);
    await t.db.execute(
      `INSERT INTO push_attempt (campaign_id, member_id, account_id, channel, at, state) VALUES (?, ?, ?, 'webhook', ?, 'sending')`,
      [campaign?.id ?? 0, memberId, accountId, t.clock.now()],
    );
    toHour(t, 8);
    await work(t);
    expect(await statesOf(t, id)).toEqual({ sent: 3, unknown: 1 });
    expect(takenBy(accountId)).toBe(0);
    const { items } = (await t.call('delivery.attempts', { as: manager, params: { id }, query: { state: 'unknown' } })).body;
    expect(items.map((attempt) => attempt.memberId)).toEqual([memberId]);
  });
});

describe('the next channel', () => {
  it('is tried at once for whom the first refuses', async () => {
    await setSettings(t, { channels: ['inbox', 'webhook', 'sms'] });
    const { shopId, members } = await shopOf(2);
    gateway.answer = ({ to }) => ({ status: to === String(members[0]?.accountId) ? 410 : 200 });
    const id = await publishTo(t, manager, [shopId]);
    await work(t);
    const { channels } = await reportOf(id);
    expect(channels.map(({ channel, planned, accepted, refused }) => [channel, planned, accepted, refused])).toEqual([
      ['webhook', 2, 1, 1],
      ['sms', 0, 1, 0],
      ['inbox', 0, 0, 0],
    ]);
    expect(await statesOf(t, id)).toEqual({ sent: 2 });
  });

  it('is tried after the set time for who has not read, and for nobody who has', async () => {
    await setSettings(t, { channels: ['inbox', 'sms', 'webhook'] });
    const { shopId, members } = await shopOf(3);
    await claimPhone(members[2]?.accountId);
    const id = await publishTo(t, manager, [shopId]);
    await work(t);
    expect(gateway.taken.map(({ to }) => Number(to))).toEqual([members[2]?.accountId]);
    await t.call('announcements.markRead', { as: members[0]?.token, params: { id }, body: {} });
    t.clock.advance(23 * HOUR);
    await work(t);
    expect(gateway.taken).toHaveLength(1);
    t.clock.advance(2 * HOUR);
    await work(t);
    expect(gateway.taken.map(({ to }) => Number(to))).toEqual([members[2]?.accountId, members[1]?.accountId]);
    t.clock.advance(72 * HOUR);
    await work(t);
    expect(gateway.taken).toHaveLength(2);
    expect(await statesOf(t, id)).toEqual({ read: 1, sent: 2 });
  });
});

describe('nobody is flooded', () => {
  it('notices that come close together become one message, the first goes at once', async () => {
    await setSettings(t, { mergeMinutes: 30 });
    const { shopId, members } = await shopOf(2);
    await publishTo(t, manager, [shopId]);
    await work(t);
    expect(gateway.taken).toHaveLength(2);
    for (let n = 0; n < 3; n++) {
      t.clock.advance(60_000);
      await publishTo(t, manager, [shopId]);
      await work(t);
    }
    expect(gateway.taken).toHaveLength(2);
    t.clock.advance(30 * 60_000);
    await work(t);
    expect(gateway.taken).toHaveLength(4);
    expect(gateway.taken.slice(2).map(({ title, page }) => [title, page])).toEqual([
      ['3 条新公告', '/pages/inbox/index'],
      ['3 条新公告', '/pages/inbox/index'],
    ]);
    expect(takenBy(members[0]?.accountId ?? 0)).toBe(2);
  });

  it('after so many in a week no more come, but for what must be acknowledged', async () => {
    await setSettings(t, { weeklyCap: 2 });
    const { shopId } = await shopOf(1);
    const ids: number[] = [];
    for (let n = 0; n < 3; n++) ids.push(await publishTo(t, manager, [shopId]));
    await work(t);
    expect(gateway.taken).toHaveLength(2);
    const states = await Promise.all(ids.map((id) => statesOf(t, id)));
    expect(states.filter(({ capped }) => capped === 1)).toHaveLength(1);
    await publishTo(t, manager, [shopId], { mustAcknowledge: true });
    await work(t);
    expect(gateway.taken).toHaveLength(3);
    t.clock.advance(7 * 24 * HOUR);
    await publishTo(t, manager, [shopId]);
    await work(t);
    expect(gateway.taken).toHaveLength(4);
  });
});

describe('publishing is refused before anything is queued', () => {
  it('when the button leads to what has gone', async () => {
    const { shopId } = await shopOf(1);
    const body = {
      title: '看这里',
      blocks: [{ type: 'text', text: '点按钮' }],
      audience: { shopIds: [shopId] },
      button: { label: '去看看', page: '/shop/product/index?id=99999' },
    };
    const made = await t.call('announcements.create', { as: manager, body });
    const answer = await t.call('announcements.publish', { as: manager, params: { id: made.body.id } });
    expect([answer.status, answer.body.code]).toEqual([400, 'page_missing']);
    expect(await statesOf(t, made.body.id)).toEqual({});
  });
});
