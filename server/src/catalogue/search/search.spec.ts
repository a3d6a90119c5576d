import { bootApp, type TestApp } from '../../../test/app';
import { HARDWARE } from '../../../test/builders/hardware';
import { buildMember } from '../../../test/builders/member';
import { buildCategory, buildProduct } from '../../../test/builders/product';
import { buildStaff } from '../../../test/builders/staff';
import { CATALOGUE_ROOMS } from '../../../test/catalogue-rooms';

describe('searching the catalogue', () => {
  let t: TestApp;
  let as: string;
  let member: string;
  const categories = new Map<string, number>();
  beforeAll(async () => {
    t = await bootApp({ rooms: CATALOGUE_ROOMS });
    as = (await buildStaff(t, { roles: ['manager'] })).token;
    member = (await buildMember(t)).token;
    for (const { name, brand, category, keywords, specs, codes, barcodes } of HARDWARE) {
      const known = categories.get(category ?? '') ?? (await buildCategory(t, as, category ?? '其他'));
      categories.set(category ?? '', known);
      const own = specs && specs.length > 0 ? specs : [''];
      const skus = own.map((spec, i) => ({
        spec,
        code: i === 0 ? codes?.[0] : `${codes?.[0]}-${i}`,
        barcode: (i === 0 && barcodes?.[0]) || null,
      }));
      await buildProduct(t, { as, name, brand, categoryId: known, keywords: [...(keywords ?? [])], skus });
    }
  }, 120_000);
  afterAll(() => t.close());

  const found = async (query: object, token = member) =>
    (await t.call('products.list', { as: token, query: { limit: 100, ...query } })).body.items.map(({ name }) => name);

  it.each([
    ['nfsq', '农夫山泉饮用天然水'],
    ['农夫', '农夫山泉饮用天然水'],
    ['nongfushanquan', '农夫山泉饮用天然水'],
    ['6921168509256', '农夫山泉饮用天然水'],
    ['球阀 DN20', '黄铜球阀 内丝'],
    ['GWS-720', '角磨机 100型'],
    ['磨光机', '角磨机 100型'],
    ['yjc', '羊角锤 木柄'],
    ['管钳', '管子钳 重型'],
    ['漏宝', '漏电保护器'],
  ])('%s leads to %s', async (q, name) => {
    expect((await found({ q })).slice(0, 3)).toContain(name);
  });

  it('finds nothing for what nobody sells, and for what is no word', async () => {
    expect(await found({ q: '电脑' })).toEqual([]);
    expect(await found({ q: '😀' })).toEqual([]);
    expect(await found({ q: `%' OR 1=1 --` })).toEqual([]);
  });

  it('turns its pages without losing or repeating', async () => {
    const whole = await found({ q: '正泰' });
    expect(whole.length).toBeGreaterThan(2);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await t.call('products.list', { as: member, query: { q: '正泰', limit: 2, cursor } });
      seen.push(...body.items.map(({ name }) => name));
      cursor = body.next ?? undefined;
    } while (cursor);
    expect(seen).toEqual(whole);
    const broken = await t.call('products.list', { as: member, query: { q: '正泰', cursor: 'x' } });
    expect(broken.body.details[0]?.field).toBe('cursor');
  });

  it('searches within a category and a brand, and in what is in stock', async () => {
    expect(await found({ q: '球阀', brand: '远大' })).toEqual(['不锈钢球阀 两片式']);
    expect(await found({ q: '扳手', categoryId: categories.get('管材') })).toEqual([]);
    expect(await found({ categoryId: 999_999 })).toEqual([]);
    expect(await found({ inStock: true })).toEqual([]);
    await t.db.execute(
      `INSERT INTO stock (sku_id, warehouse_id, available) SELECT s.id, 1, 5 FROM sku s JOIN product p ON p.id = s.product_id WHERE p.name = '卷尺'`,
    );
    expect(await found({ inStock: true })).toEqual(['卷尺']);
    expect(await found({ q: '卷尺', inStock: true })).toEqual(['卷尺']);
  });

  it('keeps to what exists: off sale for staff who ask for it, hidden for nobody in the segment', async () => {
    const { token, shopId } = await buildMember(t);
    const segment = await t.call('segments.create', { as, body: { name: '看不到', shopIds: [shopId] } });
    const { productId } = await buildProduct(t, { as, name: '秘密雷达', hiddenFromSegmentIds: [segment.body.id] });
    expect(await found({ q: '秘密雷达' }, token)).toEqual([]);
    expect(await found({ q: 'mmld' }, token)).toEqual([]);
    expect(await found({ q: '秘密雷达' })).toEqual(['秘密雷达']);
    expect((await t.call('products.get', { as: token, params: { id: productId } })).status).toBe(404);
    await t.call('products.update', { as, params: { id: productId }, body: { onSale: false } });
    expect(await found({ q: '秘密雷达' })).toEqual([]);
    expect(await found({ q: '秘密雷达', offSale: true })).toEqual([]);
    expect(await found({ q: '秘密雷达' }, as)).toEqual([]);
    expect(await found({ q: '秘密雷达', offSale: true }, as)).toEqual(['秘密雷达']);
    expect((await t.call('products.get', { as: member, params: { id: productId } })).body).toMatchObject({ onSale: false });
  });

  it('finds a changed name by the new one only', async () => {
    const { productId } = await buildProduct(t, { as, name: '旧名白熊' });
    await t.call('products.update', { as, params: { id: productId }, body: { name: '新名黑豹' } });
    expect(await found({ q: '白熊' })).toEqual([]);
    expect(await found({ q: 'heibao' })).toEqual(['新名黑豹']);
  });

  it('knows a scanned barcode', async () => {
    const scan = (barcode: string, token = member) => t.call('products.byBarcode', { as: token, params: { barcode } });
    expect((await scan('6924505812345')).body).toMatchObject({ productName: '五孔插座 86型', code: 'G07Z223', price: { fen: 1000 } });
    expect((await scan('6999999999999')).status).toBe(404);
    expect((await scan('69x')).status).toBe(400);
  });
});
