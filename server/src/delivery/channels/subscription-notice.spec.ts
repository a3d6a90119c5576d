import { bootApp, type TestApp } from '../../../test/app';
import { buildShop } from '../../../test/builders/shop';
import { buildStaff } from '../../../test/builders/staff';
import { ask, buildPushPerson, ledgerOf, leftAtPlatform, type PushPerson, putTemplate } from '../../../test/push/consents';
import { publishTo, setSettings, statesOf, toHour, work } from '../../../test/push/notices';
import { SUBSCRIPTION_PATH } from '../../platform/wechat/wechat-messages';

let t: TestApp;
let manager: string;
let template: { id: number; platformId: string };
beforeAll(async () => {
  t = await bootApp({ env: { PUSH_WEBHOOK: 'file' } });
  manager = (await buildStaff(t, { roles: ['manager'] })).token;
  template = await putTemplate(t);
  await setSettings(t, { channels: ['inbox', 'subscription'] });
});
afterAll(() => t.close());
beforeEach(async () => {
  t.world.faults.clear();
  toHour(t, 10);
  await work(t);
});

/** A shop with people of whom the first `willing` have agreed to one message. */
async function shopOf(people: number, willing: number): Promise<{ shopId: number; members: PushPerson[] }> {
  const { shopId } = await buildShop(t);
  const members: PushPerson[] = [];
  for (let i = 0; i < people; i++) members.push(await buildPushPerson(t, { shopId, role: i === 0 ? 'owner' : 'clerk' }));
  for (const member of members.slice(0, willing)) await ask(t, member, template.platformId);
  return { shopId, members };
}
const told = ({ openid }: PushPerson): number => t.world.ledger.list({ to: openid, outcome: 'delivered' }).length;
const channelOf = async (id: number) => {
  const { body } = await t.call('delivery.report', { as: manager, params: { id } });
  return body.channels.find(({ channel }) => channel === 'subscription');
};

describe('a notice', () => {
  it('reaches by subscription message exactly those whom the forecast counts, once each', async () => {
    const { shopId, members } = await shopOf(4, 3);
    const body = { audience: { shopIds: [shopId] }, title: '停电', summary: '' };
    const forecast = (await t.call('delivery.forecast', { as: manager, body })).body;
    expect(forecast.channels.find(({ channel }) => channel === 'subscription')).toMatchObject({ people: 3 });
    const id = await publishTo(t, manager, [shopId]);
    await work(t);
    await t.world.clock.settled();
    expect(members.map(told)).toEqual([1, 1, 1, 0]);
    expect(await channelOf(id)).toMatchObject({ accepted: 3, refused: 0, unknown: 0 });
    expect(t.world.ledger.list({ to: members[0]?.openid ?? '' })[0]?.content).toMatchObject({ page: `shop/announcement/index?id=${id}` });
    for (const member of members.slice(0, 3)) {
      expect(await ledgerOf(t, member.accountId, template.id)).toMatchObject({ granted: 1, sent: 1, held: 0, left: 0 });
      expect(leftAtPlatform(t, member.openid, template.platformId)).toBe(0);
    }
  });

  it('that the platform refuses to somebody is no failure of the others, and ends what they had left', async () => {
    const { shopId, members } = await shopOf(2, 2);
    const [refused, reached] = members as [PushPerson, PushPerson];
    t.world.subscriptions.keep(t.world.miniProgram.appId, refused.openid, template.platformId, 'ban');
    const id = await publishTo(t, manager, [shopId]);
    await work(t);
    expect([told(refused), told(reached)]).toEqual([0, 1]);
    expect(await statesOf(t, id)).toMatchObject({ sent: 1, refused: 1 });
    expect(await ledgerOf(t, refused.accountId, template.id)).toMatchObject({ left: 0, entries: 0 });
  });

  it('that nobody can be sure about is not sent again, and settled by what the platform tells', async () => {
    const { shopId, members } = await shopOf(1, 1);
    const [person] = members as [PushPerson];
    t.world.faults.plan({ path: SUBSCRIPTION_PATH, fault: 'answer-lost' });
    const id = await publishTo(t, manager, [shopId]);
    await work(t);
    await t.world.clock.settled();
    t.clock.advance(61_000);
    await work(t);
    expect(told(person)).toBe(1);
    expect(await statesOf(t, id)).toEqual({ sent: 1 });
    expect(await ledgerOf(t, person.accountId, template.id)).toMatchObject({ sent: 1, held: 0, uncertain: 0, left: 0 });
  });

  it('waits while the platform takes nothing, and then arrives', async () => {
    const { shopId, members } = await shopOf(1, 1);
    t.world.faults.plan({ path: SUBSCRIPTION_PATH, errcode: 45011 });
    await publishTo(t, manager, [shopId]);
    await work(t);
    expect(told(members[0] as PushPerson)).toBe(0);
    t.clock.advance(120_000);
    await work(t);
    expect(told(members[0] as PushPerson)).toBe(1);
  });

  it('that was taken and did not arrive goes on through the next channel', async () => {
    await setSettings(t, { channels: ['inbox', 'subscription', 'webhook'] });
    const { shopId, members } = await shopOf(1, 1);
    const [person] = members as [PushPerson];
    const { subscribe } = t.world.limits;
    subscribe.sentEvents = false;
    const id = await publishTo(t, manager, [shopId]);
    await work(t);
    subscribe.sentEvents = true;
    const [sent] = await t.db.query<{ msgId: string }>(`SELECT platform_id AS msgId FROM push_attempt WHERE account_id = ?`, [
      person.accountId,
    ]);
    const item = { TemplateId: template.platformId, MsgID: sent?.msgId ?? '', ErrorCode: '20004', ErrorStatus: 'user rejected' };
    await t.world.pusher.sendList(t.world.miniProgram.appId, person.openid, 'subscribe_msg_sent_event', [item]);
    await work(t);
    const { items } = (await t.call('delivery.attempts', { as: manager, params: { id } })).body;
    expect(items.map(({ channel, state, code }) => [channel, state, code])).toEqual([
      ['webhook', 'accepted', null],
      ['subscription', 'refused', '20004'],
    ]);
    expect(await statesOf(t, id)).toEqual({ sent: 1 });
  });
});
