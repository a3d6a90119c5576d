import fc from 'fast-check';
import { bootApp, type TestApp } from '../../test/app';
import { buildMember } from '../../test/builders/member';
import { buildShop } from '../../test/builders/shop';
import { buildStaff } from '../../test/builders/staff';
import { startGateway, type TestGateway } from '../../test/push/gateway';
import { publishTo, setSettings, toHour, work } from '../../test/push/notices';

let t: TestApp;
let gateway: TestGateway;
let manager: string;
let shopIds: number[];
beforeAll(async () => {
  gateway = await startGateway();
  t = await bootApp({ env: { PUSH_WEBHOOK: gateway.url, PUSH_SMS: 'file' } });
  manager = (await buildStaff(t, { roles: ['manager'] })).token;
  shopIds = [];
  for (let n = 0; n < 5; n++) shopIds.push((await buildShop(t)).shopId);
});
afterAll(async () => {
  await t.close();
  await gateway.close();
});

const person = fc.record({
  shops: fc.uniqueArray(fc.nat(4), { minLength: 1, maxLength: 3 }),
  hasPhone: fc.boolean(),
  wants: fc.boolean(),
  status: fc.constantFrom('active' as const, 'active' as const, 'pending' as const),
});
const scene = fc.record({
  people: fc.array(person, { minLength: 1, maxLength: 12 }),
  to: fc.uniqueArray(fc.nat(4), { minLength: 1, maxLength: 5 }),
  channels: fc.shuffledSubarray(['inbox', 'sms', 'webhook'], { minLength: 1 }),
});

describe('the forecast', () => {
  it('says what then happens, whoever is asked for and whatever they want', async () => {
    await fc.assert(
      fc.asyncProperty(scene, async ({ people, to, channels }) => {
        toHour(t, 10);
        await setSettings(t, { channels });
        for (const one of people) await add(one);
        const audience = { shopIds: to.map((n) => shopIds[n] as number) };
        const { status, body: said } = await t.call('delivery.forecast', { as: manager, body: { audience, title: '停电' } });
        expect(status).toBe(200);
        const empty = said.people === 0;
        expect(said.faults).toHaveLength(empty ? 1 : 0);
        if (empty) return;
        const id = await publishTo(t, manager, audience.shopIds);
        await work(t);
        const report = (await t.call('delivery.report', { as: manager, params: { id } })).body;
        const planned = Object.fromEntries(report.channels.map((one) => [one.channel, one.planned]));
        expect(report.people).toBe(said.people);
        expect(planned.inbox).toBe(said.inboxOnly);
        for (const { channel, people: n } of said.channels) expect([channel, planned[channel] ?? 0]).toEqual([channel, n]);
      }),
      { numRuns: 12 },
    );
  }, 300_000);

  it('shows each channel’s message, and when the first goes out', async () => {
    await setSettings(t, { channels: ['sms', 'webhook', 'inbox'] });
    await buildMember(t, { shopId: shopIds[0] });
    toHour(t, 23);
    const body = { audience: { everyone: true }, title: '停电', summary: '下午两点到四点' };
    const said = (await t.call('delivery.forecast', { as: manager, body })).body;
    expect(said.previews.map(({ channel }) => channel)).toEqual(['sms', 'webhook']);
    expect(said.previews[0]?.lines[0]?.value).toContain('停电：下午两点到四点');
    expect(new Date(Date.parse(said.firstAt) + 8 * 3_600_000).toISOString().slice(11, 16)).toBe('08:00');
  });

  it('names an audience in which nobody is', async () => {
    const body = { audience: { shopIds: [(await buildShop(t)).shopId] }, title: '停电' };
    const said = (await t.call('delivery.forecast', { as: manager, body })).body;
    expect([said.people, said.faults]).toEqual([0, ['没有人会收到：请调整发送范围']]);
  });
});

async function add({
  shops,
  hasPhone,
  wants,
  status,
}: {
  shops: number[];
  hasPhone: boolean;
  wants: boolean;
  status: 'active' | 'pending';
}) {
  let accountId: number | undefined;
  for (const n of shops) {
    const built = await buildMember(t, { shopId: shopIds[n], role: 'clerk', status, accountId });
    accountId = built.accountId;
  }
  await t.db.execute('UPDATE account SET phone_verified = ? WHERE id = ?', [hasPhone ? 1 : 0, accountId as number]);
  if (!wants)
    await t.db.execute('INSERT INTO push_preference (account_id, announcements, orders, community, updated_at) VALUES (?, 0, 1, 1, 0)', [
      accountId as number,
    ]);
}
