import { bootApp, type TestApp } from '../../../test/app';
import {
  cellsOf,
  everyProduct,
  GOODS_HEADER,
  goodsCounts,
  goodsSheet,
  importGoods,
  goodsRow as row,
} from '../../../test/builders/product-sheet';
import { buildShop } from '../../../test/builders/shop';
import { buildStaff } from '../../../test/builders/staff';
import { unique } from '../../../test/builders/unique';

let t: TestApp;
let office: { token: string };
let manager: { token: string };
beforeAll(async () => {
  t = await bootApp();
  office = await buildStaff(t, { roles: ['office'] });
  manager = await buildStaff(t, { roles: ['manager'] });
  await t.call('warehouses.create', { as: manager.token, body: { name: '总仓' } });
});
afterAll(() => t.close());

const bring = (content: Buffer | string) => importGoods(t, office.token, content);
const code = () => `D${unique()}`;
type Sku = { id: number; product_id: number; floor_fen: number | null };
const skuBy = async (own: string): Promise<Sku> => {
  const [sku] = await t.db.query<Sku>('SELECT id, product_id, floor_fen FROM sku WHERE code = ?', [own]);
  if (!sku) throw new Error(`no SKU ${own}`);
  return sku;
};
const productOf = async (own: string) => {
  const { product_id } = await skuBy(own);
  return (await t.call('products.get', { as: manager.token, params: { id: product_id } })).body;
};

describe('a bad row', () => {
  const base = (fields: Record<string, unknown>) => row(code(), `坏行${unique()}`, fields);
  it.each<[string, () => unknown[], string, string]>([
    ['no code', () => row('', '电钻'), '编码', '请填写规格编码'],
    ['no name', () => row(code(), ''), '商品名称', '填写分类时要同时填写商品名称'],
    ['no price', () => base({ price: '' }), '单价', '请填写标准价'],
    ['a price in words', () => base({ price: '面议' }), '单价', '应为金额，例如 12.50'],
    ['a price below zero', () => base({ price: '-5' }), '单价', '应为金额，例如 12.50'],
    ['a tenth of a fen', () => base({ price: '1.005' }), '单价', '金额最多两位小数'],
    ['a price beyond reckoning', () => base({ price: '1000000.01' }), '单价', '金额不能超过 1000000 元'],
    ['no category', () => base({ category: '' }), '分类', '新商品请填写分类，例如 电动工具/电钻'],
    ['five levels of categories', () => base({ category: 'a/b/c/d/e' }), '分类', '分类最多 4 级'],
    ['no unit', () => base({ unit: '' }), '单位', '请填写基本单位'],
    ['a unit without its size', () => base({ unit2: '箱' }), '装箱数', '请填写 1 箱等于多少个基本单位'],
    ['a size without its unit', () => base({ factor2: '12' }), '大单位', '请填写单位名称'],
    ['two units of one name', () => base({ unit2: '个', factor2: '12' }), '大单位', '单位“个”重复了'],
    ['letters in a barcode', () => base({ barcode: 'abc' }), '条码', '条码应为 8 到 14 位数字'],
    ['a price below the floor', () => base({ price: '5', floor: '6' }), '底价', '标准价 5.00 低于底价 6.00'],
    ['half a piece in stock', () => base({ stock: '1.5' }), '库存', '应为 0 到 100000000 之间的整数'],
    ['a word for yes or no', () => base({ on: '也许' }), '是否上架', '请填写 是 或 否'],
    ['a name that is too long', () => row(code(), '长'.repeat(81)), '商品名称', '最多 80 个字'],
  ])('of %s is reported and leaves nothing', async (_, make, column, reason) => {
    const before = await everyProduct(t);
    const report = await bring(goodsSheet([make()]));
    expect(goodsCounts(report)).toMatchObject({ created: 0, faulty: 1 });
    expect(report.faults[0]).toMatchObject({ line: 2, column, reason });
    expect(await everyProduct(t)).toEqual(before);
  });

  it('contradicts the product that its code belongs to, or another row', async () => {
    const [a, b, c, d] = [code(), code(), code(), code()];
    const [name, other] = [`钳子${unique()}`, `剪刀${unique()}`];
    const barcode = String(68_000_000_000_00 + unique());
    await bring(goodsSheet([row(a, name, { barcode })]));
    const report = await bring(
      goodsSheet([
        row(a, other),
        row(b, other, { text: '甲' }),
        row(c, other, { text: '乙' }),
        row(d, `${other}丁`, { barcode }),
        row(b, other, { text: '甲' }),
      ]),
    );
    expect(report.faults).toEqual([
      { line: 2, column: '商品名称', value: other, reason: `该编码属于商品“${name}”，改名请在商品页操作` },
      { line: 4, column: '说明', value: '乙', reason: '与第 3 行同一商品填写的不一样' },
      { line: 5, column: '条码', value: barcode, reason: `条码已被编码 ${a} 使用` },
      { line: 6, column: '编码', value: b, reason: '与第 3 行的编码重复' },
    ]);
  });

  it('would put a floor above a price that is agreed', async () => {
    const own = code();
    const { shopId } = await buildShop(t, { name: '老王五金' });
    await bring(goodsSheet([row(own, `轴承${unique()}`, { price: '20' })]));
    const { id } = await skuBy(own);
    await t.call('customerPrices.set', { as: manager.token, body: { shopId, prices: [{ skuId: id, fen: 1500 }] } });
    const report = await bring(`编码,底价\n${own},16\n`);
    expect(report.faults).toEqual([{ line: 2, column: '底价', value: '16.00', reason: '“老王五金”的专属价 15.00 低于底价 16.00' }]);
    expect(await skuBy(own)).toMatchObject({ floor_fen: null });
  });

  it('comes back in a sheet that can be mended and uploaded again', async () => {
    const [good, bad] = [code(), code()];
    const report = await bring(goodsSheet([row(good, `螺母${unique()}`), row(bad, `=螺母${unique()}`, { price: '很贵', barcode: '1' })]));
    const { body } = await t.call('products.importFaults', { as: office.token, params: { id: report.id } });
    const [header, ...rows] = await cellsOf(body);
    expect(header).toEqual([...GOODS_HEADER, '原因']);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.at(-1)).toBe('条码：条码应为 8 到 14 位数字；单价：应为金额，例如 12.50');
    expect(rows[0]?.[1]).toMatch(/^'=螺母/);
    const mended = rows.map((cells) => cells.map((cell, i) => (GOODS_HEADER[i] === '单价' ? '3' : GOODS_HEADER[i] === '条码' ? '' : cell)));
    expect(goodsCounts(await bring(goodsSheet(mended, header)))).toMatchObject({ created: 1, faulty: 0 });
    expect((await productOf(bad)).name).toMatch(/^=螺母/);
  });
});
