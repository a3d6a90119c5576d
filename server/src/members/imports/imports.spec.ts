import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';
import { bootApp, type TestApp } from '../../../test/app';
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
const HEADER = ['客户编号', '店名', '老板', '电话', '区域', '地址', '等级', '合作状态', '业务员', '标签', '备注'];
const csv = (rows: readonly (readonly unknown[])[], header: readonly string[] = HEADER): string =>
  [header, ...rows].map((row) => row.map((cell) => `"${String(cell ?? '').replaceAll('"', '""')}"`).join(',')).join('\r\n');

const upload = (content: Buffer | string, as = office.token, name = '客户表.csv') =>
  t.call('shops.readSheet', { as, file: { name, content } });

/** Uploads, takes the suggested mapping, waits for the end. */
async function bring(content: Buffer | string, as = office.token, name = '客户表.csv') {
  const { body: sheet } = await upload(content, as, name);
  const started = await t.call('shops.import', { as, body: { fileId: sheet.fileId, mapping: sheet.mapping } });
  expect(started.status).toBe(200);
  await t.runJobs();
  return (await t.call('shops.getImport', { as, params: { id: started.body.id } })).body;
}
const counts = ({ rows, created, updated, unchanged, merged, faulty }: Row) => ({ rows, created, updated, unchanged, merged, faulty });
const shopBy = async (column: string, value: string): Promise<Row> =>
  (await t.db.query<Row>(`SELECT * FROM shop WHERE ${column} = ?`, [value]))[0] ?? {};
const partsOf = (table: string, id: unknown): Promise<Row[]> =>
  t.db.query(`SELECT * FROM ${table} WHERE shop_id = ? ORDER BY 1, 2`, [Number(id)]);
const everything = async () => {
  const tables = ['shop', 'shop_tag', 'shop_contact', 'shop_field_value', 'shop_history'];
  return Object.fromEntries(
    await Promise.all(tables.map(async (table) => [table, await t.db.query(`SELECT * FROM ${table} ORDER BY 1, 2`)])),
  );
};
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

describe('meeting shops that are there', () => {
  it('knows a shop by its code, changes what the sheet says and erases nothing', async () => {
    const key = code();
    const [old, fresh] = [uniquePhone(), uniquePhone()];
    const { shopId } = await buildShop(t, {
      code: key,
      name: '旧名五金',
      phone: old,
      level: 'A',
      trade: '五金',
      tags: ['旧标签'],
      contacts: [{ name: '老王', phone: old }],
    });
    const done = await bring(csv([[key, '新名五金', '小王', fresh, '', '', '', '已合作', '', '新标签', '']]));
    expect(counts(done)).toMatchObject({ updated: 1, created: 0 });
    expect(await shopBy('code', key)).toMatchObject({
      id: shopId,
      name: '新名五金',
      phone: fresh,
      level: 'A',
      trade: '五金',
      status: 'partner',
    });
    expect((await partsOf('shop_tag', shopId)).map((row) => row.tag).sort()).toEqual(['新标签', '旧标签'].sort());
    expect((await partsOf('shop_contact', shopId)).map((row) => [row.name, row.phone])).toEqual([
      ['老王', old],
      ['小王', fresh],
    ]);
    expect(await partsOf('shop_history', shopId)).toMatchObject([{ kind: 'status', from_value: 'prospect', to_value: 'partner' }]);
  });

  it('knows it by its phone or a contact’s, and gives it the code that it had not', async () => {
    const [own, contact] = [uniquePhone(), uniquePhone()];
    const [a, b] = [await buildShop(t, { phone: own }), await buildShop(t, { contacts: [{ name: '老板', phone: contact }] })];
    const keys = [code(), code()];
    const done = await bring(
      csv([
        [keys[0], '按电话', '', own],
        [keys[1], '按联系人', '', contact],
      ]),
    );
    expect(counts(done)).toMatchObject({ updated: 2, created: 0 });
    expect([(await shopBy('code', keys[0]!)).id, (await shopBy('code', keys[1]!)).id]).toEqual([a.shopId, b.shopId]);
    expect((await shopBy('code', keys[1]!)).phone).toBeNull();
  });

  it('leaves to a person what code and phone say differently', async () => {
    const [keyA, keyB, phoneB, twice] = [code(), code(), uniquePhone(), uniquePhone()];
    await buildShop(t, { code: keyA, name: '甲甲甲' });
    await buildShop(t, { code: keyB, name: '乙乙乙', phone: phoneB });
    await buildShop(t, { contacts: [{ name: '共用', phone: twice }] });
    await buildShop(t, { contacts: [{ name: '共用', phone: twice }] });
    const before = await everything();
    const done = await bring(
      csv([
        [keyA, '冲突一', '', phoneB],
        [code(), '冲突二', '', phoneB],
        ['', '冲突三', '', twice],
      ]),
    );
    expect(counts(done)).toMatchObject({ faulty: 3, created: 0, updated: 0 });
    expect(done.faults.map(({ line, column, value, reason }) => [line, column, value, reason])).toEqual([
      [2, '电话', phoneB, '编号和电话对应两家不同的门店，请核对'],
      [3, '电话', phoneB, `这个电话已属于另一家门店（编号 ${keyB}），请核对`],
      [4, '电话', twice, '这个电话对应几家门店，请填写客户编号'],
    ]);
    expect(await everything()).toEqual(before);
  });

  it('merges rows of one shop: the first speaks, later ones fill what it left open, even hundreds of rows further down', async () => {
    const [key, phone, other] = [code(), uniquePhone(), uniquePhone()];
    const filler = Array.from({ length: 300 }, () => [code(), '填充门店']);
    const rows = [
      [key, '首行店名', '', phone, '', '', '', '', '', '一'],
      ['', '次行店名', '次行人', phone, '成华区', '', 'B', '', '', '二'],
      ...filler,
      [key, '末行店名', '末行人', other, '锦江区', '末行地址', 'C', '', '', '三'],
    ];
    const check = async () => {
      const shop = await shopBy('code', key);
      expect(shop).toMatchObject({ name: '首行店名', phone, region_code: '510108', level: 'B', address: '末行地址' });
      expect((await partsOf('shop_tag', shop.id)).map((row) => row.tag).sort()).toEqual(['一', '三', '二'].sort());
      expect((await partsOf('shop_contact', shop.id)).map((row) => [row.name, row.phone])).toEqual([
        ['次行人', phone],
        ['末行人', other],
      ]);
    };
    expect(counts(await bring(csv(rows)))).toEqual({ rows: 303, created: 301, updated: 0, unchanged: 0, merged: 2, faulty: 0 });
    await check();
    const before = await everything();
    expect(counts(await bring(csv(rows)))).toEqual({ rows: 303, created: 0, updated: 0, unchanged: 301, merged: 2, faulty: 0 });
    expect(await everything()).toEqual(before);
    await check();
  });
});

describe('bad rows', () => {
  it('are reported one by one with column, value and reason, and the good ones go in', async () => {
    await buildStaff(t, { name: '同名' });
    await buildStaff(t, { name: '同名' });
    await buildStaff(t, { name: '已走', disabled: true });
    const good = code();
    const done = await bring(
      csv([
        [good, '好门店'],
        ['', ''],
        [code(), ''],
        [code(), '坏电话', '', '8555'],
        [code(), '坏区域', '', '', '火星区'],
        [code(), '坏等级', '', '', '', '', '特级', '不知道'],
        [code(), '坏业务员', '', '', '', '', '', '', '查无此人'],
        [code(), '坏业务员', '', '', '', '', '', '', '同名'],
        [code(), '坏业务员', '', '', '', '', '', '', '已走'],
        ['编号'.repeat(16), '店'],
      ]),
    );
    expect(counts(done)).toEqual({ rows: 9, created: 1, updated: 0, unchanged: 0, merged: 0, faulty: 8 });
    expect(done.faults.map(({ line, column, value, reason }) => [line, column, value.slice(0, 4), reason])).toEqual([
      [4, '店名', '', '请填写店名'],
      [5, '电话', '8555', '不是有效的手机号，座机请带区号'],
      [6, '区域', '火星区', '没有这个地区或有同名地区，请写成 四川省成都市武侯区'],
      [7, '等级', '特级', '等级只能是 A、B、C、D'],
      [7, '合作状态', '不知道', '合作状态只能是 未合作、已合作、已流失'],
      [8, '业务员', '查无此人', '没有叫“查无此人”的业务员'],
      [9, '业务员', '同名', '有几位同名的业务员，请写企业微信账号'],
      [10, '业务员', '已走', '这位业务员已停用'],
      [11, '客户编号', '编号编号', '最多 30 个字'],
      [11, '店名', '店', '至少 2 个字'],
    ]);
    expect(await t.db.query("SELECT id FROM shop WHERE name LIKE '坏%'")).toEqual([]);
    expect((await shopBy('code', good)).name).toBe('好门店');
  });

  it('come back as a sheet that can be mended and uploaded as it is', async () => {
    const [good, bad] = [code(), code()];
    const done = await bring(
      csv([
        [good, '好好店'],
        [bad, '坏坏店', '', '12', '', '=1+1', 'Z'],
      ]),
    );
    const { status, body, headers } = await t.call('shops.importFaults', { as: office.token, params: { id: done.id } });
    expect([status, headers.get('content-disposition')]).toEqual([200, expect.stringContaining(encodeURIComponent('客户表-待修改.xlsx'))]);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(body as unknown as ArrayBuffer);
    const sheet = book.worksheets[0]!;
    expect((sheet.getRow(1).values as string[]).slice(1)).toEqual([...HEADER, '原因']);
    expect(sheet.rowCount).toBe(2);
    expect(sheet.getCell('L2').value).toBe('等级：等级只能是 A、B、C、D；电话：不是有效的手机号，座机请带区号');
    sheet.getCell('D2').value = '13922220001';
    sheet.getCell('G2').value = 'D';
    const mended = await bring(Buffer.from(await book.xlsx.writeBuffer()), office.token, '已改.xlsx');
    expect(counts(mended)).toMatchObject({ rows: 1, created: 1, faulty: 0 });
    expect(await shopBy('code', bad)).toMatchObject({ level: 'D', phone: '13922220001', address: '=1+1' });
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
      '编号或电话已被其他地区的门店使用',
      '编号或电话与其他门店冲突',
      '不在您负责的地区内',
      '请填写您负责地区内的区域',
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
