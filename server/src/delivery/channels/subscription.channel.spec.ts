import { bootApp, type TestApp } from '../../../test/app';
import { buildStaff } from '../../../test/builders/staff';
import { ask, atPlatform, buildPushPerson, ledgerOf, leftAtPlatform, type PushPerson, putTemplate } from '../../../test/push/consents';
import type { Tx } from '../../platform/database/sql';
import { SUBSCRIPTION_PATH } from '../../platform/wechat/wechat-messages';
import type { Message, Outcome, Recipient } from './channel';
import { SubscriptionChannel } from './subscription.channel';

const DAY = 86_400_000;

let t: TestApp;
let channel: SubscriptionChannel;
let template: { id: number; platformId: string };
beforeAll(async () => {
  t = await bootApp();
  channel = t.app.get(SubscriptionChannel, { strict: false });
});
afterAll(() => t.close());
beforeEach(async () => {
  template = await putTemplate(t);
  t.world.faults.clear();
});

const message = (over: Partial<Message> = {}): Message => ({
  use: 'announcement',
  title: '国庆放假安排',
  summary: '10 月 1 日至 3 日休息，4 日恢复发货',
  page: '/shop/announcement/index?id=7',
  category: 'announcements',
  at: t.clock.now(),
  ...over,
});
let campaigns = 0;
const recipient = (person: PushPerson): Recipient => ({
  campaignId: ++campaigns + 1_000_000,
  memberId: person.memberId,
  accountId: person.accountId,
  shopId: person.shopId,
  shopName: '城东五金店',
  name: '王建国',
  externalId: person.openid,
  unionid: null,
  ownerStaffId: null,
});

/** One batch, as a worker does it: what comes of those who could be held. */
async function sendTo(people: PushPerson[], said = message()): Promise<Outcome[]> {
  const held = await t.db.transaction((tx) => channel.hold(tx, said, people.map(recipient)));
  const attempts = new Map<Recipient, number>();
  for (const one of held) attempts.set(one, await begin(one));
  const outcomes = await channel.send(said, held);
  const results = held.map((one, i) => ({ recipient: one, outcome: outcomes[i] as Outcome }));
  await t.db.transaction(async (tx) => {
    for (const { recipient: to, outcome } of results) await finish(tx, attempts.get(to) ?? 0, outcome);
    await channel.settle(tx, said, results);
  });
  await t.world.clock.settled();
  return outcomes;
}

const begin = async ({ campaignId, memberId, accountId, templateId }: Recipient): Promise<number> => {
  const { insertId } = await t.db.execute(
    `INSERT INTO push_attempt (campaign_id, member_id, account_id, channel, template_id, at, state) VALUES (?, ?, ?, 'subscription', ?, ?, 'sending')`,
    [campaignId, memberId, accountId, templateId ?? null, t.clock.now()],
  );
  return insertId;
};
async function finish(tx: Tx, id: number, outcome: Outcome): Promise<void> {
  const state = outcome.state === 'accepted' || outcome.state === 'unknown' ? outcome.state : 'refused';
  const platformId = outcome.state === 'accepted' ? (outcome.platformId ?? null) : null;
  await tx.execute('UPDATE push_attempt SET state = ?, platform_id = ? WHERE id = ?', [state, platformId, id]);
}

const willing = async (rights = 1): Promise<PushPerson> => {
  const person = await buildPushPerson(t);
  for (let n = 0; n < rights; n++) await ask(t, person, template.platformId);
  return person;
};
const ledger = (person: PushPerson) => ledgerOf(t, person.accountId, template.id);
const left = (person: PushPerson) => leftAtPlatform(t, person.openid, template.platformId);
const refuse = (errcode: number, times = 1) => t.world.faults.plan({ path: SUBSCRIPTION_PATH, errcode, times });

describe('a message', () => {
  it('reaches the person’s phone with its fields as the template has them, and uses one right up', async () => {
    const person = await willing(2);
    expect(await sendTo([person])).toEqual([{ state: 'accepted', platformId: expect.any(String) }]);
    const [sent] = t.world.ledger.list({ to: person.openid });
    const data = { thing1: '国庆放假安排', thing2: '10 月 1 日至 3 日休息，4 日…' };
    expect(sent).toMatchObject({ templateId: template.platformId, content: { page: 'shop/announcement/index?id=7', data } });
    expect(await ledger(person)).toMatchObject({ granted: 2, sent: 1, held: 0, left: 1, entries: 1 });
    expect(left(person)).toBe(1);
  });

  it('goes to nobody without a right, and to one person once', async () => {
    const [one, other] = [await willing(3), await buildPushPerson(t)];
    expect(await sendTo([one, other, one])).toHaveLength(1);
    expect(await ledger(one)).toMatchObject({ sent: 1, left: 2 });
    expect(t.world.ledger.list({ to: other.openid })).toHaveLength(0);
  });

  it('sent by many workers at once never takes more than there is', async () => {
    const person = await willing(3);
    const outcomes = (await Promise.all(Array.from({ length: 8 }, () => sendTo([person])))).flat();
    expect(outcomes.filter(({ state }) => state === 'accepted')).toHaveLength(3);
    expect(outcomes).toHaveLength(3);
    expect(await ledger(person)).toMatchObject({ granted: 3, sent: 3, held: 0, left: 0, entries: 0 });
    expect(left(person)).toBe(0);
  });

  it('that no field of the template can carry is refused before it is queued', async () => {
    const order = await putTemplate(t, 'order');
    const bad = message({ use: 'order', fields: { number: '订单七号', state: '已经发货了吗' } });
    const faults = await channel.check(bad);
    expect(faults.map(({ field }) => field)).toEqual(['number', 'state']);
    for (const { zh } of faults) expect(zh).toMatch(/微信提醒的“订单/);
    expect(await channel.check(message({ use: 'order', fields: { number: 'DQ-7', state: '已发货' } }))).toEqual([]);
    expect(order.id).toBeGreaterThan(0);
  });

  it('is shown beforehand as it will look', async () => {
    expect(await channel.preview(message({ title: '关于国庆节期间仓库发货安排与物流停运时间的通知' }))).toMatchObject({
      channel: 'subscription',
      title: '提醒',
      lines: [
        { label: '公告标题', value: '关于国庆节期间仓库发货安排与物流停运时…' },
        { label: '公告内容', value: expect.any(String) },
        { label: '发布时间', value: expect.stringMatching(/年.*月.*日/) },
      ],
    });
  });
});

describe('a refusal of the platform', () => {
  it('43101 ends what we thought was left', async () => {
    const person = await willing(2);
    t.world.subscriptions.keep(t.world.miniProgram.appId, person.openid, template.platformId, 'ban');
    expect(await sendTo([person])).toMatchObject([{ state: 'refused', code: 43101, permanent: true }]);
    expect(await ledger(person)).toMatchObject({ sent: 0, held: 0, left: 0, entries: 0 });
    expect(await sendTo([person])).toEqual([]);
  });

  it('40003 ends that person’s rights, but counts nothing as sent', async () => {
    const person = await willing(1);
    refuse(40003);
    expect(await sendTo([person])).toMatchObject([{ state: 'refused', code: 40003, permanent: true }]);
    expect(await ledger(person)).toMatchObject({ sent: 0, held: 0, left: 1 });
    expect(await sendTo([person])).toEqual([]);
  });

  it('40037 takes the template out of force and tells those who look after it, once', async () => {
    const admin = await buildStaff(t, { roles: ['admin'] });
    const people = [await willing(1), await willing(1)];
    t.world.templates.delete(t.world.miniProgram.appId, template.platformId);
    expect(await sendTo(people)).toMatchObject([{ code: 40037 }, { code: 40037 }]);
    const manager = await buildStaff(t, { roles: ['manager'] });
    const { items } = (await t.call('delivery.templates', { as: manager.token })).body;
    expect(items.find(({ id }) => id === template.id)).toMatchObject({ withdrawnReason: expect.stringContaining('无效') });
    const told = (await t.call('inbox.list', { as: admin.token })).body.items;
    expect(told.filter(({ title }) => title.startsWith('消息模板已失效'))).toHaveLength(1);
    expect(await channel.reaches({ to: 'members', importance: 'normal', message: message(), now: t.clock.now() })).toBeNull();
    expect(await ledger(people[0] as PushPerson)).toMatchObject({ sent: 0, held: 0, left: 1 });
  });

  it('47003 names the field, 41030 the page: nobody can get it as it is', async () => {
    const person = await willing(1);
    await atPlatform(t, 'PUT', `/templates/${template.platformId}`, { title: '提醒', fields: [{ key: 'phrase1', label: '状态' }] });
    const [outcome] = await sendTo([person]);
    expect(outcome).toMatchObject({ state: 'broken', code: 47003, reason: expect.stringContaining('phrase1') });
    refuse(41030);
    expect(await sendTo([person])).toMatchObject([{ state: 'broken', code: 41030 }]);
    expect(await ledger(person)).toMatchObject({ sent: 0, held: 0, left: 1, entries: 1 });
  });

  it.each([
    [45009, true],
    [-1, false],
    [48001, true],
  ])('%i is waited out, and the right is still there', async (errcode, pausesChannel) => {
    const person = await willing(1);
    refuse(errcode, 2);
    const [outcome] = await sendTo([person]);
    expect(outcome).toMatchObject({ state: 'later', code: errcode, pausesChannel });
    const until = outcome?.state === 'later' ? outcome.until : 0;
    expect(until).toBeGreaterThan(t.clock.now());
    expect(until).toBeLessThanOrEqual(t.clock.now() + DAY);
    t.world.faults.clear();
    expect(await sendTo([person])).toMatchObject([{ state: 'accepted' }]);
    expect(await ledger(person)).toMatchObject({ sent: 1, held: 0, left: 0, entries: 0 });
  });

  it('42001 in the middle of a run is a new token, and nothing else', async () => {
    const person = await willing(1);
    refuse(42001);
    expect(await sendTo([person])).toMatchObject([{ state: 'accepted' }]);
    expect(t.world.ledger.list({ to: person.openid })).toHaveLength(1);
  });
});

describe('silence of the platform', () => {
  it('after sending keeps the right held until the platform tells that it arrived', async () => {
    const person = await willing(2);
    t.world.faults.plan({ path: SUBSCRIPTION_PATH, fault: 'answer-lost' });
    expect(await sendTo([person])).toMatchObject([{ state: 'unknown' }]);
    t.clock.advance(61_000);
    await t.runJobs();
    expect(await ledger(person)).toMatchObject({ sent: 1, held: 0, uncertain: 0, left: 1, entries: 1 });
    const attempts = await t.db.query('SELECT state, platform_id FROM push_attempt WHERE account_id = ?', [person.accountId]);
    expect(attempts).toEqual([{ state: 'accepted', platform_id: t.world.ledger.list({ to: person.openid })[0]?.msgid }]);
    expect(left(person)).toBe(1);
  });

  it('without sending leaves the right held, and the next refusal settles it', async () => {
    const person = await willing(2);
    t.world.faults.plan({ path: SUBSCRIPTION_PATH, fault: 'connection-lost' });
    expect(await sendTo([person])).toMatchObject([{ state: 'unknown' }]);
    expect(await ledger(person)).toMatchObject({ sent: 0, held: 1, uncertain: 1, left: 1, entries: 1 });
    t.world.subscriptions.keep(t.world.miniProgram.appId, person.openid, template.platformId, 'ban');
    expect(await sendTo([person])).toMatchObject([{ code: 43101 }]);
    expect(await ledger(person)).toMatchObject({ granted: 0, sent: 0, held: 0, uncertain: 0, left: 0, entries: 0 });
  });
});

describe('any mix of faults', () => {
  it('leaves our ledger and the platform’s with the same counts', async () => {
    const people = await Promise.all(Array.from({ length: 12 }, () => buildPushPerson(t)));
    let seed = 20261122;
    const chance = (): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return seed / 2 ** 31;
    };
    t.world.faults.weather = (path) => {
      if (path !== SUBSCRIPTION_PATH || chance() > 0.4) return null;
      return (
        [{ errcode: -1 }, { errcode: 45009 }, { fault: 'answer-lost' }, { fault: 'server-error-after' }, { errcode: 42001 }] as const
      )[Math.floor(chance() * 5)] as object;
    };
    for (let round = 0; round < 12; round++) {
      // The platform tells one person's answers apart by the second.
      t.world.clock.advance(1_000);
      for (const person of people) if (chance() < 0.5) await ask(t, person, template.platformId, { lost: chance() < 0.2 });
      await Promise.all([sendTo(people.slice(0, 8)), sendTo(people.slice(4))]);
    }
    // What was not taken at the first telling comes again.
    t.world.clock.advance(10_000);
    await t.world.clock.settled();
    t.clock.advance(61_000);
    await t.runJobs();
    for (const person of people) {
      const { left: ours, entries, uncertain, sent } = await ledger(person);
      expect([ours, entries, uncertain]).toEqual([left(person), left(person), 0]);
      expect(t.world.ledger.list({ to: person.openid })).toHaveLength(sent);
    }
  });
});
