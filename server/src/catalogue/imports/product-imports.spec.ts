import iconv from 'iconv-lite';
import { bootApp, type TestApp } from '../../../test/app';
import {
  cellsOf,
  everyProduct,
  GOODS_HEADER,
  goodsCounts,
  goodsSheet,
  importGoods,
  goodsRow as row,
  uploadGoods,
  uploadPicture,
} from '../../../test/builders/product-sheet';
import { buildStaff } from '../../../test/builders/staff';
import { unique } from '../../../test/builders/unique';
import { checkTrade } from '../../../test/trade-conservation';

let t: TestApp;
let office: { token: string };
let manager: { token: string };
beforeAll(async () => {
  t = await bootApp();
  office = await buildStaff(t, { roles: ['office'], name: '内勤小周' });
  manager = await buildStaff(t, { roles: ['manager'] });
  await t.call('warehouses.create', { as: manager.token, body: { name: '总仓' } });
});
afterEach(async () => expect(await checkTrade(t.db)).toEqual([]));
afterAll(() => t.close());

const bring = (content: Buffer | string, more: Parameters<typeof importGoods>[3] = {}) => importGoods(t, office.token, content, more);
const code = () => `D${unique()}`;
type Sku = Record<string, unknown> & { id: number; product_id: number };
const skuBy = async (own: string): Promise<Sku> => {
  const [sku] = await t.db.query<Sku>('SELECT * FROM sku WHERE code = ?', [own]);
  if (!sku) throw new Error(`no SKU ${own}`);
  return sku;
};
const productOf = async (own: string) => {
  const { product_id } = await skuBy(own);
  return (await t.call('products.get', { as: manager.token, params: { id: product_id } })).body;
};

describe('looking into a sheet of products', () => {
  it('answers its columns, what they seem to mean, and the first rows', async () => {
    const { status, body } = await uploadGoods(t, office.token, goodsSheet(Array.from({ length: 7 }, (_, i) => row(`X${i}`, '电钻'))));
    expect(status).toBe(200);
    expect(body).toMatchObject({ fileName: '商品表.csv', rows: 7, headers: GOODS_HEADER });
    expect(body.sample).toHaveLength(5);
    expect(body.mapping).toEqual({
      编码: 'code',
      商品名称: 'product',
      规格: 'spec',
      品牌: 'brand',
      分类: 'category',
      单位: 'baseUnit',
      大单位: 'unit2',
      装箱数: 'factor2',
      条码: 'barcode',
      单价: 'listPrice',
      成本: 'costPrice',
      底价: 'floorPrice',
      说明: 'description',
      图片: 'pictures',
      是否上架: 'onSale',
      库存: 'stock',
    });
  });

  it('is for managers, the office and admins', async () => {
    for (const roles of [['salesperson'], ['warehouse'], ['finance']] as const)
      expect((await uploadGoods(t, (await buildStaff(t, { roles: [...roles] })).token, '编码\n1')).status).toBe(403);
  });
});

describe('importing products', () => {
  it('writes products with their SKUs, categories, units, prices in fen and stock', async () => {
    const [a, b] = [code(), code()];
    const name = `冲击钻${unique()}`;
    const common = { brand: '东成', category: '电动工具/电钻/冲击钻', text: '双用' };
    const barcode = String(69_000_000_000_00 + unique());
    const report = await bring(
      goodsSheet([
        row(a, name, {
          ...common,
          spec: '13mm',
          unit2: '箱',
          factor2: '6',
          barcode,
          price: '¥1,299.90',
          cost: '800.5',
          floor: '900',
          stock: '42',
        }),
        row(b, name, { ...common, spec: '16mm', price: '19.99', on: '否' }),
      ]),
    );
    expect(goodsCounts(report)).toEqual({ rows: 2, created: 2, updated: 0, unchanged: 0, faulty: 0 });
    expect(report).toMatchObject({ startedBy: '内勤小周', job: { status: 'done', done: 2, total: 2, error: null } });
    const product = await productOf(a);
    expect(product).toMatchObject({ name, brand: '东成', description: '双用' });
    expect(product.categoryPath.map((one) => one.name)).toEqual(['电动工具', '电钻', '冲击钻']);
    expect(product.skus.map(({ code: own, spec, onSale }) => [own, spec, onSale])).toEqual([
      [a, '13mm', true],
      [b, '16mm', false],
    ]);
    expect(product.skus[0]?.units).toEqual([
      { name: '个', factor: 1 },
      { name: '箱', factor: 6 },
    ]);
    expect(await skuBy(a)).toMatchObject({ barcode, list_fen: 129_990, cost_fen: 80_050, floor_fen: 90_000, ladder: '[]' });
    expect(await skuBy(b)).toMatchObject({ list_fen: 1999, cost_fen: null });
    const { id } = await skuBy(a);
    expect((await t.call('stock.get', { as: manager.token, params: { skuId: id } })).body).toMatchObject({ onHand: 42, available: 42 });
    expect((await t.call('stock.movements', { as: manager.token, params: { skuId: id } })).body.items).toMatchObject([
      { onHandChange: 42, reason: 'counted', by: '内勤小周' },
    ]);
  });

  it('finds what it brought by a search at once', async () => {
    const own = code();
    await bring(goodsSheet([row(own, '龙鳞牌云石机', { category: '石材工具' })]));
    const { body } = await t.call('products.list', { as: manager.token, query: { q: '云石' } });
    expect(body.items.map(({ name }) => name)).toContain('龙鳞牌云石机');
  });

  it('changes nothing the second time, byte for byte', async () => {
    const rows = Array.from({ length: 12 }, (_, i) =>
      row(code(), `扳手${i % 4}-${unique()}`, { price: `${i + 1}.5`, stock: i, text: `第 ${i} 种` }),
    );
    const sheet = goodsSheet(rows);
    expect(goodsCounts(await bring(sheet))).toMatchObject({ created: 12 });
    const before = await everyProduct(t);
    t.clock.advance(60_000);
    expect(goodsCounts(await bring(sheet))).toEqual({ rows: 12, created: 0, updated: 0, unchanged: 12, faulty: 0 });
    expect(await everyProduct(t)).toEqual(before);
  });

  it('changes what a later sheet says, leaves what it leaves empty, and keeps the history of prices', async () => {
    const own = code();
    await bring(goodsSheet([row(own, `锤子${unique()}`, { price: '30', cost: '20', text: '羊角', unit2: '盒', factor2: '10' })]));
    const { id } = await skuBy(own);
    const report = await bring(`编码,单价,库存\n${own},33,7\n`);
    expect(goodsCounts(report)).toMatchObject({ updated: 1, faulty: 0 });
    expect(await skuBy(own)).toMatchObject({ id, list_fen: 3300, cost_fen: 2000, units: '[{"name":"盒","factor":10}]' });
    expect((await productOf(own)).description).toBe('羊角');
    const changes = await t.db.query('SELECT kind, from_fen, to_fen FROM price_change WHERE sku_id = ? ORDER BY id', [id]);
    expect(changes).toEqual([{ kind: 'list', from_fen: 3000, to_fen: 3300 }]);
  });

  it('reads GBK, and UTF-8 with its mark', async () => {
    const [a, b] = [code(), code()];
    await bring(iconv.encode(goodsSheet([row(a, '梅花扳手甲')]), 'gbk'));
    await bring(Buffer.from(`\ufeff${goodsSheet([row(b, '梅花扳手乙')])}`));
    expect([(await productOf(a)).name, (await productOf(b)).name]).toEqual(['梅花扳手甲', '梅花扳手乙']);
  });

  it('hangs pictures on products by their names, once', async () => {
    const [a, b] = [code(), code()];
    const name = `角磨机${unique()}`;
    const sheet = goodsSheet([row(a, name, { pictures: '主图 1.png；侧面' }), row(b, `${name}乙`, { pictures: '没有.png' })]);
    const upload = async () => [
      await uploadPicture(t, office.token, '主图 1.PNG'),
      await uploadPicture(t, office.token, '侧面.png', '#c0392b'),
    ];
    const report = await bring(sheet, { pictureFileIds: await upload() });
    expect(goodsCounts(report)).toMatchObject({ created: 1, faulty: 1 });
    expect(report.faults).toEqual([{ line: 3, column: '图片', value: '没有.png', reason: '上传的图片里没有“没有.png”' }]);
    const before = (await productOf(a)).pictures.map(({ id }) => id);
    expect(before).toHaveLength(2);
    // The same pictures uploaded again are the same pictures; named without an upload, the ones there are meant.
    expect(goodsCounts(await bring(sheet, { pictureFileIds: await upload() }))).toMatchObject({ unchanged: 1, faulty: 1 });
    expect(goodsCounts(await bring(sheet))).toMatchObject({ unchanged: 1, faulty: 1 });
    expect((await productOf(a)).pictures.map(({ id }) => id)).toEqual(before);
    const other = await uploadPicture(t, office.token, '侧面.png', '#27ae60');
    expect(goodsCounts(await bring(goodsSheet([row(a, name, { pictures: '侧面.png' })]), { pictureFileIds: [other] }))).toMatchObject({
      updated: 1,
    });
    expect((await productOf(a)).pictures.map(({ id }) => id)).toEqual([other]);
  });
});

describe('taking products out', () => {
  it('writes the columns that the import reads, and reading them back changes nothing', async () => {
    const own = code();
    const picture = await uploadPicture(t, office.token, '样品.png');
    await bring(
      goodsSheet([
        row(own, `=1+1 ${unique()}`, {
          brand: '@牌',
          unit2: '箱',
          factor2: '24',
          price: '12.3',
          cost: '4.56',
          floor: '7',
          pictures: '样品',
          stock: 9,
        }),
      ]),
      { pictureFileIds: [picture] },
    );
    const { body } = await t.call('products.export', { as: office.token });
    const cells = await cellsOf(body);
    const exported = cells.find(([first]) => first === own);
    expect(exported?.[1]).toMatch(/^'=1\+1/);
    expect(exported?.[3]).toBe("'@牌");
    const before = await everyProduct(t);
    const report = await bring(body, { name: '商品.xlsx' });
    expect(report.faults).toEqual([]);
    expect(goodsCounts(report)).toMatchObject({ created: 0, updated: 0, faulty: 0 });
    expect(report.unchanged).toBe(report.rows);
    expect(await everyProduct(t)).toEqual(before);
  });

  it('takes its figures of stock for no count', async () => {
    const { body } = await t.call('products.export', { as: office.token });
    const { body: sheet } = await uploadGoods(t, office.token, body, '商品.xlsx');
    expect(Object.values(sheet.mapping)).not.toContain('stock');
    expect(sheet.headers).toContain('库存（仅供参考）');
  });
});

describe('an import that cannot run', () => {
  const start = async (mapping: Record<string, string>, more: object = {}) => {
    const { body: sheet } = await uploadGoods(t, office.token, goodsSheet([row(code(), '电钻')]));
    return t.call('products.import', { as: office.token, body: { fileId: sheet.fileId, mapping, ...more } });
  };
  it.each<[string, Record<string, string>, string]>([
    ['without a column for the code', { 商品名称: 'product' }, 'import_mapping_incomplete'],
    ['with a brand and no name', { 编码: 'code', 品牌: 'brand' }, 'import_mapping_incomplete'],
    ['with a unit and no size', { 编码: 'code', 大单位: 'unit2' }, 'import_mapping_incomplete'],
    ['with a header that is not there', { 编码: 'code', 天气: 'spec' }, 'invalid'],
    ['with a column that is none', { 编码: 'code', 规格: 'weather' }, 'invalid'],
    ['with a column given twice', { 编码: 'code', 规格: 'code' }, 'invalid'],
  ])('%s changes nothing', async (_, mapping, expected) => {
    const before = await t.db.query('SELECT id FROM product_import');
    expect((await start(mapping)).body.code).toBe(expected);
    expect(await t.db.query('SELECT id FROM product_import')).toEqual(before);
  });

  it('takes nobody else’s file or picture, no sheet for a picture, and no warehouse that is none', async () => {
    const foreign = await uploadPicture(t, manager.token, '别人的.png');
    const { body: sheet } = await uploadGoods(t, office.token, '编码\n1\n');
    const mapping = { 编码: 'code' };
    expect((await start(mapping, { pictureFileIds: [foreign] })).body.details[0]?.field).toBe('pictureFileIds.0');
    expect((await start(mapping, { pictureFileIds: [sheet.fileId] })).body.details[0]?.field).toBe('pictureFileIds.0');
    expect((await start(mapping, { warehouseId: 4_000_000_000 })).body.details[0]?.field).toBe('warehouseId');
    const stolen = await t.call('products.import', { as: manager.token, body: { fileId: sheet.fileId, mapping } });
    expect(stolen.body.details[0]?.field).toBe('fileId');
  });
});
