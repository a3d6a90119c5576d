import { bootApp, type TestApp } from '../../../test/app';
import { openSession } from '../../../test/builders/account';
import { buildMember } from '../../../test/builders/member';
import { buildSku, buildWarehouse } from '../../../test/builders/placed-order';
import { bodyOf, place } from '../../../test/builders/placing';
import { buildShop } from '../../../test/builders/shop';
import { buildStaff } from '../../../test/builders/staff';
import { checkOrders } from '../../../test/order-conservation';

describe('the cart', () => {
  let t: TestApp;
  let warehouseId: number;
  beforeAll(async () => {
    t = await bootApp();
    warehouseId = await buildWarehouse(t);
  });
  afterEach(() => checkOrders(t.db));
  afterAll(() => t.close());

  const setLine = (as: string, skuId: number, quantity: number, more: object = {}) =>
    t.call('cart.setLine', { as, params: { skuId }, body: { unit: '个', quantity, ...more } });
  const cartOf = async (as: string, query = {}) => (await t.call('cart.get', { as, query })).body;

  it('is the same on two devices, and the older of two replacements is refused', async () => {
    const shop = await buildMember(t);
    const [phone, tablet] = [shop.token, await openSession(t, shop.accountId, shop.memberId)];
    const [bolt, nut] = [await buildSku(t, { stock: { [warehouseId]: 50 } }), await buildSku(t, { stock: { [warehouseId]: 50 } })];
    expect(await cartOf(phone)).toMatchObject({ version: 0, lines: [] });
    expect((await setLine(phone, bolt.skuId, 2)).body).toMatchObject({ version: 1, kinds: 1, totalFen: 2_000, line: { quantity: 2 } });
    expect((await setLine(tablet, nut.skuId, 3, { note: '银色' })).body).toMatchObject({ version: 2, kinds: 2, totalFen: 5_000 });
    const seen = await cartOf(phone);
    expect(seen.lines.map(({ sku, note }) => [sku.id, note])).toEqual([
      [bolt.skuId, ''],
      [nut.skuId, '银色'],
    ]);
    const lines = [{ skuId: nut.skuId, unit: '箱', quantity: 1 }];
    expect((await t.call('cart.put', { as: phone, body: { version: 2, lines } })).body).toMatchObject({ version: 3, totalFen: 12_000 });
    const late = await t.call('cart.put', { as: tablet, body: { version: 2, lines: [] } });
    expect(late).toMatchObject({ status: 409, body: { code: 'conflict', details: { version: 3 } } });
    expect(await cartOf(tablet)).toMatchObject({ version: 3, kinds: 1 });
    expect((await setLine(tablet, nut.skuId, 0, { unit: '箱' })).body).toMatchObject({ kinds: 0, line: null });
  });

  it('loses nothing when two devices put in different things at the same moment', async () => {
    const shop = await buildMember(t);
    const skus = await Promise.all(Array.from({ length: 8 }, () => buildSku(t, { stock: { [warehouseId]: 50 } })));
    const answers = await Promise.all(skus.map(({ skuId }, i) => setLine(shop.token, skuId, i + 1)));
    expect(answers.map(({ status }) => status)).toEqual(skus.map(() => 200));
    const cart = await cartOf(shop.token);
    expect(cart).toMatchObject({ version: 8, kinds: 8, totalFen: 36_000 });
  });

  it('takes nothing that can’t be ordered, but keeps what went off sale until somebody takes it out', async () => {
    const shop = await buildMember(t);
    const sku = await buildSku(t, { stock: { [warehouseId]: 50 } });
    await t.db.execute('UPDATE sku SET minimum = 5 WHERE id = ?', [sku.skuId]);
    expect((await setLine(shop.token, sku.skuId, 2)).body).toMatchObject({ code: 'quantity_invalid' });
    expect((await setLine(shop.token, sku.skuId, 5, { unit: '捆' })).body).toMatchObject({ code: 'unit_unknown' });
    expect((await setLine(shop.token, 4_000_000_000, 5)).body).toMatchObject({ code: 'sku_unavailable' });
    expect((await setLine(shop.token, sku.skuId, -1)).status).toBe(400);
    expect((await setLine(shop.token, sku.skuId, 1.5)).status).toBe(400);
    expect((await cartOf(shop.token)).version).toBe(0);
    // More than there is may lie in the cart: it may have come in by the time that it is ordered.
    expect((await setLine(shop.token, sku.skuId, 60)).body.line).toMatchObject({ fault: { code: 'out_of_stock' } });
    expect((await setLine(shop.token, sku.skuId, 6)).body.line).toMatchObject({ fault: null });
    await t.db.execute('UPDATE sku SET off_sale_at = 1 WHERE id = ?', [sku.skuId]);
    const cart = await cartOf(shop.token);
    expect(cart).toMatchObject({ totalFen: 0, lines: [{ unitFen: null, totalFen: null, fault: { code: 'sku_unavailable' } }] });
    const same = { version: cart.version, lines: [{ skuId: sku.skuId, unit: '个', quantity: 6 }] };
    expect((await t.call('cart.put', { as: shop.token, body: same })).status).toBe(200);
    const changed = { version: cart.version + 1, lines: [{ skuId: sku.skuId, unit: '个', quantity: 7 }] };
    expect((await t.call('cart.put', { as: shop.token, body: changed })).body).toMatchObject({ code: 'sku_unavailable' });
    const twice = { version: cart.version + 1, lines: [...same.lines, ...same.lines] };
    expect((await t.call('cart.put', { as: shop.token, body: twice })).body).toMatchObject({
      code: 'invalid',
      details: [{ field: 'lines.1.skuId' }],
    });
  });

  it('is one for each person and shop: a salesperson’s for a shop is not the shop’s own', async () => {
    const sales = await buildStaff(t, { roles: ['salesperson'] });
    const shop = await buildMember(t, { shopId: (await buildShop(t, { ownerStaffId: sales.staffId })).shopId });
    const clerk = await buildMember(t, { shopId: shop.shopId, role: 'clerk' });
    const stranger = await buildMember(t);
    const sku = await buildSku(t, { stock: { [warehouseId]: 50 } });
    await setLine(shop.token, sku.skuId, 1);
    await setLine(sales.token, sku.skuId, 2, { shopId: shop.shopId });
    expect((await cartOf(clerk.token)).lines).toEqual([]);
    expect((await cartOf(shop.token)).lines).toMatchObject([{ quantity: 1 }]);
    expect((await cartOf(sales.token, { shopId: shop.shopId })).lines).toMatchObject([{ quantity: 2 }]);
    expect((await t.call('cart.get', { as: sales.token, query: { shopId: stranger.shopId } })).status).toBe(404);
    expect((await t.call('cart.get', { as: sales.token })).body).toMatchObject({ code: 'invalid' });
    expect((await t.call('cart.get', { as: stranger.token, query: { shopId: shop.shopId } })).status).toBe(404);
  });

  it('keeps what was not ordered', async () => {
    const shop = await buildMember(t);
    const [bolt, nut] = [await buildSku(t, { stock: { [warehouseId]: 50 } }), await buildSku(t, { stock: { [warehouseId]: 50 } })];
    await setLine(shop.token, bolt.skuId, 2);
    await setLine(shop.token, nut.skuId, 2);
    await place(t, shop.token, bodyOf([{ sku: bolt, quantity: 2 }]));
    expect((await cartOf(shop.token)).lines).toMatchObject([{ sku: { id: nut.skuId } }]);
    await place(t, shop.token, bodyOf([{ sku: nut, quantity: 1 }], { clearCart: false }));
    expect((await cartOf(shop.token)).lines).toHaveLength(1);
  });
});
