import { bootApp, type TestApp } from '../../../test/app';
import { buildStaff } from '../../../test/builders/staff';
import { unique } from '../../../test/builders/unique';
import { ask, buildPushPerson, ledgerOf, putTemplate } from '../../../test/push/consents';

let t: TestApp;
let manager: string;
beforeAll(async () => {
  t = await bootApp();
  manager = (await buildStaff(t, { roles: ['manager'] })).token;
});
afterAll(() => t.close());

const title = { key: 'thing1', label: '标题', source: 'title' };
const create = (body: object) =>
  t.call('delivery.createTemplate', {
    as: manager,
    body: { use: 'announcement', platformId: `tpl-${unique()}`, title: '新公告', fields: [title], ...body },
  });
const withdraw = (id: number) => t.call('delivery.withdrawTemplate', { as: manager, params: { id }, body: { reason: '不再使用' } });
const list = async () => (await t.call('delivery.templates', { as: manager })).body.items;

describe('a template', () => {
  it('takes the place of the one before it', async () => {
    const first = (await create({})).body;
    expect(first).toMatchObject({ use: 'announcement', fields: [title], withdrawnAt: null, people: 0, left: 0 });
    const second = (await create({})).body;
    const items = await list();
    expect(items.find(({ id }) => id === second.id)).toMatchObject({ withdrawnAt: null });
    expect(items.find(({ id }) => id === first.id)).toMatchObject({ withdrawnAt: expect.any(String), withdrawnReason: '换成了新的模板' });
    expect(items.filter(({ use, withdrawnAt }) => use === 'announcement' && withdrawnAt === null)).toHaveLength(1);
    expect(items[0]).toMatchObject({ id: second.id });
  });

  it('is in force once, and may come back with what people agreed to', async () => {
    const template = await putTemplate(t);
    const person = await buildPushPerson(t);
    await ask(t, person, template.platformId);
    expect((await create({ platformId: template.platformId })).body).toMatchObject({ code: 'template_in_use' });
    expect((await withdraw(template.id)).body).toMatchObject({ withdrawnReason: '不再使用' });
    expect((await withdraw(template.id)).body).toMatchObject({ code: 'template_withdrawn' });
    expect((await create({ platformId: template.platformId })).body).toMatchObject({
      id: template.id,
      withdrawnAt: null,
      people: 1,
      left: 1,
    });
    expect(await ledgerOf(t, person.accountId, template.id)).toMatchObject({ left: 1 });
  });

  it.each([
    ['a title in a set phrase', [{ ...title, key: 'phrase1' }], 'fields.0.source'],
    ['an amount that no announcement has', [{ key: 'amount1', label: '金额', source: 'amount' }], 'fields.0.source'],
    ['the same field twice', [title, { ...title, source: 'summary' }], 'fields.1.key'],
    ['a field that no template has', [{ ...title, key: 'sentence1' }], 'fields.0.key'],
  ])('with %s is refused', async (_, fields, field) => {
    const { status, body } = await create({ fields });
    expect([status, body.details.map((fault) => fault.field)]).toEqual([400, [field]]);
    expect(body.details[0]?.zh).toMatch(/\p{Script=Han}/u);
  });

  it('is changed on the record', async () => {
    const { id } = (await create({})).body;
    await withdraw(id);
    const rows = await t.db.query<{ action: string }>('SELECT action FROM audit_entry WHERE subject = ? ORDER BY seq', [`template:${id}`]);
    expect(rows.map(({ action }) => action)).toEqual(['delivery.createTemplate', 'delivery.withdrawTemplate']);
  });

  it('put in force by two at once is one', async () => {
    const both = await Promise.all([create({ use: 'order' }), create({ use: 'order' })]);
    expect(both.filter(({ status }) => status < 300).length).toBeGreaterThanOrEqual(1);
    expect((await list()).filter(({ use, withdrawnAt }) => use === 'order' && withdrawnAt === null)).toHaveLength(1);
  });
});
