import { bootApp, type TestApp } from '../../../test/app';
import { buildStaff } from '../../../test/builders/staff';
import { ask, atPlatform, buildPushPerson, ledgerOf, leftAtPlatform, type PushPerson, putTemplate } from '../../../test/push/consents';

const DAY = 86_400_000;

let t: TestApp;
let template: { id: number; platformId: string };
beforeAll(async () => {
  t = await bootApp();
  template = await putTemplate(t);
});
afterAll(() => t.close());

const own = async (person: PushPerson) => {
  const { items } = (await t.call('delivery.consents', { as: person.token })).body;
  return items.find(({ platformId }) => platformId === template.platformId);
};
const told = (person: PushPerson, askId: string, answer: string, keeps = false) =>
  t.call('delivery.recordConsent', { as: person.token, body: { askId, answers: [{ platformId: template.platformId, answer, keeps }] } });

describe('a consent', () => {
  it('adds one message for each time that somebody agreed, told by the app and by the platform', async () => {
    const person = await buildPushPerson(t);
    expect(await own(person)).toMatchObject({ left: 0, answer: null, keeps: false, mayAsk: true });
    for (let n = 1; n <= 3; n++) {
      expect(await ask(t, person, template.platformId)).toBe('accept');
      expect(await own(person)).toMatchObject({ left: n, answer: 'accept' });
    }
    expect(leftAtPlatform(t, person.openid, template.platformId)).toBe(3);
    expect(await ledgerOf(t, person.accountId, template.id)).toMatchObject({ granted: 3, left: 3, entries: 3 });
  });

  it('counts once however often the app tells of it', async () => {
    const person = await buildPushPerson(t);
    for (let n = 0; n < 3; n++) expect((await told(person, 'asked-again-1', 'accept')).status).toBeLessThan(300);
    await Promise.all(Array.from({ length: 8 }, () => told(person, 'asked-again-2', 'accept')));
    expect(await own(person)).toMatchObject({ left: 2 });
  });

  it('counts when only the platform tells of it', async () => {
    const person = await buildPushPerson(t);
    await ask(t, person, template.platformId, { lost: true });
    expect(await own(person)).toMatchObject({ left: 1 });
  });

  it('that is always kept adds one with each tap, without a question', async () => {
    const person = await buildPushPerson(t);
    await ask(t, person, template.platformId, { keep: true });
    expect(await own(person)).toMatchObject({ left: 1, keeps: true });
    await ask(t, person, template.platformId);
    await ask(t, person, template.platformId);
    expect(await own(person)).toMatchObject({ left: 3, keeps: true });
    expect(leftAtPlatform(t, person.openid, template.platformId)).toBe(3);
  });

  it('is a person’s own', async () => {
    const [one, other] = [await buildPushPerson(t), await buildPushPerson(t)];
    await ask(t, one, template.platformId);
    expect(await own(other)).toMatchObject({ left: 0, answer: null });
  });

  it('for a template that nobody knows is refused, and for one withdrawn meanwhile still counts', async () => {
    const person = await buildPushPerson(t);
    const stranger = { askId: 'stranger-1', answers: [{ platformId: 'nobody-knows', answer: 'accept' }] };
    const { status, body } = await t.call('delivery.recordConsent', { as: person.token, body: stranger });
    expect([status, body.details.map(({ field }) => field)]).toEqual([400, ['answers.0.platformId']]);
    const late = await putTemplate(t, 'waiting');
    const manager = await buildStaff(t, { roles: ['manager'] });
    await t.call('delivery.withdrawTemplate', { as: manager.token, params: { id: late.id }, body: { reason: '停用' } });
    await ask(t, person, late.platformId);
    expect(await ledgerOf(t, person.accountId, late.id)).toMatchObject({ granted: 1 });
  });
});

describe('a refusal', () => {
  it('is remembered for 14 days, in which nobody asks again', async () => {
    const person = await buildPushPerson(t);
    await ask(t, person, template.platformId);
    await ask(t, person, template.platformId, { answer: 'reject' });
    expect(await own(person)).toMatchObject({ left: 1, answer: 'reject', mayAsk: false });
    t.clock.advance(14 * DAY - 1_000);
    expect(await own(person)).toMatchObject({ mayAsk: false });
    t.clock.advance(2_000);
    expect(await own(person)).toMatchObject({ mayAsk: true });
  });

  it('for good takes back what was agreed to before, here and at the platform', async () => {
    const person = await buildPushPerson(t);
    await ask(t, person, template.platformId);
    await ask(t, person, template.platformId, { answer: 'reject', keep: true });
    expect(await own(person)).toMatchObject({ left: 0, keeps: true, mayAsk: false });
    expect(leftAtPlatform(t, person.openid, template.platformId)).toBe(0);
    expect(await ledgerOf(t, person.accountId, template.id)).toMatchObject({ left: 0, entries: 0 });
  });

  it('in WeChat’s own settings counts at once, and can be taken back there', async () => {
    const person = await buildPushPerson(t);
    await ask(t, person, template.platformId);
    const switchTo = (choice: string) =>
      atPlatform(t, 'PUT', `/users/${person.key}/subscriptions`, { templateId: template.platformId, choice });
    await switchTo('reject');
    expect(await own(person)).toMatchObject({ left: 0, answer: 'reject', mayAsk: false });
    await switchTo('accept');
    await ask(t, person, template.platformId);
    expect(await own(person)).toMatchObject({ left: 1, answer: 'accept', mayAsk: true });
    expect(leftAtPlatform(t, person.openid, template.platformId)).toBe(1);
  });
});

describe('what somebody wants to be told', () => {
  it('is everything until they choose', async () => {
    const person = await buildPushPerson(t);
    const everything = { announcements: true, orders: true, community: true };
    expect((await t.call('delivery.preferences', { as: person.token })).body).toEqual(everything);
    const fewer = { announcements: true, orders: false, community: false };
    expect((await t.call('delivery.setPreferences', { as: person.token, body: fewer })).body).toEqual(fewer);
    expect((await t.call('delivery.setPreferences', { as: person.token, body: everything })).body).toEqual(everything);
  });

  it('is in the file of their own data, and gone when they erase themselves', async () => {
    const person = await buildPushPerson(t, { role: 'clerk' });
    await ask(t, person, template.platformId);
    await t.call('delivery.setPreferences', { as: person.token, body: { announcements: false, orders: true, community: true } });
    const { body } = await t.call('members.exportOwn', { as: person.token });
    const file = JSON.parse(Buffer.isBuffer(body) ? body.toString() : JSON.stringify(body));
    expect(file.messages).toMatchObject({ consents: [{ granted: 1, sent: 0 }], preferences: [{ announcements: 0 }] });
    expect((await t.call('members.eraseOwn', { as: person.token, body: { confirm: true } })).status).toBeLessThan(300);
    for (const table of ['push_consent', 'push_consent_entry', 'push_preference'])
      expect(await t.db.query(`SELECT account_id FROM ${table} WHERE account_id = ?`, [person.accountId])).toEqual([]);
  });

  it('does not concern staff, who come through WeCom', async () => {
    const staff = await buildStaff(t);
    expect((await t.call('delivery.consents', { as: staff.token })).body.items).toEqual([]);
  });
});
