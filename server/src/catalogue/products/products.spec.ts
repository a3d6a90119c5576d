import { bootApp, type TestApp } from '../../../test/app';
import { buildGuest } from '../../../test/builders/account';
import { buildMember } from '../../../test/builders/member';
import { buildCategory, buildProduct } from '../../../test/builders/product';
import { buildStaff } from '../../../test/builders/staff';
import { CATALOGUE_ROOMS } from '../../../test/catalogue-rooms';

describe('the product handbook', () => {
  let t: TestApp;
  let manager: string;
  beforeAll(async () => {
    t = await bootApp({ rooms: CATALOGUE_ROOMS });
    manager = (await buildStaff(t, { roles: ['manager'] })).token;
  }, 60_000);
  afterAll(() => t.close());

  it('shows a product with one SKU so that it can be ordered from the list', async () => {
    const categoryId = await buildCategory(t, manager);
    const { productId, skuId } = await buildProduct(t, {
      as: manager,
      categoryId,
      name: '农夫山泉饮用天然水',
      brand: '农夫山泉',
      skus: [{ code: 'NF-550', spec: '550ml', units: [{ name: '箱', factor: 24 }], listFen: 150, ladder: [{ from: 240, fen: 130 }] }],
    });
    const { token } = await buildMember(t);
    const { status, body } = await t.call('products.list', { as: token, query: { categoryId } });
    expect(status).toBe(200);
    expect(body.next).toBeNull();
    expect(body.items).toEqual([
      {
        id: productId,
        name: '农夫山泉饮用天然水',
        brand: '农夫山泉',
        categoryId,
        picture: null,
        onSale: true,
        skuCount: 1,
        fromFen: 150,
        stock: { word: 'none', figure: null },
        sku: {
          id: skuId,
          productId,
          code: 'NF-550',
          spec: '550ml',
          barcode: null,
          units: [
            { name: '个', factor: 1 },
            { name: '箱', factor: 24 },
          ],
          minimum: 1,
          step: 1,
          maximum: null,
          price: { fen: 150, rule: 'list', listFen: 150, ladder: [{ from: 240, fen: 130 }], lastFen: null, lastAt: null },
          stock: { word: 'none', figure: null },
          onSale: true,
          favourite: false,
        },
      },
    ]);
  });

  it('leafs through everything once, in the order of the tree, page after page', async () => {
    const top = await buildCategory(t, manager, '水暖');
    const second = await buildCategory(t, manager, '阀门', top);
    const first = await buildCategory(t, manager, '管材', top);
    await t.call('categories.update', { as: manager, params: { id: second }, body: { position: 5 } });
    const wanted: number[] = [];
    for (const categoryId of [top, first, second])
      for (let i = 0; i < 4; i++) wanted.push((await buildProduct(t, { as: manager, categoryId })).productId);
    const { token } = await buildMember(t);
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await t.call('products.list', { as: token, query: { categoryId: top, limit: 5, cursor } });
      seen.push(...body.items.map(({ id }) => id));
      cursor = body.next ?? undefined;
    } while (cursor);
    expect(seen).toEqual(wanted);
    const newest = await t.call('products.list', { as: token, query: { categoryId: top, sort: 'newest', limit: 3 } });
    expect(newest.body.items.map(({ id }) => id)).toEqual(wanted.slice(-3).reverse());
  });

  it('changes one version at a time', async () => {
    const { productId, skuId } = await buildProduct(t, { as: manager });
    const view = (await t.call('products.get', { as: manager, params: { id: productId } })).body;
    const body = { version: view.version, description: '新说明', attributes: [{ name: '材质', value: '黄铜' }], keywords: ['铜阀'] };
    const changed = await t.call('products.update', { as: manager, params: { id: productId }, body });
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({ description: '新说明', keywords: ['铜阀'], attributes: [{ name: '材质', value: '黄铜' }] });
    expect(changed.body.skus.map(({ id }) => id)).toEqual([skuId]);
    const late = await t.call('products.update', { as: manager, params: { id: productId }, body });
    expect([late.status, late.body.code]).toEqual([409, 'conflict']);
  });

  it('adds a SKU, changes another, and leaves those alone that are not named', async () => {
    const { productId, skuIds } = await buildProduct(t, { as: manager, skus: [{ spec: '小' }, { spec: '大' }] });
    const [small = 0, large = 0] = skuIds;
    const { status, body } = await t.call('products.update', {
      as: manager,
      params: { id: productId },
      body: {
        skus: [
          { code: `NEW-${productId}`, spec: '特大', baseUnit: '个', listFen: 3000 },
          { id: small, code: `S-${productId}`, spec: '迷你', baseUnit: '支', listFen: 800 },
        ],
      },
    });
    expect(status).toBe(200);
    expect(body.skus.map(({ id, spec, price }) => [id, spec, price.fen])).toEqual([
      [small, '迷你', 800],
      [large, '大', 1000],
      [expect.any(Number), '特大', 3000],
    ]);
    const history = await t.db.query('SELECT kind, from_fen, to_fen FROM price_change WHERE sku_id = ?', [small]);
    expect(history).toEqual([{ kind: 'list', from_fen: 1000, to_fen: 800 }]);
  });

  it('leaves cost and floor alone where they are not named, and holds a new ladder against that floor', async () => {
    const { productId, skuIds } = await buildProduct(t, { as: manager, skus: [{ listFen: 1000, costFen: 700, floorFen: 900 }] });
    const change = (ladder: object[]) =>
      t.call('products.update', {
        as: manager,
        params: { id: productId },
        body: { skus: [{ id: skuIds[0], code: `F-${productId}`, baseUnit: '个', listFen: 1000, ladder }] },
      });
    expect((await change([step(5, 800)])).body.code).toBe('price_below_floor');
    expect((await change([step(5, 950)])).status).toBe(200);
    const kept = await t.db.query('SELECT cost_fen, floor_fen FROM sku WHERE id = ?', [skuIds[0] as number]);
    expect(kept).toEqual([{ cost_fen: 700, floor_fen: 900 }]);
  });

  it.each<[string, object, string, string]>([
    ['a code twice', { skus: [sku({ code: 'X' }), sku({ code: 'X' })] }, 'invalid', 'skus.1.code'],
    ['a unit twice', { skus: [sku({ units: [{ name: '个', factor: 3 }] })] }, 'invalid', 'skus.0.units.0.name'],
    ['limits that let nothing through', { skus: [sku({ minimum: 10, step: 10, maximum: 9 })] }, 'invalid', 'skus.0.maximum'],
    ['two steps at one quantity', { skus: [sku({ ladder: [step(5, 900), step(5, 800)] })] }, 'invalid', 'skus.0.ladder.1.from'],
    ['a SKU of another product', { skus: [sku({ id: 1 })] }, 'invalid', 'skus.0.id'],
    ['a category that is not there', { categoryId: 999_999, skus: [sku({})] }, 'invalid', 'categoryId'],
    ['a segment that is not there', { hiddenFromSegmentIds: [999_999], skus: [sku({})] }, 'invalid', 'hiddenFromSegmentIds'],
    ['a picture that is not there', { pictureIds: [999_999], skus: [sku({})] }, 'invalid', 'pictureIds.0'],
    ['no SKU', { skus: [] }, 'invalid', 'skus'],
  ])('refuses %s and keeps nothing', async (_, fields, code, field) => {
    const categoryId = await buildCategory(t, manager);
    const before = await t.db.query('SELECT COUNT(*) AS n FROM product');
    const { body } = await t.call('products.create', { as: manager, body: { name: '坏商品', categoryId, ...fields } });
    expect([body.code, body.details[0]?.field]).toEqual([code, field]);
    expect(body.details[0]?.zh).toMatch(/\p{Script=Han}/u);
    expect(await t.db.query('SELECT COUNT(*) AS n FROM product')).toEqual(before);
  });

  it('refuses a code or barcode of another product, a price below the floor, and a name that the brand has', async () => {
    const { categoryId } = await buildProduct(t, { as: manager, name: '同名', skus: [{ code: 'TAKEN', barcode: '69312345' }] });
    const create = async (name: string, fields: object) =>
      (await t.call('products.create', { as: manager, body: { name, categoryId, skus: [sku(fields)] } })).body;
    expect((await create('甲', { code: 'TAKEN' })).code).toBe('sku_duplicate');
    expect((await create('甲', { barcode: '69312345' })).code).toBe('sku_duplicate');
    expect((await create('甲', { listFen: 100, floorFen: 101 })).code).toBe('price_below_floor');
    expect((await create('甲', { floorFen: 900, ladder: [step(10, 899)] })).code).toBe('price_below_floor');
    expect((await create('同名', {})).details[0]?.field).toBe('name');
    expect(await t.db.query(`SELECT id FROM product WHERE name = '甲'`)).toEqual([]);
  });

  it('is for everybody who is signed in; guests see no price, nor how many there are', async () => {
    const { productId, skuId } = await buildProduct(t, { as: manager });
    await t.db.execute('INSERT INTO stock (sku_id, warehouse_id, available) VALUES (?, 1, 40)', [skuId]);
    const { token } = await buildGuest(t);
    const { body } = await t.call('products.get', { as: token, params: { id: productId } });
    expect(body.skus[0]).toMatchObject({ price: null, stock: { word: null, figure: null } });
    expect(body.hiddenFrom).toBeNull();
    const staff = await t.call('products.get', { as: manager, params: { id: productId } });
    expect(staff.body.skus[0]).toMatchObject({ price: { fen: 1000 }, stock: { word: 'in_stock', figure: 40 } });
  });
});

function sku(fields: object): object {
  return { code: 'ODD-1', baseUnit: '个', listFen: 1000, ...fields };
}
function step(from: number, fen: number): object {
  return { from, fen };
}
