import { bootApp, type TestApp } from '../../../test/app';
import { countsOf, csvOf, everyShop, importSheet } from '../../../test/builders/import-sheet';
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
const [csv, counts] = [csvOf, countsOf];
const bring = (content: Buffer | string, as = office.token, name?: string) => importSheet(t, as, content, name);
const everything = () => everyShop(t);
const shopBy = async (column: string, value: string): Promise<Row> =>
  (await t.db.query<Row>(`SELECT * FROM shop WHERE ${column} = ?`, [value]))[0] ?? {};
const partsOf = (table: string, id: unknown): Promise<Row[]> =>
  t.db.query(`SELECT * FROM ${table} WHERE shop_id = ? ORDER BY 1, 2`, [Number(id)]);
const code = () => `K${unique()}`;

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
