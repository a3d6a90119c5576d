import { bootApp, type TestApp } from '../../../test/app';
import { buildShop } from '../../../test/builders/shop';
import { buildStaff } from '../../../test/builders/staff';
import { unique, uniquePhone } from '../../../test/builders/unique';
import { MembersModule } from '../members.module';

let t: TestApp;
let admin: { token: string; staffId: number };
beforeAll(async () => {
  t = await bootApp({ rooms: [MembersModule] });
  admin = await buildStaff(t, { roles: ['admin'], name: '管理员甲' });
});
afterAll(() => t.close());

type Row = Record<string, unknown>;
const shopOf = async (id: number): Promise<Row> => (await t.db.query('SELECT * FROM shop WHERE id = ?', [id]))[0] as Row;
const rowsOf = (table: string, shopId: number): Promise<Row[]> =>
  t.db.query(`SELECT * FROM ${table} WHERE shop_id = ? ORDER BY 1, 2`, [shopId]);
const auditOf = (action: string, id: number): Promise<{ detail: string }[]> =>
  t.db.query('SELECT detail FROM audit_entry WHERE action = ? AND subject = ?', [action, `shop:${id}`]);
const countShops = async () => (await t.db.query<{ n: number }>('SELECT COUNT(*) AS n FROM shop'))[0]?.n;
const fields = (body: { details: { field: string }[] }) => body.details.map((fault) => fault.field).sort();

describe('entering a shop', () => {
  it('keeps every field, in the form that is searched and compared', async () => {
    const sales = await buildStaff(t, { name: '王强' });
    const code = `C${unique()}`;
    const phone = uniquePhone();
    const { status, body } = await t.call('shops.create', {
      as: admin.token,
      body: {
        code,
        name: ' 𠮷祥五金 👨‍👩‍👧 ',
        trade: '五金',
        level: 'A',
        status: 'partner',
        regionCode: '510107',
        address: '簇桥街道 88 号',
        latitude: 30.6,
        longitude: 104.05,
        phone,
        ownerStaffId: sales.staffId,
        tags: ['老客户', '现款', '老客户'],
        contacts: [{ name: '老王', phone: '02885551234', note: '' }],
      },
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      code,
      name: '𠮷祥五金 👨‍👩‍👧',
      regionName: '四川省成都市武侯区',
      ownerStaffName: '王强',
      tags: ['现款', '老客户'].sort(),
      contacts: [{ name: '老王', phone: '028-85551234', note: null }],
      memberCount: 0,
      joinedAt: null,
    });
    const stored = await shopOf(body.id);
    expect(stored).toMatchObject({
      code,
      phone,
      source: 'staff',
      latitude: 30.6,
      search_text: `𠮷祥五金 👨‍👩‍👧 ${code} ${phone} 簇桥街道 88 号`.toLowerCase(),
    });
    expect(await rowsOf('shop_history', body.id)).toMatchObject([{ kind: 'owner', from_value: null, to_value: String(sales.staffId) }]);
    expect(await auditOf('shops.create', body.id)).toHaveLength(1);
  });

  it('gives a salesperson the shops that they enter, and no say about level or owner', async () => {
    const [sales, other] = [await buildStaff(t), await buildStaff(t)];
    const mine = await t.call('shops.create', { as: sales.token, body: { name: '自建门店' } });
    expect([mine.status, mine.body.ownerStaffId, mine.body.status]).toEqual([201, sales.staffId, 'prospect']);
    const before = await countShops();
    const bold = await t.call('shops.create', { as: sales.token, body: { name: '越权门店', level: 'A', ownerStaffId: other.staffId } });
    expect([bold.status, fields(bold.body)]).toEqual([400, ['level', 'ownerStaffId']]);
    expect(await countShops()).toBe(before);
  });

  it('refuses a manager whose regions it does not lie in', async () => {
    const manager = await buildStaff(t, { roles: ['manager'], regions: ['510107'] });
    const before = await countShops();
    const outside = await t.call('shops.create', { as: manager.token, body: { name: '外区门店', regionCode: '510104' } });
    expect([outside.status, fields(outside.body)]).toEqual([400, ['regionCode']]);
    expect(await countShops()).toBe(before);
    const inside = await t.call('shops.create', { as: manager.token, body: { name: '本区门店', regionCode: '510107001' } });
    expect(inside.status).toBe(201);
  });

  it.each<[string, object, string[]]>([
    ['an unknown region', { regionCode: '519999' }, ['regionCode']],
    ['a latitude alone', { latitude: 30 }, ['longitude']],
    ['an owner who is no salesperson', { ownerStaffId: 4_000_000_000 }, ['ownerStaffId']],
    ['a phone that is none', { phone: '12345' }, ['phone']],
    ['a short name', { name: '王' }, ['name']],
    ['an unknown custom field', { customFields: { 99999: 'x' } }, ['customFields.99999']],
  ])('refuses %s', async (_, change, faults) => {
    const before = await countShops();
    const { status, body } = await t.call('shops.create', { as: admin.token, body: { name: '有误门店', ...change } });
    expect([status, fields(body)]).toEqual([400, faults]);
    expect(await countShops()).toBe(before);
  });

  it('refuses a second one of the same phone, however it is written, and tells only those who may see the first', async () => {
    const sales = await buildStaff(t);
    const { shopId, name } = await buildShop(t, { phone: '028-85550001' });
    const seen = await t.call('shops.create', { as: admin.token, body: { name: '重复门店', phone: '02885550001' } });
    expect([seen.status, seen.body.code, seen.body.details]).toEqual([
      409,
      'shop_duplicate',
      { field: 'phone', shop: { id: shopId, name } },
    ]);
    const unseen = await t.call('shops.create', { as: sales.token, body: { name: '重复门店', phone: '028-85550001' } });
    expect([unseen.status, unseen.body.details]).toEqual([409, { field: 'phone', shop: null }]);
  });

  it('refuses a second one of the same code', async () => {
    await buildShop(t, { code: 'SAME-1' });
    const { status, body } = await t.call('shops.create', { as: admin.token, body: { name: '重复编号', code: 'SAME-1' } });
    expect([status, body.code, body.details]).toEqual([409, 'shop_duplicate', { field: 'code', shop: null }]);
    expect((await t.call('shops.create', { as: admin.token, body: { name: '大小写不同', code: 'same-1' } })).status).toBe(201);
  });

  it('lets one of ten through who enter the same shop at once', async () => {
    const phone = uniquePhone();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) => t.call('shops.create', { as: admin.token, body: { name: `同时门店${i}`, phone } })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)]);
    expect(await t.db.query('SELECT id FROM shop WHERE phone = ?', [phone])).toHaveLength(1);
  });
});

describe('changing a shop', () => {
  it('writes what is given, leaves the rest, and keeps the history of status and owner', async () => {
    const [first, second] = [await buildStaff(t, { name: '张一' }), await buildStaff(t, { name: '李二' })];
    const { shopId } = await buildShop(t, {
      ownerStaffId: first.staffId,
      trade: '五金',
      tags: ['旧'],
      contacts: [{ name: '老王', phone: uniquePhone() }],
    });
    const { status, body } = await t.call('shops.update', {
      as: admin.token,
      params: { id: shopId },
      body: { status: 'partner', ownerStaffId: second.staffId, tags: ['新'], address: '新地址' },
    });
    expect([status, body.status, body.ownerStaffName, body.trade, body.tags, body.contacts.length]).toEqual([
      200,
      'partner',
      '李二',
      '五金',
      ['新'],
      1,
    ]);
    expect((await shopOf(shopId)).search_text).toContain('新地址');
    const history = await t.call('shops.history', { as: admin.token, params: { id: shopId } });
    expect(history.body.items.map(({ kind, from, to, by }) => ({ kind, from, to, by }))).toEqual([
      { kind: 'owner', from: '张一', to: '李二', by: '管理员甲' },
      { kind: 'status', from: 'prospect', to: 'partner', by: '管理员甲' },
    ]);
    expect(JSON.parse((await auditOf('shops.update', shopId))[0]!.detail)).toMatchObject({ status: ['prospect', 'partner'] });
  });

  it('clears with null, and keeps the old phone when the new one is taken', async () => {
    const taken = uniquePhone();
    await buildShop(t, { phone: taken });
    const own = uniquePhone();
    const { shopId } = await buildShop(t, { phone: own, trade: '五金' });
    const refused = await t.call('shops.update', { as: admin.token, params: { id: shopId }, body: { phone: taken, trade: null } });
    expect([refused.status, refused.body.code]).toEqual([409, 'shop_duplicate']);
    expect(await shopOf(shopId)).toMatchObject({ phone: own, trade: '五金' });
    const cleared = await t.call('shops.update', { as: admin.token, params: { id: shopId }, body: { phone: null, trade: null } });
    expect([cleared.body.phone, cleared.body.trade]).toEqual([null, null]);
  });

  it('is for a salesperson of the shop, without its level and owner', async () => {
    const [sales, other] = [await buildStaff(t), await buildStaff(t)];
    const { shopId } = await buildShop(t, { ownerStaffId: sales.staffId, level: 'B' });
    const change = (as: string, body: object) => t.call('shops.update', { as, params: { id: shopId }, body });
    expect((await change(sales.token, { status: 'partner', level: 'B' })).status).toBe(200);
    expect(fields((await change(sales.token, { level: 'A', ownerStaffId: null })).body)).toEqual(['level', 'ownerStaffId']);
    expect((await change(other.token, { status: 'lost' })).status).toBe(404);
    expect(await shopOf(shopId)).toMatchObject({ status: 'partner', level: 'B', owner_staff_id: sales.staffId });
  });

  it('is forbidden to those who see the shop but do not write it', async () => {
    const { shopId } = await buildShop(t);
    const finance = await buildStaff(t, { roles: ['finance'] });
    const both = await buildStaff(t, { roles: ['finance', 'salesperson'] });
    for (const as of [finance.token, both.token]) {
      expect((await t.call('shops.get', { as, params: { id: shopId } })).status).toBe(200);
      expect((await t.call('shops.update', { as, params: { id: shopId }, body: { trade: '别的' } })).status).toBe(403);
    }
    expect((await shopOf(shopId)).trade).toBeNull();
  });
});
