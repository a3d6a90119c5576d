import { bootApp, type TestApp } from '../../../test/app';
import { buildMember } from '../../../test/builders/member';
import { type BuiltSku, buildSku, buildWarehouse } from '../../../test/builders/placed-order';
import { bodyOf, place, traces, type Wish } from '../../../test/builders/placing';
import { checkOrders } from '../../../test/order-conservation';

type Scene = { t: TestApp; sku: BuiltSku; good: BuiltSku; shopId: number; theirAddress: number; goneAddress: number };
type Body = ReturnType<typeof bodyOf>;
type Case = {
  /** What is otherwise so for this case only: columns of the SKU, or anything else with its way back. */
  sku?: string;
  set?: (s: Scene) => Promise<() => Promise<unknown>>;
  body: (s: Scene, body: Body) => object;
  status: number;
  code: string;
  details?: (s: Scene) => object;
};

/** The second of two lines; the first is in order and must not be reserved either. */
const line = (change: object) => (_: Scene, body: Body) => ({ ...body, lines: [body.lines[0], { ...body.lines[1], ...change }] });
const fault = (more: object) => () => ({ lines: [{ line: 2, ...more }] });
const wished = (wishes: (s: Scene) => Wish[]) => (s: Scene) => bodyOf(wishes(s));
const invalid = (change: object): Case => ({ body: line(change), status: 400, code: 'invalid' });
const money = (seenFen: unknown): Case[] => [
  invalid({ seenFen }),
  { body: (_, body) => ({ ...body, totalFen: seenFen }), status: 400, code: 'invalid' },
];
const refusedTotal = (change: object) => (_: Scene, body: Body) => ({ ...body, ...change });
const PACKED = 'minimum = 4, step = 4, maximum = 24';
const owing = (columns: string) => async (s: Scene) => {
  await s.t.db.execute(`UPDATE shop_balance SET ${columns} WHERE shop_id = ?`, [s.shopId]);
  return () => s.t.db.execute('UPDATE shop_balance SET limit_fen = 0, deposit_fen = 0 WHERE shop_id = ?', [s.shopId]);
};

const CASES: Record<string, Case> = {
  ...Object.fromEntries(
    [0, -1, 0.5, 1.1, '1', '3个', null, 1e21, 2 ** 53, Number.MAX_SAFE_INTEGER, [], true].map((quantity) => [
      `the quantity ${JSON.stringify(quantity)}`,
      invalid({ quantity }),
    ]),
  ),
  ...Object.fromEntries(
    [-1, 0.1, '100', 1e21, 2 ** 53, null].flatMap((fen) =>
      money(fen).map((one, i) => [`the ${i ? 'total' : 'price'} ${JSON.stringify(fen)}`, one]),
    ),
  ),
  'no lines': { body: (_, body) => ({ ...body, lines: [] }), status: 400, code: 'invalid' },
  'a unit that does not exist': {
    body: line({ unit: '打' }),
    status: 400,
    code: 'unit_unknown',
    details: (s) => ({ lines: [{ line: 2, skuId: s.sku.skuId, code: 'unit_unknown', options: ['个', '箱'] }] }),
  },
  'less than the minimum': { sku: PACKED, body: line({ quantity: 2 }), status: 400, code: 'quantity_invalid', details: fault({ min: 4 }) },
  'a quantity off the step': {
    sku: PACKED,
    body: line({ quantity: 6 }),
    status: 400,
    code: 'quantity_invalid',
    details: fault({ step: 4 }),
  },
  'more than the maximum': {
    sku: PACKED,
    body: line({ quantity: 28 }),
    status: 400,
    code: 'quantity_invalid',
    details: fault({ max: 24 }),
  },
  'more than the maximum on two lines together': {
    sku: PACKED,
    body: wished(({ sku }) => [
      { sku, quantity: 16 },
      { sku, quantity: 1, unit: '箱' },
    ]),
    status: 400,
    code: 'quantity_invalid',
    details: () => ({ lines: [{ line: 1 }, { line: 2 }] }),
  },
  'more than there is': {
    body: wished(({ sku, good }) => [
      { sku: good, quantity: 1 },
      { sku, quantity: 101 },
    ]),
    status: 409,
    code: 'out_of_stock',
    // How many there are is the supplier's to show.
    details: (s) => ({ lines: [{ line: 2, skuId: s.sku.skuId, code: 'out_of_stock', zh: expect.not.stringContaining('100') }] }),
  },
  'more than there is on two lines together': {
    body: wished(({ sku }) => [
      { sku, quantity: 60 },
      { sku, quantity: 4, unit: '箱' },
    ]),
    status: 409,
    code: 'out_of_stock',
    details: () => ({ lines: [{ line: 1 }, { line: 2 }] }),
  },
  'what is off sale': { sku: 'off_sale_at = 1', body: line({}), status: 409, code: 'sku_unavailable', details: fault({}) },
  'what is hidden from one’s segment': {
    set: async ({ t, sku, shopId }) => {
      const now = t.clock.now();
      const values = ['看不到的店', 'fixed', now, now];
      const { insertId } = await t.db.execute('INSERT INTO segment (name, kind, created_at, updated_at) VALUES (?, ?, ?, ?)', values);
      await t.db.execute('INSERT INTO segment_shop (segment_id, shop_id) VALUES (?, ?)', [insertId, shopId]);
      await t.db.execute('UPDATE product SET has_hidden = 1 WHERE id = ?', [sku.productId]);
      await t.db.execute('INSERT INTO product_hidden_segment (product_id, segment_id) VALUES (?, ?)', [sku.productId, insertId]);
      return () => t.db.execute('DELETE FROM segment_shop WHERE segment_id = ?', [insertId]);
    },
    body: line({}),
    status: 409,
    code: 'sku_unavailable',
    details: fault({ zh: '商品不存在，或您暂时不能订购，请去掉这一行' }),
  },
  'what does not exist': {
    body: line({ skuId: 4_000_000_000 }),
    status: 409,
    code: 'sku_unavailable',
    details: fault({ zh: '商品不存在，或您暂时不能订购，请去掉这一行' }),
  },
  'a price that nobody was shown': {
    body: line({ seenFen: 999 }),
    status: 409,
    code: 'price_changed',
    details: fault({ seenFen: 999, nowFen: 1_000 }),
  },
  'a price that has changed meanwhile': {
    sku: 'list_fen = 1100',
    body: line({}),
    status: 409,
    code: 'price_changed',
    details: fault({ seenFen: 1_000, nowFen: 1_100 }),
  },
  'a total that is one fen off': {
    body: refusedTotal({ totalFen: 2_001 }),
    status: 409,
    code: 'total_wrong',
    details: () => ({ seenFen: 2_001, nowFen: 2_000 }),
  },
  'another shop’s address': { body: (s, body) => ({ ...body, addressId: s.theirAddress }), status: 400, code: 'address_unknown' },
  'an address that was removed': { body: (s, body) => ({ ...body, addressId: s.goneAddress }), status: 400, code: 'address_unknown' },
  'an address that nobody has': { body: refusedTotal({ addressId: 4_000_000_000 }), status: 400, code: 'address_unknown' },
  'on account without a limit': { body: refusedTotal({ paymentMethod: 'account' }), status: 409, code: 'credit_exceeded' },
  'more than is left of the limit, where finance is not to be asked': {
    set: owing('limit_fen = 1999'),
    body: refusedTotal({ paymentMethod: 'account', overLimit: 'refuse' }),
    status: 409,
    code: 'credit_exceeded',
    details: () => ({ limitFen: 1_999, leftFen: 1_999, totalFen: 2_000 }),
  },
  'more than was prepaid': {
    body: refusedTotal({ paymentMethod: 'deposit' }),
    status: 409,
    code: 'deposit_short',
    details: () => ({ depositFen: 0, totalFen: 2_000 }),
  },
};

/** Each is refused with its code and a sentence; no row of any table that an order would write is there afterwards, and the cart is as it was. */
describe('an order that is refused', () => {
  let s: Scene;
  let shop: Awaited<ReturnType<typeof buildMember>>;
  beforeAll(async () => {
    const t = await bootApp();
    const warehouseId = await buildWarehouse(t);
    shop = await buildMember(t);
    const other = await buildMember(t);
    const items = [{ contact: '老李', phone: '13900000001', address: '某路 1 号' }];
    const put = (who: typeof shop, body: object) =>
      t.call('deliveryAddresses.put', { as: who.token, params: { shopId: who.shopId }, body });
    const [theirs, mine] = [await put(other, { items }), await put(shop, { items })];
    await put(shop, { items: [] });
    await t.db.execute('INSERT INTO shop_balance (shop_id, updated_at) VALUES (?, ?)', [shop.shopId, t.clock.now()]);
    s = {
      t,
      sku: await buildSku(t, { stock: { [warehouseId]: 100 } }),
      good: await buildSku(t, { stock: { [warehouseId]: 100 } }),
      shopId: shop.shopId,
      theirAddress: theirs.body.items[0]?.id ?? 0,
      goneAddress: mine.body.items[0]?.id ?? 0,
    };
    await t.call('cart.setLine', { as: shop.token, params: { skuId: s.sku.skuId }, body: { unit: '个', quantity: 3, note: '要新货' } });
  });
  afterEach(() => checkOrders(s.t.db));
  afterAll(() => s.t.close());

  const cart = async () => {
    const { version, lines } = (await s.t.call('cart.get', { as: shop.token })).body;
    return { version, lines: lines.map(({ sku, unit, quantity, note }) => ({ id: sku.id, unit, quantity, note })) };
  };

  it.each(Object.keys(CASES))('for %s', async (name) => {
    const { sku, set, body, status, code, details } = CASES[name] as Case;
    const { t } = s;
    if (sku) await t.db.execute(`UPDATE sku SET ${sku} WHERE id = ?`, [s.sku.skuId]);
    const undo = await set?.(s);
    try {
      const before = { traces: await traces(t), cart: await cart() };
      const both = [
        { sku: s.good, quantity: 1 },
        { sku: s.sku, quantity: 1 },
      ];
      const answer = await place(t, shop.token, body(s, bodyOf(both)));
      expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
      expect(answer.body.message).toMatch(/^\p{Script=Han}/u);
      const told = (answer.body.details ?? {}) as unknown as { lines?: { zh: string; available?: number }[] };
      for (const one of code === 'invalid' ? [] : (told.lines ?? [])) {
        expect(one.zh).toMatch(/\p{Script=Han}/u);
        expect(one).not.toHaveProperty('available');
      }
      if (details) expect(told).toMatchObject(details(s));
      expect({ traces: await traces(t), cart: await cart() }).toEqual(before);
    } finally {
      await t.db.execute('UPDATE sku SET minimum = 1, step = 1, maximum = NULL, off_sale_at = NULL, list_fen = 1000 WHERE id = ?', [
        s.sku.skuId,
      ]);
      await undo?.();
    }
  });

  it('without a key, and with one that is none', async () => {
    const { t } = s;
    const body = bodyOf([{ sku: s.sku, quantity: 1 }]);
    const keys = [{}, { 'idempotency-key': 'short' }, { 'idempotency-key': '有中文的编号'.replace(/./g, '%') }] as Record<string, string>[];
    for (const headers of keys) {
      const before = await traces(t);
      const answer = await t.call('orders.place', { as: shop.token, headers, body });
      expect(answer).toMatchObject({ status: 400, body: { code: 'idempotency_key_required' } });
      expect(await traces(t)).toEqual(before);
    }
  });

  it('leaves the key free for what is right', async () => {
    const { t, sku } = s;
    const key = 'key-after-a-refusal';
    await place(t, shop.token, { ...bodyOf([{ sku, quantity: 3 }]), totalFen: 1 }, key);
    expect((await place(t, shop.token, bodyOf([{ sku, quantity: 3 }]), key)).status).toBe(200);
    expect((await cart()).lines).toEqual([]);
  });
});
