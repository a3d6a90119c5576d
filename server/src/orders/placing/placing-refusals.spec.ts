import { bootApp, type TestApp } from '../../../test/app';
import { buildMember } from '../../../test/builders/member';
import { type BuiltSku, buildSku, buildWarehouse } from '../../../test/builders/placed-order';
import { bodyOf, place, traces } from '../../../test/builders/placing';
import { checkOrders } from '../../../test/order-conservation';

/** Each is refused with its code and a sentence; no row of any table that an order would write is there afterwards. */
describe('an order that is refused', () => {
  let t: TestApp;
  let warehouseId: number;
  let shop: Awaited<ReturnType<typeof buildMember>>;
  let sku: BuiltSku;
  let good: BuiltSku;
  beforeAll(async () => {
    t = await bootApp();
    warehouseId = await buildWarehouse(t);
    shop = await buildMember(t);
    sku = await buildSku(t, { stock: { [warehouseId]: 100 } });
    good = await buildSku(t, { stock: { [warehouseId]: 100 } });
    await t.call('cart.setLine', { as: shop.token, params: { skuId: sku.skuId }, body: { unit: '个', quantity: 3 } });
  });
  afterEach(() => checkOrders(t.db));
  afterAll(() => t.close());

  /** Beside a line that is in order: it must not be reserved either. */
  const refused = async (body: object, status: number, code: string) => {
    const before = await traces(t);
    const answer = await place(t, shop.token, body);
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
    expect(answer.body.message).toMatch(/[一-龥]/);
    expect(await traces(t)).toEqual(before);
    return answer.body.details as unknown as { lines: Record<string, unknown>[] } & Record<string, unknown>;
  };
  const both = (line: object) => {
    const body = bodyOf([
      { sku: good, quantity: 1 },
      { sku, quantity: 1 },
    ]);
    return { ...body, lines: [body.lines[0], { ...body.lines[1], ...line }] };
  };

  it.each([0, -1, 0.5, 1.1, '1', '3个', null, 1e21, 2 ** 53, Number.MAX_SAFE_INTEGER, [], true])(
    'for the quantity %p',
    async (quantity) => {
      await refused(both({ quantity }), 400, 'invalid');
    },
  );

  it.each([-1, 0.1, '100', 1e21, 2 ** 53, null])('for the seen price %p, and for such a total', async (fen) => {
    await refused(both({ seenFen: fen }), 400, 'invalid');
    await refused({ ...both({}), totalFen: fen }, 400, 'invalid');
  });

  it('for a unit that does not exist', async () => {
    const { lines } = await refused(both({ unit: '打' }), 400, 'unit_unknown');
    expect(lines).toMatchObject([{ line: 2, skuId: sku.skuId, code: 'unit_unknown', options: ['个', '箱'] }]);
  });

  it('for less than the minimum, off the step and above the maximum, also by two lines together', async () => {
    await t.db.execute('UPDATE sku SET minimum = 4, step = 4, maximum = 24 WHERE id = ?', [sku.skuId]);
    expect((await refused(both({ quantity: 2 }), 400, 'quantity_invalid')).lines).toMatchObject([{ line: 2, min: 4 }]);
    expect((await refused(both({ quantity: 6 }), 400, 'quantity_invalid')).lines).toMatchObject([{ line: 2, step: 4 }]);
    expect((await refused(both({ quantity: 28 }), 400, 'quantity_invalid')).lines).toMatchObject([{ line: 2, max: 24 }]);
    const twice = bodyOf([
      { sku, quantity: 16 },
      { sku, quantity: 1, unit: '箱' },
    ]);
    expect((await refused(twice, 400, 'quantity_invalid')).lines).toHaveLength(2);
    await t.db.execute('UPDATE sku SET minimum = 1, step = 1, maximum = NULL WHERE id = ?', [sku.skuId]);
  });

  it('for more than there is, also by two lines together', async () => {
    const { lines } = await refused(
      bodyOf([
        { sku: good, quantity: 1 },
        { sku, quantity: 101 },
      ]),
      409,
      'out_of_stock',
    );
    expect(lines).toMatchObject([{ line: 2, skuId: sku.skuId, code: 'out_of_stock' }]);
    // How many there are is the supplier's to show.
    expect(lines[0]).not.toHaveProperty('available');
    await refused(
      bodyOf([
        { sku, quantity: 60 },
        { sku, quantity: 4, unit: '箱' },
      ]),
      409,
      'out_of_stock',
    );
  });

  it('for what is off sale, and for what is hidden from one’s segment as for what does not exist', async () => {
    await t.db.execute('UPDATE sku SET off_sale_at = 1 WHERE id = ?', [sku.skuId]);
    expect((await refused(both({}), 409, 'sku_unavailable')).lines).toMatchObject([{ line: 2 }]);
    await t.db.execute('UPDATE sku SET off_sale_at = NULL WHERE id = ?', [sku.skuId]);
    const now = t.clock.now();
    const segment = await t.db.execute(`INSERT INTO segment (name, kind, created_at, updated_at) VALUES ('看不到的店', 'fixed', ?, ?)`, [
      now,
      now,
    ]);
    await t.db.execute('INSERT INTO segment_shop (segment_id, shop_id) VALUES (?, ?)', [segment.insertId, shop.shopId]);
    await t.db.execute('UPDATE product SET has_hidden = 1 WHERE id = ?', [sku.productId]);
    await t.db.execute('INSERT INTO product_hidden_segment (product_id, segment_id) VALUES (?, ?)', [sku.productId, segment.insertId]);
    const hidden = await refused(both({}), 409, 'sku_unavailable');
    const unknown = await refused(both({ skuId: 4_000_000_000 }), 409, 'sku_unavailable');
    expect({ ...hidden.lines[0], skuId: 0 }).toEqual({ ...unknown.lines[0], skuId: 0 });
    await t.db.execute('DELETE FROM segment_shop WHERE segment_id = ?', [segment.insertId]);
  });

  it('when the price has changed since, with both prices', async () => {
    const { lines } = await refused(both({ seenFen: 999 }), 409, 'price_changed');
    expect(lines).toMatchObject([{ line: 2, seenFen: 999, nowFen: 1_000 }]);
    await t.db.execute('UPDATE sku SET list_fen = 1100 WHERE id = ?', [sku.skuId]);
    expect((await refused(both({}), 409, 'price_changed')).lines).toMatchObject([{ line: 2, seenFen: 1_000, nowFen: 1_100 }]);
    await t.db.execute('UPDATE sku SET list_fen = 1000 WHERE id = ?', [sku.skuId]);
  });

  it('when the total does not add up, by one fen', async () => {
    expect(await refused({ ...both({}), totalFen: 2_001 }, 409, 'total_wrong')).toMatchObject({ seenFen: 2_001, nowFen: 2_000 });
  });

  it('for another shop’s address, one that was removed and one that nobody has', async () => {
    const other = await buildMember(t);
    const items = [{ contact: '老李', phone: '13900000001', address: '某路 1 号' }];
    const theirs = await t.call('deliveryAddresses.put', { as: other.token, params: { shopId: other.shopId }, body: { items } });
    const mine = await t.call('deliveryAddresses.put', { as: shop.token, params: { shopId: shop.shopId }, body: { items } });
    await t.call('deliveryAddresses.put', { as: shop.token, params: { shopId: shop.shopId }, body: { items: [] } });
    for (const addressId of [theirs.body.items[0]?.id, mine.body.items[0]?.id, 4_000_000_000])
      await refused({ ...both({}), addressId }, 400, 'address_unknown');
  });

  it('without a key, and with one that is none', async () => {
    const body = both({});
    for (const headers of [{}, { 'idempotency-key': 'short' }, { 'idempotency-key': '有中文的编号'.replace(/./g, '%') }] as Record<
      string,
      string
    >[]) {
      const before = await traces(t);
      const answer = await t.call('orders.place', { as: shop.token, headers, body });
      expect(answer).toMatchObject({ status: 400, body: { code: 'idempotency_key_required' } });
      expect(await traces(t)).toEqual(before);
    }
  });

  it('leaves the cart as it was, and the key free for what is right', async () => {
    const key = 'key-after-a-refusal';
    await place(t, shop.token, { ...bodyOf([{ sku, quantity: 3 }]), totalFen: 1 }, key);
    expect((await t.call('cart.get', { as: shop.token })).body.lines).toMatchObject([{ quantity: 3 }]);
    expect((await place(t, shop.token, bodyOf([{ sku, quantity: 3 }]), key)).status).toBe(200);
    expect((await t.call('cart.get', { as: shop.token })).body.lines).toEqual([]);
  });
});
