import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bootApp, type TestApp } from '../../../test/app';
import { countsOf, everyShop, importSheet } from '../../../test/builders/import-sheet';
import { buildStaff } from '../../../test/builders/staff';
import { MembersModule } from '../members.module';

const FOLDER = join(__dirname, '..', '..', '..', '..', 'config', 'demo');
const read = (name: string): Buffer => readFileSync(join(FOLDER, name));

let t: TestApp;
let admin: { token: string };
beforeAll(async () => {
  t = await bootApp({ rooms: [MembersModule] });
  admin = await buildStaff(t, { roles: ['admin'] });
  const { staff } = JSON.parse(read('staff.json').toString()) as { staff: { name: string; roles: string[] }[] };
  for (const { name, roles } of staff) if (roles.includes('salesperson')) await buildStaff(t, { name });
  await t.call('customFields.create', { as: admin.token, body: { label: '门店面积（㎡）', type: 'number' } });
}, 60_000);
afterAll(() => t.close());

describe('the sample sheet, as the office of a wholesaler keeps it', () => {
  it('is imported but for the rows that nobody can understand, and says the same as csv', async () => {
    const done = await importSheet(t, admin.token, read('门店名单-示例.xlsx'), '门店名单-示例.xlsx');
    expect(done.created + done.merged + done.faulty).toBe(done.rows);
    expect([done.rows, done.faulty, done.merged, done.faults.length]).toEqual([320, 27, 5, 27]);
    // The README tells people what to expect.
    const told = readFileSync(join(FOLDER, 'README.md'), 'utf8');
    expect(told).toContain(`${done.rows} rows, ${done.faulty} of them faulty, ${done.merged} doubles`);
    const columns = done.faults.map(({ column }) => column);
    expect(new Set(columns)).toEqual(new Set(['手机', '区县', '店名', '建档日期', '业务员', '门店面积', '等级']));
    expect(done.faults.map(({ value }) => value)).toEqual(
      expect.arrayContaining(['16012O45678', '锦江/成华', '2023-13-45', '王志强、李晓燕', 'VIP']),
    );
    const before = await everyShop(t);
    const again = await importSheet(t, admin.token, read('门店名单-示例.csv'), '门店名单-示例.csv');
    expect(countsOf(again)).toEqual({ ...countsOf(done), created: 0, unchanged: done.created });
    expect(again.faults).toEqual(done.faults);
    expect(await everyShop(t)).toEqual(before);
  }, 120_000);

  it('leaves shops that can be found, with region, salesperson and area', async () => {
    const { body } = await t.call('shops.list', { as: admin.token, query: { q: '鑫鑫鑫五金（簇锦）' } });
    expect(body.items).toMatchObject([
      { code: 'CD0087', level: 'A', status: 'partner', regionName: '四川省成都市武侯区', ownerStaffName: '王志强' },
    ]);
    const shop = await t.call('shops.get', { as: admin.token, params: { id: body.items[0]!.id } });
    expect([Object.values(shop.body.customFields), shop.body.tags, shop.body.contacts[0]?.name]).toEqual([[136], ['月结'], '周鑫']);
    expect(shop.body.createdAt).toBe('2018-02-28T16:00:00.000Z');
  });
});
