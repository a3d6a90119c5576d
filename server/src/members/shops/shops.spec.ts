import ExcelJS from 'exceljs';
import { bootApp, type TestApp } from '../../../test/app';
import { buildMember } from '../../../test/builders/member';
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

describe('who sees a shop', () => {
  it('is decided by the region of a manager, the salesperson, and the people of the shop', async () => {
    const sales = await buildStaff(t);
    const { shopId } = await buildShop(t, {
      ownerStaffId: sales.staffId,
      regionCode: '510107001',
      tags: ['内部'],
      contacts: [{ name: '内', phone: uniquePhone() }],
      phone: uniquePhone(),
    });
    const owner = await buildMember(t, { shopId });
    const see = async (as: string) => (await t.call('shops.get', { as, params: { id: shopId } })).status;
    expect(await see(sales.token)).toBe(200);
    expect(await see((await buildStaff(t)).token)).toBe(404);
    expect(await see((await buildStaff(t, { roles: ['manager'], regions: ['510107'] })).token)).toBe(200);
    expect(await see((await buildStaff(t, { roles: ['manager'], regions: ['510104'] })).token)).toBe(404);
    expect(await see((await buildMember(t)).token)).toBe(404);
    const own = await t.call('shops.get', { as: owner.token, params: { id: shopId } });
    expect(own.body).toMatchObject({ tags: [], contacts: [], customFields: {} });
    expect(own.body.phone).toMatch(/^1\d{10}$/);
    const courier = await t.call('shops.get', { as: (await buildStaff(t, { roles: ['courier'] })).token, params: { id: shopId } });
    expect(courier.body.phone).toContain('****');
    expect(courier.body.contacts[0]?.phone).toContain('****');
  });

  it('answers the same for a shop of another as for none', async () => {
    const { shopId } = await buildShop(t);
    const sales = await buildStaff(t);
    for (const id of ['shops.get', 'shops.history', 'shops.update'] as const) {
      const other = await t.call(id, { as: sales.token, params: { id: shopId }, body: id === 'shops.update' ? { trade: 'x' } : undefined });
      const none = await t.call(id, {
        as: sales.token,
        params: { id: 4_000_000_000 },
        body: id === 'shops.update' ? { trade: 'x' } : undefined,
      });
      expect([other.status, other.body.code, other.body.message]).toEqual([404, none.body.code, none.body.message]);
    }
  });
});

describe('the list of shops', () => {
  it('is searched and filtered, and goes on where the page before ended', async () => {
    const sales = await buildStaff(t);
    const mark = `集市${unique()}`;
    const made: number[] = [];
    for (let i = 0; i < 7; i++) {
      const { shopId } = await buildShop(t, {
        name: `${mark} Bolt${i}`,
        ownerStaffId: sales.staffId,
        level: i % 2 ? 'A' : 'B',
        status: i < 3 ? 'partner' : 'prospect',
        regionCode: i < 2 ? '510104' : '510107',
        tags: i === 5 ? ['特别'] : [],
      });
      made.push(shopId);
    }
    await buildMember(t, { shopId: made[6] });
    const list = async (query: object, as = sales.token) =>
      (await t.call('shops.list', { as, query: { q: mark, ...query } })).body.items.map((row) => made.indexOf(row.id));
    expect(await list({})).toEqual([6, 5, 4, 3, 2, 1, 0]);
    expect(await list({ q: `bOLT3 ${mark}` })).toEqual([3]);
    expect(await list({ q: '%' })).toEqual([]);
    expect(await list({ level: 'A' })).toEqual([5, 3, 1]);
    expect(await list({ status: 'partner', regionCode: '510104' })).toEqual([1, 0]);
    expect(await list({ tag: '特别' })).toEqual([5]);
    expect(await list({ joined: true })).toEqual([6]);
    expect(await list({ joined: false, limit: 2 })).toEqual([5, 4]);
    expect(await list({ ownerStaffId: sales.staffId }, admin.token)).toHaveLength(7);
    const first = await t.call('shops.list', { as: sales.token, query: { q: mark, limit: 4 } });
    const rest = await t.call('shops.list', { as: sales.token, query: { q: mark, limit: 4, cursor: first.body.next } });
    expect([...first.body.items, ...rest.body.items].map((row) => row.id)).toEqual([...made].reverse());
    expect(rest.body.next).toBeNull();
    expect((await t.call('shops.list', { as: sales.token, query: { cursor: 'x' } })).status).toBe(400);
  });

  it('and its tags and export hold what the actor may see and nothing else', async () => {
    const [sales, other] = [await buildStaff(t), await buildStaff(t)];
    const secret = `隐秘${unique()}`;
    await buildShop(t, { name: secret, ownerStaffId: other.staffId, tags: [secret] });
    const { shopId } = await buildShop(t, {
      name: '=HYPERLINK("http://x")',
      code: '+1',
      address: '@cmd',
      ownerStaffId: sales.staffId,
      tags: ['可见', '-2'],
    });
    expect((await t.call('shops.list', { as: sales.token, query: { q: secret } })).body.items).toEqual([]);
    expect((await t.call('shops.tags', { as: sales.token })).body.items).toEqual([
      { tag: '-2', shops: 1 },
      { tag: '可见', shops: 1 },
    ]);
    const sheet = await t.call('shops.export', { as: sales.token });
    expect([sheet.status, sheet.headers.get('content-type')]).toEqual([200, expect.stringContaining('spreadsheetml')]);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(sheet.body as unknown as ArrayBuffer);
    const rows = book.worksheets[0]!.getSheetValues().slice(2) as unknown[][];
    expect(rows).toHaveLength(1);
    expect(rows[0]!.slice(1, 3)).toEqual([`'+1`, `'=HYPERLINK("http://x")`]);
    expect(rows[0]).toContain(`'@cmd`);
    expect(rows[0]).toContain(`'-2、可见`);
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(
      await t.db.query("SELECT seq FROM audit_entry WHERE action = 'shops.export' AND actor_staff_id = ?", [sales.staffId]),
    ).toHaveLength(1);
    expect(shopId).toBeGreaterThan(0);
  });
});

describe('handing shops over', () => {
  it('moves all of a salesperson, with history and audit', async () => {
    const [from, to, manager] = [await buildStaff(t, { disabled: true }), await buildStaff(t), await buildStaff(t, { roles: ['manager'] })];
    const ids = [];
    for (let i = 0; i < 3; i++) ids.push((await buildShop(t, { ownerStaffId: from.staffId })).shopId);
    const body = { fromStaffId: from.staffId, toStaffId: to.staffId };
    expect((await t.call('shops.handOver', { as: manager.token, body })).body).toEqual({ shops: 3 });
    for (const id of ids) {
      expect((await shopOf(id)).owner_staff_id).toBe(to.staffId);
      expect(await rowsOf('shop_history', id)).toMatchObject([
        { kind: 'owner', from_value: String(from.staffId), to_value: String(to.staffId) },
      ]);
    }
    expect((await t.call('shops.list', { as: to.token })).body.items).toHaveLength(3);
    expect((await t.call('shops.handOver', { as: manager.token, body })).body).toEqual({ shops: 0 });
  });

  it('moves none when one of those named is not the giver’s, or the receiver is no salesperson', async () => {
    const [from, to] = [await buildStaff(t), await buildStaff(t)];
    const [own, foreign] = [await buildShop(t, { ownerStaffId: from.staffId }), await buildShop(t)];
    const move = (body: object) =>
      t.call('shops.handOver', { as: admin.token, body: { fromStaffId: from.staffId, toStaffId: to.staffId, ...body } });
    expect(fields((await move({ shopIds: [own.shopId, foreign.shopId] })).body)).toEqual(['shopIds.1']);
    expect(fields((await move({ toStaffId: admin.staffId })).body)).toEqual(['toStaffId']);
    expect(fields((await move({ toStaffId: from.staffId })).body)).toEqual(['toStaffId']);
    expect((await shopOf(own.shopId)).owner_staff_id).toBe(from.staffId);
    expect((await t.call('shops.handOver', { as: from.token, body: { fromStaffId: from.staffId, toStaffId: to.staffId } })).status).toBe(
      403,
    );
  });

  it('lets a manager of regions move only what lies in them', async () => {
    const [from, to] = [await buildStaff(t), await buildStaff(t)];
    const manager = await buildStaff(t, { roles: ['manager'], regions: ['510104'] });
    const [inside, outside] = [
      await buildShop(t, { ownerStaffId: from.staffId, regionCode: '510104' }),
      await buildShop(t, { ownerStaffId: from.staffId, regionCode: '510107' }),
    ];
    const body = { fromStaffId: from.staffId, toStaffId: to.staffId };
    expect((await t.call('shops.handOver', { as: manager.token, body })).body).toEqual({ shops: 1 });
    expect((await shopOf(inside.shopId)).owner_staff_id).toBe(to.staffId);
    expect((await shopOf(outside.shopId)).owner_staff_id).toBe(from.staffId);
  });
});

describe('regions', () => {
  it('are listed for anyone who is signed in', async () => {
    const { token } = await buildMember(t);
    expect((await t.call('regions.list', { as: token })).body.items).toHaveLength(31);
    expect((await t.call('regions.list', { as: token, query: { parent: '5101' } })).body.items).toContainEqual({
      code: '510107',
      name: '武侯区',
    });
    expect((await t.call('regions.list', { as: token, query: { parent: '99' } })).status).toBe(404);
    expect((await t.call('regions.list', {})).status).toBe(401);
  });
});
