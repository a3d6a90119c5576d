import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';
import { bootApp, type TestApp } from '../../../test/app';
import { CUSTOMER_HEADER, countsOf, csvOf, everyShop, importSheet, uploadSheet } from '../../../test/builders/import-sheet';
import { buildMember } from '../../../test/builders/member';
import { buildShop } from '../../../test/builders/shop';
import { buildStaff } from '../../../test/builders/staff';
import { unique, uniquePhone } from '../../../test/builders/unique';
import { MembersModule } from '../members.module';

let t: TestApp;
let office: { token: string };
beforeAll(async () => {
  t = await bootApp({ rooms: [MembersModule] });
  office = await buildStaff(t, { roles: ['office'], name: '内勤小周' });
});
afterAll(() => t.close());

type Row = Record<string, unknown>;
const [csv, HEADER, counts] = [csvOf, CUSTOMER_HEADER, countsOf];
const upload = (content: Buffer | string, as = office.token, name?: string) => uploadSheet(t, as, content, name);
const bring = (content: Buffer | string, as = office.token, name?: string) => importSheet(t, as, content, name);
const everything = () => everyShop(t);
const shopBy = async (column: string, value: string): Promise<Row> =>
  (await t.db.query<Row>(`SELECT * FROM shop WHERE ${column} = ?`, [value]))[0] ?? {};
const partsOf = (table: string, id: unknown): Promise<Row[]> =>
  t.db.query(`SELECT * FROM ${table} WHERE shop_id = ? ORDER BY 1, 2`, [Number(id)]);
const code = () => `K${unique()}`;

describe('looking into a sheet', () => {
  it('answers its columns, what they seem to mean, and the first rows', async () => {
    const { status, body } = await upload(
      csv([['1', '甲店', '', '', '', '', '', '', '', '', ''], ...Array.from({ length: 6 }, (_, i) => [`${i}`, '乙店'])]),
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({ fileName: '客户表.csv', rows: 7, headers: HEADER });
    expect(body.sample).toHaveLength(5);
    expect(body.mapping).toEqual({
      客户编号: 'code',
      店名: 'name',
      老板: 'contactName',
      电话: 'phone',
      区域: 'region',
      地址: 'address',
      等级: 'level',
      合作状态: 'status',
      业务员: 'ownerStaff',
      标签: 'tags',
      备注: 'note',
    });
  });

  it('remembers what the same headers meant the last time, in whatever order they stand', async () => {
    const header = ['甲列', '乙列'];
    const { body: sheet } = await upload(csv([['某某店', code()]], header));
    expect(sheet.mapping).toEqual({});
    const mapping = { 甲列: 'name', 乙列: 'code' };
    expect((await t.call('shops.import', { as: office.token, body: { fileId: sheet.fileId, mapping } })).status).toBe(200);
    await t.runJobs();
    expect((await upload(csv([['x', 'y', '']], ['乙列', '甲列', '原因']))).body.mapping).toEqual(mapping);
    expect((await upload(csv([['x']], ['甲列']))).body.mapping).toEqual({});
  });

  it.each<[string, string, Buffer | string, string]>([
    ['a picture by another name', '客户.xlsx', Buffer.from('89504e470d0a1a0a0000000d4948445200000001', 'hex'), 'file_damaged'],
    ['a page', '客户.html', '<html></html>', 'file_type_forbidden'],
    ['a header alone', '客户.csv', '店名,电话', 'import_no_rows'],
    ['nothing', '客户.csv', '', 'file_damaged'],
    ['an old xls', '客户.xls', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]), 'import_unreadable'],
  ])('refuses %s', async (_, name, content, expected) => {
    const { status, body } = await upload(content, office.token, name);
    expect([status, body.code]).toEqual([400, expected]);
  });

  it('is for managers, the office and admins', async () => {
    for (const as of [(await buildStaff(t)).token, (await buildMember(t)).token]) expect((await upload('店名\n甲', as)).status).toBe(403);
  });
});

describe('importing a sheet', () => {
  it('writes every column in the form that is searched and compared', async () => {
    const sales = await buildStaff(t, { name: '导入王强' });
    const key = code();
    const [phone, second] = [uniquePhone(), uniquePhone()];
    const done = await bring(
      csv([
        [
          key,
          '老王 五金',
          '王老板',
          `${phone.slice(0, 3)} ${phone.slice(3)}/${second}`,
          '武侯',
          '成都市武侯区簇桥路8号',
          'a级',
          '合作中',
          '导入 王强',
          '老客户、现款',
          '月底结',
        ],
      ]),
    );
    expect(counts(done)).toEqual({ rows: 1, created: 1, updated: 0, unchanged: 0, merged: 0, faulty: 0 });
    expect(done).toMatchObject({ fileName: '客户表.csv', startedBy: '内勤小周', job: { status: 'done', done: 1, total: 1 }, faults: [] });
    expect(done.finishedAt).toBeTruthy();
    const shop = await shopBy('code', key);
    expect(shop).toMatchObject({
      name: '老王 五金',
      phone,
      region_code: '510107',
      level: 'A',
      status: 'partner',
      owner_staff_id: sales.staffId,
      note: '月底结',
      source: 'import',
      joined_at: null,
    });
    expect(shop.search_text).toContain('成都市武侯区簇桥路8号');
    expect((await partsOf('shop_tag', shop.id)).map((row) => row.tag).sort()).toEqual(['老客户', '现款'].sort());
    expect((await partsOf('shop_contact', shop.id)).map((row) => [row.name, row.phone])).toEqual([
      ['王老板', phone],
      ['王老板', second],
    ]);
    expect(await partsOf('shop_history', shop.id)).toMatchObject([{ kind: 'owner', to_value: String(sales.staffId) }]);
    expect(
      await t.db.query("SELECT seq FROM audit_entry WHERE action = 'shops.import' AND subject = ?", [`import:${done.id}`]),
    ).toHaveLength(2);
  });

  it('changes nothing the second time, byte for byte', async () => {
    await buildStaff(t, { name: '二次导入' });
    const shared = uniquePhone();
    const rows = [
      [code(), '一号店', '甲', uniquePhone(), '锦江区', '锦江区某路1号', 'B', '未合作', '二次导入', '新客', '备注'],
      [code(), '二号店', '乙', `028-8555${1000 + unique()}、${uniquePhone()}`, '', '四川省成都市青羊区某路', '', '', '', '', ''],
      ['', '三号店', '丙', shared, '成华区', '', '', '', '', '', ''],
      ['', '三号店分号', '丁', shared, '', '补充的地址', 'C', '', '', '补充', '另一条备注'],
      ['', '只有店名', '戊', '', '', '', '', '', '', '', ''],
      ['', '只有店名', '', '', '', '', '', '', '', '', ''],
      ['', '坏行', '', '123', '', '', '', '', '', '', ''],
    ];
    const first = await bring(csv(rows));
    expect(counts(first)).toEqual({ rows: 7, created: 4, updated: 0, unchanged: 0, merged: 2, faulty: 1 });
    const before = await everything();
    const again = await bring(csv(rows));
    expect(counts(again)).toEqual({ rows: 7, created: 0, updated: 0, unchanged: 4, merged: 2, faulty: 1 });
    expect(await everything()).toEqual(before);
  });

  it('reads xlsx as wholesalers keep it, and GBK', async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('客户');
    const keys = [code(), code()];
    sheet.addRow(['鑫达五金 客户一览表']);
    sheet.mergeCells('A1:D1');
    sheet.addRow(['编号', '客户名称', '区域', '联系电话']);
    sheet.addRow([keys[0], '甲五金', '金牛区', 13_911_110_001]);
    sheet.addRow([keys[1], '乙五金', null, 13_911_110_002]);
    sheet.mergeCells('C3:C4');
    expect(counts(await bring(Buffer.from(await book.xlsx.writeBuffer()), office.token, '客户.xlsx'))).toMatchObject({
      created: 2,
      faulty: 0,
    });
    expect(await shopBy('code', keys[1]!)).toMatchObject({ region_code: '510106', phone: '13911110002' });
    const gbk = code();
    await bring(iconv.encode(csv([[gbk, '𠮷野家五金']]), 'gb18030'));
    expect((await shopBy('code', gbk)).name).toBe('𠮷野家五金');
  });

  it('fills custom fields, and asks for a required one only where the sheet has its column', async () => {
    const admin = await buildStaff(t, { roles: ['admin'] });
    const define = async (body: object) => (await t.call('customFields.create', { as: admin.token, body })).body;
    const [pay, shelves] = [
      await define({ label: '结算方式', type: 'choice', options: ['月结', '现结'], required: true }),
      await define({ label: '货架数', type: 'number' }),
    ];
    const keys = [code(), code(), code(), code()];
    expect(counts(await bring(csv([[keys[0], '无此列店']])))).toMatchObject({ created: 1, faulty: 0 });
    const done = await bring(
      csv(
        [
          [keys[1], '甲甲店', '月结', '1,200'],
          [keys[2], '乙乙店', '', '3'],
          [keys[3], '丙丙店', '赊账', '很多'],
        ],
        ['客户编号', '店名', '结算方式', '货架数'],
      ),
    );
    expect(counts(done)).toMatchObject({ created: 1, faulty: 2 });
    expect(done.faults.map(({ line, column, reason }) => [line, column, reason])).toEqual([
      [3, '结算方式', '请填写结算方式'],
      [4, '结算方式', '应为其中一项：月结、现结'],
      [4, '货架数', '应为数字'],
    ]);
    const view = await t.call('shops.get', { as: admin.token, params: { id: Number((await shopBy('code', keys[1]!)).id) } });
    expect(view.body.customFields).toEqual({ [pay.id]: '月结', [shelves.id]: 1200 });
    for (const { id } of [pay, shelves]) await t.call('customFields.remove', { as: admin.token, params: { id } });
  });

  it('moves shops into the segments that they now fit', async () => {
    const manager = await buildStaff(t, { roles: ['manager'] });
    const tag = `标签${unique()}`;
    const { body: segment } = await t.call('segments.create', {
      as: manager.token,
      body: { name: '导入群', rule: { field: 'tag', in: [tag] } },
    });
    await bring(
      csv([
        [code(), '入群店', '', '', '', '', '', '', '', tag],
        [code(), '不入群店'],
      ]),
    );
    expect((await t.call('segments.get', { as: manager.token, params: { id: segment.id } })).body.shops).toBe(1);
  });
});

describe('who imports', () => {
  it('a manager of regions brings in shops of those, and neither touches nor learns of others', async () => {
    const local = await buildStaff(t, { roles: ['manager'], regions: ['510104'] });
    const [key, phone] = [code(), uniquePhone()];
    await buildShop(t, { code: key, name: '外区的店', phone, regionCode: '510107' });
    const before = await everything();
    const done = await bring(
      csv([
        [key, '想改外区', '', '', '锦江区'],
        [code(), '想并外区', '', phone, '锦江区'],
        [code(), '外区新店', '', '', '武侯区'],
        [code(), '没有区域', ''],
      ]),
      local.token,
    );
    expect(counts(done)).toMatchObject({ rows: 4, faulty: 4 });
    expect(done.faults.map(({ reason }) => reason)).toEqual([
      '编号或电话已被其他区域的门店使用',
      '编号或电话与其他门店冲突',
      '不在您负责的区域内',
      '请填写您负责范围内的区域',
    ]);
    expect(JSON.stringify(done)).not.toContain('外区的店');
    expect(await everything()).toEqual(before);
    expect(counts(await bring(csv([[code(), '本区新店', '', '', '锦江区']]), local.token))).toMatchObject({ created: 1 });
    const foreign = await bring(csv([[code(), '内勤导入']]));
    expect((await t.call('shops.getImport', { as: local.token, params: { id: foreign.id } })).status).toBe(404);
    expect((await t.call('shops.importFaults', { as: local.token, params: { id: foreign.id } })).status).toBe(404);
    const { body } = await t.call('shops.imports', { as: local.token });
    expect(body.items.map(({ rows }) => rows)).toEqual([1, 4]);
  });
});

describe('an import that cannot run', () => {
  it.each<[string, object, number, string]>([
    ['without a column for the name', { 客户编号: 'code' }, 400, 'import_mapping_incomplete'],
    ['with a header that is not there', { 店名: 'name', 没有: 'code' }, 400, 'invalid'],
    ['with a column that is none', { 店名: 'name', 电话: 'salary' }, 400, 'invalid'],
    ['with a column given twice', { 店名: 'name', 老板: 'name' }, 400, 'invalid'],
  ])('%s changes nothing', async (_, mapping, status, expected) => {
    const { body: sheet } = await upload(csv([[code(), '不会导入']]));
    const before = await t.db.query('SELECT id FROM shop_import');
    const refused = await t.call('shops.import', { as: office.token, body: { fileId: sheet.fileId, mapping } });
    expect([refused.status, refused.body.code]).toEqual([status, expected]);
    expect(await t.db.query('SELECT id FROM shop_import')).toEqual(before);
  });

  it('takes nobody else’s file, and no file twice', async () => {
    const { body: sheet } = await upload(csv([[code(), '一次性']]));
    const start = (as: string) => t.call('shops.import', { as, body: { fileId: sheet.fileId, mapping: sheet.mapping } });
    expect((await start((await buildStaff(t, { roles: ['admin'] })).token)).body.details[0]?.field).toBe('fileId');
    const both = await Promise.all([start(office.token), start(office.token)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 400]);
    await t.runJobs();
    expect(await t.db.query("SELECT id FROM shop WHERE name = '一次性'")).toHaveLength(1);
  });
});
