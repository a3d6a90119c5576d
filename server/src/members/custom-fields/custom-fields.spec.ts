import { bootApp, type TestApp } from '../../../test/app';
import { buildShop } from '../../../test/builders/shop';
import { buildStaff } from '../../../test/builders/staff';
import { unique } from '../../../test/builders/unique';
import { MembersModule } from '../members.module';

let t: TestApp;
let admin: { token: string };
beforeAll(async () => {
  t = await bootApp({ rooms: [MembersModule] });
  admin = await buildStaff(t, { roles: ['admin'] });
});
afterAll(() => t.close());

const define = async (body: object) =>
  t.call('customFields.create', { as: admin.token, body: { label: `字段${unique()}`, type: 'text', ...body } });
const fill = (shopId: number, customFields: object) =>
  t.call('shops.update', { as: admin.token, params: { id: shopId }, body: { customFields } });
const stored = (shopId: number, fieldId: number) =>
  t.db.query('SELECT text_value, number_value FROM shop_field_value WHERE shop_id = ? AND field_id = ? ORDER BY id', [shopId, fieldId]);
const removeAll = async () => {
  const { body } = await t.call('customFields.list', { as: admin.token });
  for (const { id } of body.items) await t.call('customFields.remove', { as: admin.token, params: { id } });
};
afterEach(removeAll);

describe('custom fields', () => {
  it('are kept in the order that the admin gives them', async () => {
    const last = await define({ label: '货架数', type: 'number', position: 9 });
    const first = await define({ label: '结算方式', type: 'choice', options: ['月结', '现结', '月结'], required: true });
    expect([first.status, first.body.options, first.body.required]).toEqual([201, ['月结', '现结'], true]);
    const { body } = await t.call('customFields.list', { as: (await buildStaff(t)).token });
    expect(body.items.map(({ id }) => id)).toEqual([first.body.id, last.body.id]);
    expect(
      await t.db.query("SELECT seq FROM audit_entry WHERE action = 'customFields.create' AND subject = ?", [
        `customField:${first.body.id}`,
      ]),
    ).toHaveLength(1);
  });

  it('are only for the admin to define', async () => {
    const manager = await buildStaff(t, { roles: ['manager'] });
    expect((await t.call('customFields.create', { as: manager.token, body: { label: '甲', type: 'text' } })).status).toBe(403);
  });

  it('refuse a label that is taken and a choice without options', async () => {
    const { body } = await define({ label: '唯一' });
    expect((await define({ label: '唯一' })).body.details[0]).toMatchObject({ field: 'label', rule: 'not_unique' });
    expect((await define({ type: 'choices' })).body.details[0]).toMatchObject({ field: 'options', rule: 'required' });
    const change = await t.call('customFields.update', { as: admin.token, params: { id: body.id }, body: { type: 'choice' } });
    expect(change.body.details[0]).toMatchObject({ field: 'options' });
  });

  it('change what is named and nothing else', async () => {
    const { body } = await define({ type: 'choice', options: ['甲', '乙'], required: true, position: 3 });
    const changed = await t.call('customFields.update', { as: admin.token, params: { id: body.id }, body: { label: '新名' } });
    expect(changed.body).toEqual({ ...body, label: '新名' });
  });

  it('change their type only while no shop has a value', async () => {
    const { body: field } = await define({ type: 'text' });
    const retype = () => t.call('customFields.update', { as: admin.token, params: { id: field.id }, body: { type: 'number' } });
    const { shopId } = await buildShop(t);
    await fill(shopId, { [field.id]: '有' });
    expect((await retype()).body.code).toBe('field_in_use');
    await fill(shopId, { [field.id]: null });
    expect((await retype()).body.type).toBe('number');
  });

  it('go with their values when they are removed', async () => {
    const { body: field } = await define({ type: 'text' });
    const { shopId } = await buildShop(t);
    await fill(shopId, { [field.id]: '有' });
    expect((await t.call('customFields.remove', { as: admin.token, params: { id: field.id } })).status).toBe(204);
    expect(await stored(shopId, field.id)).toEqual([]);
    expect((await t.call('shops.get', { as: admin.token, params: { id: shopId } })).body.customFields).toEqual({});
    expect((await t.call('customFields.remove', { as: admin.token, params: { id: field.id } })).status).toBe(404);
  });
});

describe('values of custom fields', () => {
  it.each<[string, object, unknown, unknown, object[]]>([
    ['text', {}, ' 有冷库 ', '有冷库', [{ text_value: '有冷库', number_value: null }]],
    ['number', {}, 2.5, 2.5, [{ text_value: null, number_value: 2.5 }]],
    ['date', {}, '2026-02-28', '2026-02-28', [{ text_value: '2026-02-28', number_value: null }]],
    ['choice', { options: ['甲', '乙'] }, '乙', '乙', [{ text_value: '乙', number_value: null }]],
    [
      'choices',
      { options: ['甲', '乙', '丙'] },
      ['丙', '甲', '丙'],
      ['丙', '甲'],
      [
        { text_value: '丙', number_value: null },
        { text_value: '甲', number_value: null },
      ],
    ],
  ])('of type %s come back as they were given', async (type, options, given, shown, rows) => {
    const { body: field } = await define({ type, ...options });
    const { shopId } = await buildShop(t);
    expect((await fill(shopId, { [field.id]: given })).body.customFields).toEqual({ [field.id]: shown });
    expect(await stored(shopId, field.id)).toEqual(rows);
    expect((await fill(shopId, { [field.id]: null })).body.customFields).toEqual({});
  });

  it.each<[string, object, unknown]>([
    ['text', {}, 5],
    ['number', {}, '5'],
    ['date', {}, '2026-02-30'],
    ['date', {}, '2026/02/03'],
    ['choice', { options: ['甲'] }, '乙'],
    ['choice', { options: ['甲'] }, ['甲']],
    ['choices', { options: ['甲'] }, ['甲', '乙']],
    ['choices', { options: ['甲'] }, '甲'],
  ])('of type %s (%j) refuse %j', async (type, options, given) => {
    const { body: field } = await define({ type, ...options });
    const { shopId } = await buildShop(t);
    const { status, body } = await fill(shopId, { [field.id]: given });
    expect([status, body.details[0]?.field]).toEqual([400, `customFields.${field.id}`]);
    expect(await stored(shopId, field.id)).toEqual([]);
  });

  it('keep a choice that has been taken off the list, and offer it to no other shop', async () => {
    const { body: field } = await define({ type: 'choice', options: ['旧', '新'] });
    const [old, other] = [await buildShop(t), await buildShop(t)];
    await fill(old.shopId, { [field.id]: '旧' });
    await t.call('customFields.update', { as: admin.token, params: { id: field.id }, body: { options: ['新'] } });
    expect((await fill(old.shopId, { [field.id]: '旧' })).status).toBe(200);
    expect((await fill(other.shopId, { [field.id]: '旧' })).status).toBe(400);
  });

  it('are asked for in a new shop where required, and wherever custom fields are changed', async () => {
    const { body: needed } = await define({ label: '结算', required: true });
    const { body: free } = await define({});
    const create = (customFields?: object) => t.call('shops.create', { as: admin.token, body: { name: '必填门店', customFields } });
    expect((await create()).body.details).toMatchObject([{ field: `customFields.${needed.id}`, rule: 'required', zh: '请填写结算' }]);
    expect((await create({ [needed.id]: '  ' })).status).toBe(400);
    expect((await create({ [needed.id]: '月结' })).status).toBe(201);
    const { shopId } = await buildShop(t);
    expect((await t.call('shops.update', { as: admin.token, params: { id: shopId }, body: { trade: '五金' } })).status).toBe(200);
    expect((await fill(shopId, { [free.id]: 'x' })).body.details[0]?.field).toBe(`customFields.${needed.id}`);
  });
});
