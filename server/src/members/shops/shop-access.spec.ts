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
const fields = (body: { details: { field: string }[] }) => body.details.map((fault) => fault.field).sort();

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

describe('the sheet of shops', () => {
  it.each<[string, Record<string, unknown>]>([
    ['nothing', {}],
    ['level', { level: 'A' }],
    ['status', { status: 'partner' }],
    ['region', { regionCode: '510104' }],
    ['tag', { tag: '老客户' }],
    ['joined', { joined: 'false' }],
    ['word', { q: '甲' }],
    ['all at once', { level: 'A', regionCode: '5101', tag: '老客户', q: '甲', joined: 'false' }],
  ])('holds what the list shows, narrowed by %s', async (_, query) => {
    const sales = await buildStaff(t);
    const ownerStaffId = sales.staffId;
    await buildShop(t, { name: '甲店', ownerStaffId, level: 'A', regionCode: '510104', tags: ['老客户'], status: 'partner' });
    await buildShop(t, { name: '乙店', ownerStaffId, level: 'B', regionCode: '510107', tags: [], status: 'prospect' });
    const listed = (await t.call('shops.list', { as: sales.token, query })).body.items.map(({ name }) => name);
    const sheet = await t.call('shops.export', { as: sales.token, query });
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(sheet.body as unknown as ArrayBuffer);
    const [headers, ...rows] = book.worksheets[0]!.getSheetValues().slice(1) as unknown[][];
    expect(rows.map((row) => row[headers!.indexOf('店名')]).sort()).toEqual(listed.sort());
    expect(listed).toContain('甲店');
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
