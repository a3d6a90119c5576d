import { bootApp, type TestApp } from '../../test/app';
import { buildMember } from '../../test/builders/member';
import { type BuiltSku, buildOrder, buildSku, buildWarehouse } from '../../test/builders/placed-order';
import { buildStaff } from '../../test/builders/staff';

const DAY = 86_400_000;

describe('what an announcement sold', () => {
  let t: TestApp;
  let manager: string;
  let salesperson: { token: string; staffId: number };
  let warehouseId: number;
  let sku: BuiltSku;
  beforeAll(async () => {
    t = await bootApp();
    manager = (await buildStaff(t, { roles: ['manager'] })).token;
    salesperson = await buildStaff(t, { roles: ['salesperson'], name: '小周' });
    warehouseId = await buildWarehouse(t);
    sku = await buildSku(t, { stock: { [warehouseId]: 1_000 } });
  }, 60_000);
  afterAll(() => t.close());

  const order = (of: { shopId: number; accountId: number }, what: BuiltSku, quantity: number) =>
    buildOrder(t, { ...of, lines: [{ sku: what, quantity, from: { [warehouseId]: quantity } }] });

  async function announce(lines: object[]): Promise<number> {
    const { body } = await t.call('announcements.create', { as: manager, body: { title: '到货了', audience: { everyone: true } } });
    const params = { kind: 'announcement', subjectId: body.id };
    if (lines.length > 0) await t.call('orderSets.put', { as: manager, params, body: { lines } });
    await t.call('announcements.publish', { as: manager, params: { id: body.id } });
    await t.runJobs();
    return body.id;
  }

  it('stands in its report, and the shops behind it can be looked at', async () => {
    const [one, two, three] = [await buildMember(t), await buildMember(t), await buildMember(t)];
    await t.db.execute('UPDATE shop SET owner_staff_id = ? WHERE id = ?', [salesperson.staffId, two.shopId]);
    const id = await announce([{ skuId: sku.skuId, quantity: 2 }]);
    const report = async (of = id) => (await t.call('announcements.report', { as: manager, params: { id: of } })).body.ordered;
    expect(await report()).toEqual({ shops: 0, orders: 0, fen: 0, withinDays: 7 });
    // Bought before it was read: nothing that the announcement did.
    await order(three, sku, 1);
    for (const { token } of [one, two, three]) await t.call('announcements.markRead', { as: token, params: { id }, body: {} });
    const other = await buildSku(t, { stock: { [warehouseId]: 10 } });
    t.clock.advance(1_000);
    await order(one, sku, 3);
    await order(three, other, 1);
    t.clock.advance(60_000);
    await order(two, sku, 5);
    await order(two, sku, 1);
    t.clock.advance(60_000);
    expect(await report()).toEqual({ shops: 2, orders: 3, fen: 9_000, withinDays: 7 });
    t.clock.advance(8 * DAY);
    await order(three, sku, 1);
    expect((await report())?.shops).toBe(2);

    const shops = async (as: string, query = {}) =>
      (await t.call('reports.reachShops', { as, params: { announcementId: id }, query })).body;
    const first = await shops(manager, { limit: 1 });
    expect(first.items).toMatchObject([{ shopId: two.shopId, salespersonName: '小周', orders: 2, fen: 6_000 }]);
    const rest = await shops(manager, { limit: 1, cursor: first.next ?? '' });
    expect(rest).toMatchObject({ items: [{ shopId: one.shopId, salespersonName: null, orders: 1, fen: 3_000 }], next: null });
    expect((await shops(salesperson.token)).items.map(({ shopId }) => shopId)).toEqual([two.shopId]);
    const missing = await t.call('reports.reachShops', { as: manager, params: { announcementId: 999_999 } });
    expect(missing.status).toBe(404);
  });

  it('is not asked of one that offers nothing, and a draft takes its offer with it', async () => {
    const { body } = await t.call('announcements.report', { as: manager, params: { id: await announce([]) } });
    expect(body.ordered).toBeNull();
    const draft = await t.call('announcements.create', { as: manager, body: { title: '没发的' } });
    const params = { kind: 'announcement', subjectId: draft.body.id };
    await t.call('orderSets.put', { as: manager, params, body: { lines: [{ skuId: sku.skuId, quantity: 1 }] } });
    await t.call('announcements.discard', { as: manager, params: { id: draft.body.id } });
    expect(await t.db.query('SELECT sku_id FROM order_set_sku WHERE subject_id = ?', [draft.body.id])).toEqual([]);
    expect(await t.db.query('SELECT title FROM order_set WHERE subject_id = ?', [draft.body.id])).toEqual([]);
  });

  it('and the overview counts what waits as the lists behind it do', async () => {
    const { shopId, accountId } = await buildMember(t);
    const orderId = await order({ shopId, accountId }, sku, 1);
    await t.db.execute(`UPDATE shop_order SET state = 'approved', next_step = 'outbound' WHERE id = ?`, [orderId]);
    await t.db.execute('UPDATE stock SET low_below = available + 1 WHERE sku_id = ?', [sku.skuId]);
    const { body } = await t.call('reports.overview', { as: manager });
    const listed = async (states: string) =>
      (await t.call('orders.list', { as: manager, query: { states, limit: 100 } })).body.items.length;
    expect(body.open.map(({ state }) => state)).toEqual(['submitted', 'approved']);
    for (const { state, orders } of body.open) expect([state, orders]).toEqual([state, await listed(state)]);
    expect(body.open.reduce((sum, { orders }) => sum + orders, 0)).toBe(body.openOrders);
    expect(body.lowStock).toBe((await t.call('stock.list', { as: manager, query: { low: 'true' } })).body.items.length);
    expect(body.lowStock).toBe(1);
    expect((await t.call('reports.overview', { as: salesperson.token })).body.open).toEqual([{ state: 'submitted', orders: 2 }]);
  });
});
