import { bootApp, type TestApp } from '../../test/app';
import { buildMember } from '../../test/builders/member';
import { buildSku, buildWarehouse } from '../../test/builders/placed-order';
import { bodyOf, place } from '../../test/builders/placing';
import { buildShop } from '../../test/builders/shop';
import { buildStaff } from '../../test/builders/staff';
import { checkOrders } from '../../test/order-conservation';
import { TradeFollowers } from './trade-followers';

describe('orders that were placed', () => {
  let t: TestApp;
  let warehouseId: number;
  beforeAll(async () => {
    t = await bootApp();
    warehouseId = await buildWarehouse(t);
  });
  afterEach(() => checkOrders(t.db));
  afterAll(() => t.close());

  it('are repeated with what has changed since, line by line', async () => {
    const shop = await buildMember(t);
    const skus = await Promise.all(Array.from({ length: 6 }, () => buildSku(t, { stock: { [warehouseId]: 24 } })));
    const [same, dearer, gone, repacked, scarce, capped] = skus as [
      (typeof skus)[0],
      (typeof skus)[0],
      (typeof skus)[0],
      (typeof skus)[0],
      (typeof skus)[0],
      (typeof skus)[0],
    ];
    const { body } = await place(
      t,
      shop.token,
      bodyOf(skus.map((sku) => ({ sku, quantity: sku === repacked ? 1 : 10, unit: sku === repacked ? '箱' : '个' }))),
    );
    await t.db.execute('UPDATE sku SET list_fen = 1200 WHERE id = ?', [dearer.skuId]);
    await t.db.execute('UPDATE sku SET off_sale_at = 1 WHERE id = ?', [gone.skuId]);
    await t.db.execute(`UPDATE sku SET units = '[{"name":"箱","factor":6}]' WHERE id = ?`, [repacked.skuId]);
    await t.db.execute('UPDATE stock SET available = available - 10 WHERE sku_id = ?', [scarce.skuId]);
    await t.db.execute('UPDATE sku SET maximum = 5 WHERE id = ?', [capped.skuId]);
    const repeat = await t.call('orders.repeat', { as: shop.token, params: { id: body.id } });
    const changes = new Map(repeat.body.lines.map((line) => [line.sku.id, line.changes]));
    expect(skus.map(({ skuId }) => changes.get(skuId))).toEqual([[], ['price'], ['off_sale'], ['unit', 'price'], ['stock'], ['maximum']]);
    expect(repeat.body).toMatchObject({ thenTotalFen: 62_000, totalFen: 10_000 + 12_000 + 6_000 });
    expect(repeat.body.lines.find(({ sku }) => sku.id === dearer.skuId)).toMatchObject({ thenUnitFen: 1_000, unitFen: 1_200 });
    expect(repeat.body.lines.find(({ sku }) => sku.id === same.skuId)?.fault).toBeNull();
    await t.db.execute('UPDATE stock SET available = available + 10 WHERE sku_id = ?', [scarce.skuId]);
  });

  it('are listed newest first, by state, day, step, words and person, to those who may see the shop', async () => {
    const sales = await buildStaff(t, { roles: ['salesperson'] });
    const finance = await buildStaff(t, { roles: ['finance'] });
    const { shopId } = await buildShop(t, { ownerStaffId: sales.staffId, name: '鑫鑫五金' });
    const owner = await buildMember(t, { shopId });
    const clerk = await buildMember(t, { shopId, role: 'clerk' });
    const stranger = await buildMember(t);
    const sku = await buildSku(t, { stock: { [warehouseId]: 100 } });
    await t.db.execute(`UPDATE product SET name = '1/2" 球阀\\\\黄铜' WHERE id = ?`, [sku.productId]);
    const ids: number[] = [];
    for (const token of [owner.token, clerk.token, owner.token]) ids.push((await place(t, token, bodyOf([{ sku, quantity: 1 }]))).body.id);
    await t.call('orders.cancel', { as: owner.token, params: { id: ids[0] as number }, body: { reason: '点错了' } });
    const list = async (as: string, query: object = {}) =>
      (await t.call('orders.list', { as, query: { ...query } })).body.items.map(({ id }) => id);
    const newest = [...ids].reverse();
    expect(await list(owner.token)).toEqual(newest);
    expect(await list(sales.token)).toEqual(newest);
    expect(await list(finance.token, { shopId })).toEqual(newest);
    expect(await list(stranger.token)).toEqual([]);
    expect((await t.call('orders.list', { as: stranger.token, query: { shopId } })).status).toBe(404);
    expect(await list(owner.token, { mine: 'true' })).toEqual([ids[2], ids[0]]);
    expect(await list(owner.token, { states: 'cancelled' })).toEqual([ids[0]]);
    expect(await list(finance.token, { shopId, next: 'approval' })).toEqual([ids[2], ids[1]]);
    const today = t.clock.shanghaiDay();
    expect(await list(owner.token, { from: today, to: today })).toEqual(newest);
    expect(await list(owner.token, { to: '2020-01-01' })).toEqual([]);
    expect(await list(finance.token, { q: '鑫鑫' })).toEqual(newest);
    expect(await list(owner.token, { q: '2" 球阀' })).toEqual(newest);
    expect(await list(owner.token, { q: '%' })).toEqual([]);
    const first = await t.call('orders.list', { as: owner.token, query: { limit: 2 } });
    expect(first.body.items.map(({ id }) => id)).toEqual(newest.slice(0, 2));
    expect(await list(owner.token, { limit: 2, cursor: first.body.next })).toEqual(newest.slice(2));
    for (const as of [stranger.token]) expect((await t.call('orders.get', { as, params: { id: ids[1] as number } })).status).toBe(404);
  });

  it('tell a phone to those who have to call', async () => {
    const courier = await buildStaff(t, { roles: ['courier'] });
    const finance = await buildStaff(t, { roles: ['finance'] });
    const shop = await buildMember(t);
    const sku = await buildSku(t, { stock: { [warehouseId]: 10 } });
    const items = [{ contact: '老李', phone: '13900000001', address: '武侯大道 1 号', isDefault: true }];
    const put = await t.call('deliveryAddresses.put', { as: shop.token, params: { shopId: shop.shopId }, body: { items } });
    const { body } = await place(t, shop.token, bodyOf([{ sku, quantity: 1 }], { addressId: put.body.items[0]?.id }));
    expect(body.address).toEqual({ contact: '老李', phone: '13900000001', regionCode: null, address: '武侯大道 1 号' });
    const seen = async (as: string) => (await t.call('orders.get', { as, params: { id: body.id } })).body.address.phone;
    expect(await seen(courier.token)).toBe('13900000001');
    expect(await seen(finance.token)).toBe('139****0001');
  });

  it('go to the address as it was, whatever becomes of it, and one is the default', async () => {
    const shop = await buildMember(t);
    const params = { shopId: shop.shopId };
    const put = async (items: object[]) => t.call('deliveryAddresses.put', { as: shop.token, params, body: { items } });
    const one = { contact: '老李', phone: '13900000001', address: '一号' };
    const two = { contact: '小李', phone: '13900000002', address: '二号' };
    const both = (await put([one, two])).body.items;
    expect(both.map(({ isDefault }) => isDefault)).toEqual([true, false]);
    const swapped = await put([
      { ...one, id: both[0]?.id },
      { ...two, id: both[1]?.id, isDefault: true },
    ]);
    expect(swapped.body.items.map(({ id, isDefault }) => [id, isDefault])).toEqual([
      [both[0]?.id, false],
      [both[1]?.id, true],
    ]);
    expect(
      (
        await put([
          { ...one, isDefault: true },
          { ...two, isDefault: true },
        ])
      ).status,
    ).toBe(400);
    expect((await put([{ ...one, id: 4_000_000_000 }])).body).toMatchObject({ code: 'invalid', details: [{ field: 'items.0.id' }] });
    expect((await put([{ ...one, phone: '12' }])).status).toBe(400);
    const stranger = await buildMember(t);
    const theirs = (
      await t.call('deliveryAddresses.put', { as: stranger.token, params: { shopId: stranger.shopId }, body: { items: [one] } })
    ).body.items[0];
    expect((await put([{ ...one, id: theirs?.id }])).status).toBe(400);
    expect((await t.call('deliveryAddresses.list', { as: shop.token, params: { shopId: stranger.shopId } })).status).toBe(404);
    expect((await t.call('deliveryAddresses.list', { as: shop.token, params })).body.items).toHaveLength(2);
  });

  it('are counted for the shop, with those of 90 days ago falling out, and segments follow', async () => {
    const manager = await buildStaff(t, { roles: ['manager'] });
    const shop = await buildMember(t);
    const sku = await buildSku(t, { stock: { [warehouseId]: 100 } });
    const rule = { field: 'orders90d', min: 2 };
    const segment = await t.call('segments.create', { as: manager.token, body: { name: '近期下过两单', rule } });
    const shops = async () =>
      (await t.db.query<{ id: number }>('SELECT shop_id AS id FROM segment_shop WHERE segment_id = ?', [segment.body.id])).map(
        ({ id }) => id,
      );
    await place(t, shop.token, bodyOf([{ sku, quantity: 1 }]));
    expect(await shops()).not.toContain(shop.shopId);
    const { body } = await place(t, shop.token, bodyOf([{ sku, quantity: 2 }]));
    expect(await shops()).toContain(shop.shopId);
    await t.db.execute('UPDATE shop_order SET placed_at = placed_at - 8640000000, day = 20260101 WHERE id = ?', [body.id]);
    await t.app.get(TradeFollowers, { strict: false }).roll();
    expect(await t.db.query('SELECT orders_90d AS n, spend_90d_fen AS fen FROM shop WHERE id = ?', [shop.shopId])).toEqual([
      { n: 1, fen: 1_000 },
    ]);
    expect(await shops()).not.toContain(shop.shopId);
  });
});
