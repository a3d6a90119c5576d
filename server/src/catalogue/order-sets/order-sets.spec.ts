import { bootApp, type TestApp } from '../../../test/app';
import { buildMember } from '../../../test/builders/member';
import { buildProduct } from '../../../test/builders/product';
import { buildStaff } from '../../../test/builders/staff';
import { CATALOGUE_ROOMS } from '../../../test/catalogue-rooms';
import { OrderSets } from './order-sets';

describe('what can be ordered at once', () => {
  let t: TestApp;
  let as: string;
  let skuId: number;
  let productId: number;
  let shop: { token: string; shopId: number; accountId: number };
  beforeAll(async () => {
    t = await bootApp({ rooms: CATALOGUE_ROOMS });
    as = (await buildStaff(t, { roles: ['manager'] })).token;
    shop = await buildMember(t);
    const units = [{ name: '箱', factor: 12 }];
    ({ skuId, productId } = await buildProduct(t, { as, skus: [{ units, listFen: 1000, ladder: [{ from: 24, fen: 900 }] }] }));
  }, 60_000);
  afterAll(() => t.close());

  async function announce(audience: object): Promise<number> {
    const { body } = await t.call('announcements.create', { as, body: { title: '到货', audience } });
    await t.call('announcements.publish', { as, params: { id: body.id } });
    await t.runJobs();
    return body.id;
  }
  const put = (subjectId: number, lines: object[], kind = 'announcement') =>
    t.call('orderSets.put', { as, params: { kind, subjectId }, body: { title: '一键补货', lines } });
  const get = (subjectId: number, token: string) => t.call('orderSets.get', { as: token, params: { kind: 'announcement', subjectId } });

  it('is at the price of whoever looks, for those alone who may see the announcement', async () => {
    const subjectId = await announce({ shopIds: [shop.shopId] });
    expect((await put(subjectId, [{ skuId, quantity: 2, unit: '箱' }])).status).toBe(204);
    const { body } = await get(subjectId, shop.token);
    expect(body).toMatchObject({ title: '一键补货', totalFen: 21_600, lines: [{ quantity: 2, unit: '箱', totalFen: 21_600 }] });
    expect((await get(subjectId, (await buildMember(t)).token)).status).toBe(404);
    expect(await t.app.get(OrderSets, { strict: false }).skusOf(t.db, 'announcement', subjectId)).toEqual([skuId]);
    await t.db.execute('INSERT INTO customer_price (shop_id, sku_id, fen, list_fen_then, set_at) VALUES (?, ?, 500, 1000, 1)', [
      shop.shopId,
      skuId,
    ]);
    expect((await get(subjectId, shop.token)).body.totalFen).toBe(12_000);
    expect((await put(subjectId, [])).status).toBe(204);
    expect(await get(subjectId, shop.token)).toMatchObject({ status: 200, body: { title: '', lines: [], totalFen: null } });
  });

  it('leaves out what does not exist for the shop, and does not count what is off sale', async () => {
    const subjectId = await announce({ everyone: true });
    const segment = await t.call('segments.create', { as, body: { name: '看不到', shopIds: [shop.shopId] } });
    const hidden = await buildProduct(t, { as, hiddenFromSegmentIds: [segment.body.id] });
    const gone = await buildProduct(t, { as, skus: [{ listFen: 300 }, { listFen: 400 }] });
    await put(subjectId, [
      { skuId: hidden.skuId, quantity: 1 },
      { skuId: gone.skuId, quantity: 1 },
    ]);
    await t.call('products.update', { as, params: { id: gone.productId }, body: { onSale: false } });
    const { body } = await get(subjectId, shop.token);
    expect(body.lines.map(({ sku, totalFen }) => [sku.id, sku.onSale, totalFen])).toEqual([[gone.skuId, false, null]]);
    expect(body.totalFen).toBe(0);
  });

  it('refuses a unit, a SKU, a quantity and a subject that cannot be', async () => {
    const subjectId = await announce({ everyone: true });
    expect((await put(subjectId, [{ skuId, quantity: 1, unit: '桶' }])).body.code).toBe('unit_unknown');
    expect((await put(subjectId, [{ skuId: 999_999, quantity: 1 }])).body.details[0]?.field).toBe('lines.0.skuId');
    const twice = { skuId, quantity: 1 };
    expect((await put(subjectId, [twice, twice])).body.details[0]?.field).toBe('lines.1.skuId');
    expect((await put(subjectId, [{ skuId, quantity: 0 }])).status).toBe(400);
    expect((await put(999_999, [twice])).status).toBe(404);
    expect((await put(999_999, [twice], 'post')).status).toBe(404);
    expect(await t.db.query('SELECT subject_id FROM order_set WHERE subject_id IN (?, 999999)', [subjectId])).toEqual([]);
  });

  it('keeps favourites of each person, newest first, and shows staff those of a shop', async () => {
    const other = await buildProduct(t, { as });
    const keep = (id: number, body: object) => t.call('favourites.put', { as: shop.token, params: { skuId: id }, body });
    expect((await keep(skuId, { quantity: 3, unit: '箱' })).status).toBe(204);
    t.clock.advance(1_000);
    await keep(other.skuId, {});
    await keep(skuId, { quantity: 5, unit: '箱' });
    expect((await keep(skuId, { unit: '桶' })).body.code).toBe('unit_unknown');
    expect((await keep(999_999, {})).status).toBe(404);
    const list = async (token: string, query = {}) =>
      (await t.call('favourites.list', { as: token, query })).body.items.map(({ sku, quantity, unit }) => [sku.id, quantity, unit]);
    const kept = [
      [other.skuId, 1, '个'],
      [skuId, 5, '箱'],
    ];
    expect(await list(shop.token)).toEqual(kept);
    expect(await list(as, { shopId: shop.shopId })).toEqual(kept);
    expect(await list(as)).toEqual([]);
    expect(await list((await buildMember(t, { shopId: shop.shopId, role: 'clerk' })).token)).toEqual([]);
    const favourite = async (token: string) => (await t.call('products.list', { as: token, query: { favourite: true, limit: 1 } })).body;
    expect((await favourite(shop.token)).items[0]).toMatchObject({ id: productId, sku: { favourite: true } });
    expect((await favourite(shop.token)).next).not.toBeNull();
    await t.call('favourites.remove', { as: shop.token, params: { skuId } });
    expect(await list(shop.token)).toEqual(kept.slice(0, 1));
  });
});
