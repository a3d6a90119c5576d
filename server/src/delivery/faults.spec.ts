import { bootApp, type TestApp } from '../../test/app';
import { buildShop } from '../../test/builders/shop';
import { buildStaff } from '../../test/builders/staff';
import { ask, atPlatform, buildPushPerson, ledgerOf, type PushPerson, putTemplate } from '../../test/push/consents';
import { publishTo, setSettings, statesOf, toHour, work } from '../../test/push/notices';
import { pushFaults } from '../../test/push-conservation';

const FIELDS = [{ key: 'thing1', label: '公告标题', source: 'title' as const }];
const MORE = [...FIELDS, { key: 'thing9', label: '备注', source: 'note' as const }];

let t: TestApp;
let manager: string;
let template: { id: number; platformId: string };
beforeAll(async () => {
  t = await bootApp();
  manager = (await buildStaff(t, { roles: ['manager'] })).token;
  template = await putTemplate(t, 'announcement', FIELDS);
});
afterEach(async () => expect(await pushFaults(t)).toEqual([]));
afterAll(() => t.close());

const platformWants = (fields: object[]) => atPlatform(t, 'PUT', `/templates/${template.platformId}`, { title: '提醒', fields });
const letters = async () => (await t.call('delivery.deadLetters', { as: manager })).body.items;
const delivered = (person: PushPerson): number => t.world.ledger.list({ to: person.openid }).length;

/** A notice to two people whose template the platform has changed meanwhile: it refuses the message, whoever it is for. */
async function brokenNotice() {
  await setSettings(t, { channels: ['inbox', 'subscription'] });
  toHour(t, 10);
  const { shopId } = await buildShop(t);
  const people = [await buildPushPerson(t, { shopId }), await buildPushPerson(t, { shopId, role: 'clerk' })];
  for (const person of people) await ask(t, person, template.platformId);
  await platformWants(MORE);
  const id = await publishTo(t, manager, [shopId]);
  await work(t);
  return { id, people };
}

describe('a message that the platform will have from nobody', () => {
  it('is one dead letter that says what to change, and goes out when it is tried again', async () => {
    const { id, people } = await brokenNotice();
    const [letter, another] = await letters();
    expect(another).toBeUndefined();
    expect(letter?.topic).toBe('delivery.send');
    expect(letter?.reason).toContain('thing9');
    expect(people.map(delivered)).toEqual([0, 0]);
    expect(await statesOf(t, id)).toEqual({ planned: 2 });
    t.clock.advance(3_600_000);
    await work(t);
    expect(people.map(delivered)).toEqual([0, 0]);
    await platformWants(FIELDS);
    expect((await t.call('delivery.retry', { as: manager, params: { id: letter?.id ?? 0 } })).status).toBe(204);
    await work(t);
    expect(people.map(delivered)).toEqual([1, 1]);
    expect(await statesOf(t, id)).toEqual({ sent: 2 });
    expect(await letters()).toEqual([]);
  });

  it('is given up with its dead letter, and takes nobody’s right', async () => {
    const { id, people } = await brokenNotice();
    const [letter] = await letters();
    const dropped = await t.call('delivery.drop', { as: manager, params: { id: letter?.id ?? 0 }, body: { reason: '不发了' } });
    expect(dropped.status).toBe(204);
    await platformWants(FIELDS);
    t.clock.advance(3_600_000);
    await work(t);
    expect(await statesOf(t, id)).toEqual({ refused: 2 });
    expect(people.map(delivered)).toEqual([0, 0]);
    for (const { accountId } of people) expect(await ledgerOf(t, accountId, template.id)).toMatchObject({ left: 1, held: 0 });
    expect((await t.call('delivery.report', { as: manager, params: { id } })).body).toMatchObject({ state: 'done', settled: 2 });
  });
});
