import { bootApp, type TestApp } from '../../../test/app';
import { buildMember } from '../../../test/builders/member';
import { buildProduct } from '../../../test/builders/product';
import { buildStaff } from '../../../test/builders/staff';
import { CATALOGUE_ROOMS } from '../../../test/catalogue-rooms';

describe('a price level that is removed', () => {
  let t: TestApp;
  let as: string;
  beforeAll(async () => {
    t = await bootApp({ rooms: CATALOGUE_ROOMS });
    as = (await buildStaff(t, { roles: ['manager'] })).token;
  }, 60_000);
  afterAll(() => t.close());

  it('leaves its shops to their other levels, then to the list price, and leaves nothing of itself', async () => {
    const { token, shopId } = await buildMember(t);
    const { skuId, productId, categoryId } = await buildProduct(t, { as });
    const segment = await t.call('segments.create', { as, body: { name: '一群店', shopIds: [shopId] } });
    const level = async (body: object) => (await t.call('priceLevels.create', { as, body: { name: '级', ...body } })).body.id;
    const low = await level({
      permille: 950,
      segmentIds: [segment.body.id],
      addShopIds: [shopId],
      rules: [
        { kind: 'sku', skuId, fen: 700 },
        { kind: 'product', productId, permille: 800 },
        { kind: 'category', categoryId, permille: 810 },
      ],
    });
    const other = await level({ permille: 900, addShopIds: [shopId] });
    const price = async () => (await t.call('products.explainPrice', { as: token, params: { skuId } })).body.fen;
    const remove = (id: number) => t.call('priceLevels.remove', { as, params: { id } });
    expect(await price()).toBe(700);
    expect((await remove(low)).status).toBe(204);
    expect(await price()).toBe(900);
    expect((await t.call('priceLevels.list', { as })).body.items.map(({ id }) => id)).toEqual([other]);
    for (const table of ['price_level_sku', 'price_level_discount', 'price_level_segment', 'shop_price_level'])
      expect(await t.db.query(`SELECT price_level_id FROM ${table} WHERE price_level_id = ?`, [low])).toEqual([]);
    // The segment is free again.
    expect((await t.call('segments.remove', { as, params: { id: segment.body.id } })).status).toBe(204);
    expect((await remove(low)).status).toBe(404);
    await remove(other);
    expect(await price()).toBe(1000);
    const [last] = await t.db.query<{ action: string; subject: string }>(
      'SELECT action, subject FROM audit_entry ORDER BY seq DESC LIMIT 1',
    );
    expect(last).toEqual({ action: 'priceLevels.remove', subject: `priceLevel:${other}` });
  });
});

describe('a segment that decides how stock is shown', () => {
  it('cannot be removed, and cannot be chosen once it is', async () => {
    const t = await bootApp({ rooms: CATALOGUE_ROOMS });
    try {
      const as = (await buildStaff(t, { roles: ['manager'] })).token;
      const { token, shopId } = await buildMember(t);
      const { skuId } = await buildProduct(t, { as });
      const { body: segment } = await t.call('segments.create', { as, body: { name: '看数量', shopIds: [shopId] } });
      const show = (segments: object[]) =>
        t.call('tradeSettings.update', { as, body: { stockDisplay: { default: 'none', levels: [], segments } } });
      const remove = () => t.call('segments.remove', { as, params: { id: segment.id } });
      await show([{ segmentId: segment.id, show: 'figure' }]);
      const { body } = await t.call('products.list', { as: token });
      expect(body.items.find(({ sku }) => sku?.id === skuId)?.stock).toEqual({ word: 'none', figure: 0 });
      expect((await remove()).body.code).toBe('segment_in_use');
      await show([]);
      expect((await remove()).status).toBe(204);
      expect((await show([{ segmentId: segment.id, show: 'figure' }])).body.details[0]?.field).toBe('stockDisplay.segments.0.segmentId');
    } finally {
      await t.close();
    }
  }, 60_000);
});
