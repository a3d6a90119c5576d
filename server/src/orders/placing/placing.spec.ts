import { type BuiltSku, buildSku, buildWarehouse } from '../../../test/builders/placed-order';
import { bootApp, type TestApp } from '../../../test/app';
import { buildMember } from '../../../test/builders/member';
import { unique } from '../../../test/builders/unique';

describe('placing an order', () => {
  let t: TestApp;
  let warehouseId: number;
  beforeAll(async () => {
    t = await bootApp();
    warehouseId = await buildWarehouse(t);
  });
  afterAll(() => t.close());

  const line = (sku: BuiltSku, quantity: number, unit = '个') => ({
    skuId: sku.skuId,
    unit,
    quantity,
    seenFen: unit === '箱' ? sku.listFen * sku.factor : sku.listFen,
  });
  const place = (as: string, body: object, key = `key-${unique()}-0000`) =>
    t.call('orders.place', { as, headers: { 'idempotency-key': key }, body });

  it('reserves, answers the order and takes it out of the cart', async () => {
    const shop = await buildMember(t);
    const sku = await buildSku(t, { stock: { [warehouseId]: 100 } });
    await t.call('cart.setLine', { as: shop.token, params: { skuId: sku.skuId }, body: { unit: '箱', quantity: 2 } });
    const cart = await t.call('cart.get', { as: shop.token });
    expect(cart.body).toMatchObject({ kinds: 1, totalFen: 24_000, lines: [{ unitFen: 12_000, quantity: 2, fault: null }] });
    const placed = await place(shop.token, { lines: [line(sku, 2, '箱')], totalFen: 24_000, paymentMethod: 'wechat' });
    expect(placed.body).toMatchObject({ state: 'submitted', next: 'approval', totalFen: 24_000, lines: [{ quantity: 2, unit: '箱' }] });
    expect(placed.status).toBe(200);
    const again = await t.call('orders.get', { as: shop.token, params: { id: placed.body.id } });
    expect(again.body).toEqual(placed.body);
    const list = await t.call('orders.list', { as: shop.token });
    expect(list.body.items).toMatchObject([{ id: placed.body.id, kinds: 1 }]);
    expect((await t.call('cart.get', { as: shop.token })).body.lines).toEqual([]);
    expect(await t.db.query('SELECT available, reserved FROM stock WHERE sku_id = ?', [sku.skuId])).toEqual([{ available: 76, reserved: 24 }]);
    const check = await t.call('orders.check', { as: shop.token, body: { lines: [{ skuId: sku.skuId, unit: '个', quantity: 3 }] } });
    expect(check.body).toMatchObject({ totalFen: 3_000, credit: null, methods: ['wechat', 'offline'], warehouses: [{ kinds: 1 }] });
    const repeat = await t.call('orders.repeat', { as: shop.token, params: { id: placed.body.id } });
    expect(repeat.body).toMatchObject({ totalFen: 24_000, thenTotalFen: 24_000, lines: [{ changes: [] }] });
  });
});
