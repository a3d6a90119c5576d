import ExcelJS from 'exceljs';
import { bootApp, type TestApp } from '../../../test/app';
import { CUSTOMER_HEADER, countsOf, csvOf, importSheet } from '../../../test/builders/import-sheet';
import { buildStaff } from '../../../test/builders/staff';
import { unique } from '../../../test/builders/unique';
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
const bring = (content: Buffer | string, as = office.token, name?: string) => importSheet(t, as, content, name);
const shopBy = async (column: string, value: string): Promise<Row> =>
  (await t.db.query<Row>(`SELECT * FROM shop WHERE ${column} = ?`, [value]))[0] ?? {};
const code = () => `K${unique()}`;

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
      [6, '区域', '火星区', '没有这个区域或有同名区域，请写成 四川省成都市武侯区'],
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
