import { bootApp, type TestApp } from '../../../test/app';
import { buildMember } from '../../../test/builders/member';
import { buildSku, buildWarehouse } from '../../../test/builders/placed-order';
import { bodyOf, lineOf, place } from '../../../test/builders/placing';
import { buildShop } from '../../../test/builders/shop';
import { buildStaff } from '../../../test/builders/staff';
import { checkOrders } from '../../../test/order-conservation';
import { ReservationExpiry } from '../reservation-expiry';

describe('placing an order', () => {
  let t: TestApp;
  let first: number;
  let second: number;
  beforeAll(async () => {
    t = await bootApp();
    first = await buildWarehouse(t, '成都仓', 0);
    second = await buildWarehouse(t, '绵阳仓', 1);
  });
  afterEach(() => checkOrders(t.db));
  afterAll(() => t.close());

  const stockOf = (skuId: number) =>
    t.db.query('SELECT warehouse_id AS w, available AS a, reserved AS r FROM stock WHERE sku_id = ? ORDER BY warehouse_id', [skuId]);

  it('reserves, answers the order as it is read later, and takes it out of the cart', async () => {
    const shop = await buildMember(t);
    const sku = await buildSku(t, { stock: { [first]: 100 } });
    await t.call('cart.setLine', { as: shop.token, params: { skuId: sku.skuId }, body: { unit: '箱', quantity: 2 } });
    const placed = await place(t, shop.token, bodyOf([{ sku, quantity: 2, unit: '箱', note: '要新货' }], { wish: '早上送' }));
    expect(placed).toMatchObject({ status: 200, body: { state: 'submitted', next: 'approval', totalFen: 24_000, wish: '早上送' } });
    expect(placed.body.number).toMatch(/^DD\d{8}-\d{6}$/);
    expect(placed.body.lines).toMatchObject([{ quantity: 2, unit: '箱', factor: 12, unitFen: 12_000, note: '要新货' }]);
    expect(placed.body.expiresAt).toBe(new Date(Date.parse(placed.body.placedAt) + 30 * 60_000).toISOString());
    expect(placed.body.availableActions.map(({ action }) => action)).toEqual(expect.arrayContaining(['pay', 'cancel', 'repeat']));
    expect((await t.call('orders.get', { as: shop.token, params: { id: placed.body.id } })).body).toEqual(placed.body);
    expect((await t.call('cart.get', { as: shop.token })).body).toMatchObject({ lines: [], kinds: 0, totalFen: 0 });
    expect(await stockOf(sku.skuId)).toEqual([{ w: first, a: 76, r: 24 }]);
    const [figures] = await t.db.query('SELECT orders_90d AS n, spend_90d_fen AS fen FROM shop WHERE id = ?', [shop.shopId]);
    expect(figures).toEqual({ n: 1, fen: 24_000 });
    const last = await t.db.query('SELECT fen, list_fen_then AS listFen FROM last_price WHERE shop_id = ?', [shop.shopId]);
    expect(last).toEqual([{ fen: 1_000, listFen: 1_000 }]);
  });

  it('charges the price of the shop: its own before its level’s, and less for more', async () => {
    const shop = await buildMember(t, { shopId: (await buildShop(t, { level: 'A' })).shopId });
    const other = await buildMember(t);
    const sku = await buildSku(t, { stock: { [first]: 1_000 }, listFen: 1_000 });
    const now = t.clock.now();
    await t.db.execute(
      `INSERT INTO price_level (name, position, permille, shop_levels, created_at, updated_at) VALUES ('A级', 0, 900, 'A', ?, ?)`,
      [now, now],
    );
    expect((await place(t, shop.token, bodyOf([{ sku, quantity: 1, seenFen: 900 }]))).body.totalFen).toBe(900);
    await t.db.execute('INSERT INTO customer_price (shop_id, sku_id, fen, list_fen_then, set_at) VALUES (?, ?, 850, 1000, ?)', [
      shop.shopId,
      sku.skuId,
      now,
    ]);
    expect((await place(t, shop.token, bodyOf([{ sku, quantity: 1, seenFen: 850 }]))).body.totalFen).toBe(850);
    await t.db.execute(`UPDATE sku SET ladder = '[{"from":100,"fen":700}]' WHERE id = ?`, [sku.skuId]);
    expect((await place(t, shop.token, bodyOf([{ sku, quantity: 100, seenFen: 700 }]))).body.totalFen).toBe(70_000);
    expect((await place(t, other.token, bodyOf([{ sku, quantity: 1 }]))).body.totalFen).toBe(1_000);
    const rules = await t.db.query(`SELECT price_rule AS rule FROM order_line WHERE sku_id = ? ORDER BY order_id`, [sku.skuId]);
    expect(rules).toEqual([{ rule: 'level' }, { rule: 'customer' }, { rule: 'customer+' }, { rule: 'list' }]);
  });

  it('believes nothing that is not the client’s to say', async () => {
    const shop = await buildMember(t);
    const other = await buildMember(t);
    const sku = await buildSku(t, { stock: { [first]: 10 } });
    const forged = {
      state: 'completed',
      status: 'completed',
      unitFen: 1,
      discount: 900,
      paidFen: 2_000,
      accountId: other.accountId,
      number: 'DD1',
    };
    const body = bodyOf([{ sku, quantity: 2 }], forged);
    const placed = await place(t, shop.token, { ...body, lines: body.lines.map((line) => ({ ...line, unitFen: 1, shipped: 2 })) });
    expect(placed.body).toMatchObject({ state: 'submitted', paidFen: 0, totalFen: 2_000, lines: [{ unitFen: 1_000, shipped: 0 }] });
    expect(placed.body.number).toMatch(/^DD\d{8}-\d{6}$/);
    const [row] = await t.db.query('SELECT account_id AS a, shop_id AS s FROM shop_order WHERE id = ?', [placed.body.id]);
    expect(row).toEqual({ a: shop.accountId, s: shop.shopId });
    expect((await place(t, shop.token, { ...bodyOf([{ sku, quantity: 1 }]), shopId: other.shopId })).status).toBe(404);
  });

  it('leaves from one warehouse where one has it all, else is split by line', async () => {
    const shop = await buildMember(t);
    const [bolt, nut] = [
      await buildSku(t, { stock: { [first]: 5, [second]: 50 } }),
      await buildSku(t, { stock: { [first]: 50, [second]: 50 } }),
    ];
    const lines = [bolt, nut].map((sku) => ({ skuId: sku.skuId, unit: '个', quantity: 10 }));
    const check = await t.call('orders.check', { as: shop.token, body: { lines } });
    expect(check.body.warehouses).toEqual([{ name: '绵阳仓', kinds: 2 }]);
    await place(
      t,
      shop.token,
      bodyOf([
        { sku: bolt, quantity: 10 },
        { sku: nut, quantity: 10 },
      ]),
    );
    expect(await stockOf(nut.skuId)).toEqual([
      { w: first, a: 50, r: 0 },
      { w: second, a: 40, r: 10 },
    ]);
    await place(
      t,
      shop.token,
      bodyOf([
        { sku: bolt, quantity: 45 },
        { sku: nut, quantity: 45 },
      ]),
    );
    expect(await stockOf(bolt.skuId)).toEqual([
      { w: first, a: 0, r: 5 },
      { w: second, a: 0, r: 50 },
    ]);
    expect(await stockOf(nut.skuId)).toEqual([
      { w: first, a: 5, r: 45 },
      { w: second, a: 40, r: 10 },
    ]);
  });

  it('lets what is short wait where back-orders are taken', async () => {
    const admin = await buildStaff(t, { roles: ['admin'] });
    const shop = await buildMember(t);
    const sku = await buildSku(t, { stock: { [first]: 7 } });
    expect((await t.call('tradeSettings.update', { as: admin.token, body: { backOrders: true } })).status).toBe(200);
    try {
      const placed = await place(t, shop.token, bodyOf([{ sku, quantity: 10 }]));
      expect(placed.body.lines).toMatchObject([{ quantity: 10, backOrdered: 3 }]);
      expect(await stockOf(sku.skuId)).toEqual([{ w: first, a: 0, r: 7 }]);
    } finally {
      await t.call('tradeSettings.update', { as: admin.token, body: { backOrders: false } });
    }
  });

  it('is done by a salesperson for their shop, who is named, and by no other', async () => {
    const sales = await buildStaff(t, { roles: ['salesperson'], name: '小王' });
    const stranger = await buildStaff(t, { roles: ['salesperson'] });
    const shop = await buildMember(t, { shopId: (await buildShop(t, { ownerStaffId: sales.staffId })).shopId });
    const sku = await buildSku(t, { stock: { [first]: 10 } });
    const body = bodyOf([{ sku, quantity: 2 }], { shopId: shop.shopId });
    const placed = await place(t, sales.token, body);
    expect(placed.body.placedBy).toEqual({ name: '小王', onBehalf: true });
    expect((await t.call('orders.get', { as: shop.token, params: { id: placed.body.id } })).body.placedBy).toEqual(placed.body.placedBy);
    expect((await place(t, stranger.token, body)).status).toBe(404);
    const nameless = await place(t, sales.token, bodyOf([{ sku, quantity: 2 }]));
    expect(nameless).toMatchObject({ status: 400, body: { code: 'invalid', details: [{ field: 'shopId' }] } });
    const audit = await t.db.query(`SELECT action FROM audit_entry WHERE subject = ?`, [`order:${placed.body.id}`]);
    expect(audit).toEqual([{ action: 'orders.place' }]);
  });

  it('goes to finance over the limit, or is refused where the person asks for that or there is none', async () => {
    const finance = await buildStaff(t, { roles: ['finance'] });
    const shop = await buildMember(t);
    const sku = await buildSku(t, { stock: { [first]: 100 } });
    const order = (quantity: number, more = {}) => place(t, shop.token, bodyOf([{ sku, quantity }], { paymentMethod: 'account', ...more }));
    expect((await order(1)).body).toMatchObject({ code: 'credit_exceeded', details: { limitFen: 0 } });
    await t.call('credit.set', { as: finance.token, params: { shopId: shop.shopId }, body: { limitFen: 10_000, termDays: 30 } });
    expect((await order(8)).body).toMatchObject({ needsFinance: false, expiresAt: null });
    const check = await t.call('orders.check', {
      as: shop.token,
      body: { lines: [lineOf({ sku, quantity: 3 })].map(({ seenFen: _, ...rest }) => rest) },
    });
    expect(check.body.credit).toEqual({ limitFen: 10_000, usedFen: 8_000, leftFen: 2_000, termDays: 30, over: true });
    expect((await order(3, { overLimit: 'refuse' })).body).toMatchObject({
      code: 'credit_exceeded',
      details: { leftFen: 2_000, totalFen: 3_000 },
    });
    expect((await order(3)).body).toMatchObject({ needsFinance: true, totalFen: 3_000 });
  });

  it('pays at once from what was prepaid, and no more than that', async () => {
    const shop = await buildMember(t);
    const sku = await buildSku(t, { stock: { [first]: 100 } });
    const pay = (quantity: number) => place(t, shop.token, bodyOf([{ sku, quantity }], { paymentMethod: 'deposit' }));
    expect((await pay(1)).body).toMatchObject({ code: 'deposit_short', details: { depositFen: 0 } });
    const finance = await buildStaff(t, { roles: ['finance'] });
    const headers = { 'idempotency-key': 'key-of-a-deposit' };
    const brought = await t.call('payments.offline', { as: shop.token, headers, body: { purpose: 'deposit', fen: 5_000 } });
    await t.call('payments.confirmOffline', { as: finance.token, params: { id: brought.body.id }, body: { confirm: true } });
    const paid = await pay(4);
    expect(paid.body).toMatchObject({ paidFen: 4_000, payments: [{ method: 'deposit', state: 'paid', fen: 4_000 }] });
    expect((await pay(2)).body).toMatchObject({ code: 'deposit_short', details: { depositFen: 1_000 } });
  });

  it('is called off when nobody pays in time, and everything is free again', async () => {
    const shop = await buildMember(t);
    const sku = await buildSku(t, { stock: { [first]: 10 } });
    const { body } = await place(t, shop.token, bodyOf([{ sku, quantity: 10 }]));
    await t.db.execute('UPDATE shop_order SET expires_at = ? WHERE id = ?', [t.clock.now() - 1, body.id]);
    const expiry = t.app.get(ReservationExpiry, { strict: false });
    await Promise.all([expiry.run(), expiry.run()]);
    expect((await t.call('orders.get', { as: shop.token, params: { id: body.id } })).body).toMatchObject({
      state: 'cancelled',
      next: null,
    });
    expect(await stockOf(sku.skuId)).toEqual([{ w: first, a: 10, r: 0 }]);
    const [figures] = await t.db.query('SELECT orders_90d AS n, spend_90d_fen AS fen FROM shop WHERE id = ?', [shop.shopId]);
    expect(figures).toEqual({ n: 0, fen: 0 });
  });

  it('moves on at once where every step is switched off', async () => {
    const admin = await buildStaff(t, { roles: ['admin'] });
    const finance = await buildStaff(t, { roles: ['finance'] });
    const shop = await buildMember(t);
    const sku = await buildSku(t, { stock: { [first]: 10 } });
    await t.call('credit.set', { as: finance.token, params: { shopId: shop.shopId }, body: { limitFen: 100_000, termDays: 30 } });
    const { body: workflow } = await t.call('orders.workflow', { as: admin.token });
    const steps = Object.fromEntries(Object.entries(workflow.steps).map(([name, rule]) => [name, { ...rule, on: false }]));
    const set = await t.call('orders.setWorkflow', { as: admin.token, body: { version: workflow.version, steps } });
    const placed = await place(t, shop.token, bodyOf([{ sku, quantity: 4 }], { paymentMethod: 'account' }));
    expect(placed.body).toMatchObject({ state: 'completed', next: null, lines: [{ shipped: 4 }] });
    expect(await stockOf(sku.skuId)).toEqual([{ w: first, a: 6, r: 0 }]);
    await t.call('orders.setWorkflow', { as: admin.token, body: { version: set.body.version, steps: workflow.steps } });
  });
});
