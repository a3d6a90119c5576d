import { bootApp, type TestApp } from '../../../test/app';
import { buildMember } from '../../../test/builders/member';
import { buildProduct } from '../../../test/builders/product';
import { buildStaff } from '../../../test/builders/staff';
import { unique } from '../../../test/builders/unique';
import { LastPrices } from './last-prices';

let t: TestApp;
let manager: { token: string };
beforeAll(async () => {
  t = await bootApp();
  manager = await buildStaff(t, { roles: ['manager'], name: '经理老陈' });
});
afterAll(() => t.close());

const must = async <T extends { status: number; body: unknown }>(reply: Promise<T>): Promise<T['body']> => {
  const { status, body } = await reply;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
};
const goods = async (sku: object = {}) => buildProduct(t, { as: manager.token, skus: [{ listFen: 1000, costFen: 600, ...sku }] });
const setPrices = (shopId: number, prices: object[]) => t.call('customerPrices.set', { as: manager.token, body: { shopId, prices } });
const setList = (prices: object[]) => t.call('listPrices.set', { as: manager.token, body: { prices } });
const level = (body: object) => t.call('priceLevels.create', { as: manager.token, body: { name: `等级${unique()}`, ...body } });
const fenFor = async (as: string, skuId: number) =>
  (await must(t.call('products.price', { as, body: { items: [{ skuId, quantity: 1 }] } }))).items[0]?.fen;
const reviews = async (as = manager.token) => (await must(t.call('customerPrices.reviews', { as, query: { limit: 100 } }))).items;
const stored = (table: string, skuId: number) => t.db.query(`SELECT * FROM ${table} WHERE sku_id = ? ORDER BY 1, 2`, [skuId]);

describe('the floor', () => {
  it('keeps list, level and customer prices below it from being stored', async () => {
    const { skuId } = await goods({ floorFen: 800 });
    const { shopId } = await buildMember(t);
    for (const refused of [
      await setList([{ skuId, listFen: 799 }]),
      await setPrices(shopId, [{ skuId, fen: 799 }]),
      await level({ rules: [{ kind: 'sku', skuId, fen: 799 }] }),
    ])
      expect([refused.status, refused.body.code]).toEqual([409, 'price_below_floor']);
    expect(await stored('customer_price', skuId)).toEqual([]);
    expect(await stored('price_level_sku', skuId)).toEqual([]);
    await must(setPrices(shopId, [{ skuId, fen: 800 }]));
  });

  it('is not set above prices that are agreed, and names them', async () => {
    const { skuId } = await goods({ ladder: [{ from: 10, fen: 900 }] });
    const { shopId } = await buildMember(t);
    await must(setPrices(shopId, [{ skuId, fen: 850 }]));
    await must(level({ name: '金牌', rules: [{ kind: 'sku', skuId, fen: 870 }] }));
    const { status, body } = await setList([{ skuId, floorFen: 901, listFen: 900 }]);
    expect([status, body.code]).toEqual([409, 'price_below_floor']);
    const named = (body.details as unknown as { prices: { kind: string; name: string; fen: number; floorFen: number }[] }).prices;
    expect(named.map(({ kind, fen, floorFen }) => [kind, fen, floorFen]).sort()).toEqual([
      ['customer', 850, 901],
      ['ladder', 900, 901],
      ['level', 870, 901],
      ['list', 900, 901],
    ]);
    expect(named.map(({ name }) => name)).toContain('金牌');
    expect(await t.db.query('SELECT list_fen, floor_fen FROM sku WHERE id = ?', [skuId])).toEqual([{ list_fen: 1000, floor_fen: null }]);
    await must(setList([{ skuId, floorFen: 850 }]));
  });

  it('holds when a floor and a price below it are set at once', async () => {
    for (let round = 0; round < 6; round++) {
      const { skuId } = await goods();
      const { shopId } = await buildMember(t);
      await Promise.all([setList([{ skuId, floorFen: 900 }]), setPrices(shopId, [{ skuId, fen: 850 }])]);
      const [row] = await t.db.query<{ n: number }>(
        'SELECT COUNT(*) AS n FROM customer_price c JOIN sku s ON s.id = c.sku_id WHERE s.id = ? AND c.fen < s.floor_fen',
        [skuId],
      );
      expect(row?.n).toBe(0);
    }
  });
});

describe('an old price', () => {
  it('waits for confirmation when the list price moves too far, and holds again once it is set again', async () => {
    const { skuId } = await goods();
    const shop = await buildMember(t);
    await must(setPrices(shop.shopId, [{ skuId, fen: 900 }]));
    expect(await must(setList([{ skuId, listFen: 1100 }]))).toEqual({ changed: 1, onHold: 0 });
    expect(await fenFor(shop.token, skuId)).toBe(900);
    expect(await must(setList([{ skuId, listFen: 1101 }]))).toEqual({ changed: 1, onHold: 1 });
    expect(await fenFor(shop.token, skuId)).toBe(1101);
    const waiting = (await reviews()).filter((one) => one.skuId === skuId);
    expect(waiting).toMatchObject([
      { rule: 'customer', shopId: shop.shopId, fen: 900, listFen: 1101, thenListFen: 1000, thenCostFen: 600, costFen: 600, reason: 'list' },
    ]);
    await must(setPrices(shop.shopId, [{ skuId, fen: 900 }]));
    expect(await fenFor(shop.token, skuId)).toBe(900);
    expect((await reviews()).filter((one) => one.skuId === skuId)).toEqual([]);
  });

  it('waits for the cost as well', async () => {
    const { skuId } = await goods();
    const shop = await buildMember(t);
    await must(setPrices(shop.shopId, [{ skuId, fen: 900 }]));
    expect(await must(setList([{ skuId, costFen: 661 }]))).toEqual({ changed: 1, onHold: 1 });
    expect((await reviews()).find((one) => one.skuId === skuId)).toMatchObject({ reason: 'cost', costFen: 661 });
    await must(setList([{ skuId, costFen: null }]));
    expect(await fenFor(shop.token, skuId)).toBe(900);
  });

  it('that was only paid is listed where the last price is a rule', async () => {
    const { skuId } = await goods();
    const shop = await buildMember(t);
    const paid = { shopId: shop.shopId, skuId, fen: 930, listFen: 1000, costFen: 600, orderId: 1, at: t.clock.now() };
    await t.db.transaction((tx) => t.app.get(LastPrices, { strict: false }).record(tx, [paid]));
    await must(setList([{ skuId, listFen: 1300 }]));
    expect((await reviews()).filter((one) => one.skuId === skuId)).toEqual([]);
    await must(t.call('tradeSettings.update', { as: manager.token, body: { lastPriceDefault: true } }));
    expect((await reviews()).find((one) => one.skuId === skuId)).toMatchObject({ rule: 'last', fen: 930, setBy: null, reason: 'list' });
    await must(setPrices(shop.shopId, [{ skuId, fen: 930 }]));
    expect((await reviews()).filter((one) => one.skuId === skuId)).toEqual([]);
    expect(await fenFor(shop.token, skuId)).toBe(930);
    await must(t.call('tradeSettings.update', { as: manager.token, body: { lastPriceDefault: false } }));
  });

  it('is confirmed page by page', async () => {
    const { skuId } = await goods();
    const shops = [await buildMember(t), await buildMember(t), await buildMember(t)];
    for (const { shopId } of shops) await must(setPrices(shopId, [{ skuId, fen: 900 }]));
    await must(setList([{ skuId, listFen: 2000 }]));
    const seen: number[] = [];
    let cursor: string | undefined;
    for (;;) {
      const page = await must(t.call('customerPrices.reviews', { as: manager.token, query: { limit: 1, cursor } }));
      seen.push(...page.items.filter((one) => one.skuId === skuId).map((one) => one.shopId));
      if (!page.next) break;
      cursor = page.next;
    }
    expect(seen).toEqual(shops.map(({ shopId }) => shopId));
  });
});

describe('prices made for a shop', () => {
  it('are listed by shop, SKU and word, with who made them', async () => {
    const { skuId } = await goods();
    const shop = await buildMember(t);
    await must(setPrices(shop.shopId, [{ skuId, fen: 905 }]));
    for (const query of [
      { shopId: shop.shopId },
      { skuId },
      { q: (await t.db.query<{ code: string }>('SELECT code FROM sku WHERE id = ?', [skuId]))[0]?.code },
    ]) {
      const { items } = await must(t.call('customerPrices.list', { as: manager.token, query }));
      expect(items).toMatchObject([{ shopId: shop.shopId, skuId, fen: 905, listFen: 1000, from: null, until: null, setBy: '经理老陈' }]);
    }
  });

  it('are all set or none', async () => {
    const [a, b] = [await goods(), await goods({ floorFen: 900 })];
    const { shopId } = await buildMember(t);
    const both = [
      { skuId: a.skuId, fen: 500 },
      { skuId: b.skuId, fen: 500 },
    ];
    expect((await setPrices(shopId, both)).status).toBe(409);
    expect(await stored('customer_price', a.skuId)).toEqual([]);
    expect(await stored('price_change', a.skuId)).toEqual([]);
  });

  it.each<[string, (skuId: number) => object[], string]>([
    [
      'a SKU named twice',
      (skuId) => [
        { skuId, fen: 1 },
        { skuId, fen: 2 },
      ],
      'prices.1.skuId',
    ],
    ['a SKU that does not exist', () => [{ skuId: 4_000_000_000, fen: 1 }], 'prices.0.skuId'],
    [
      'an end before the beginning',
      (skuId) => [{ skuId, fen: 1, from: '2030-01-02T00:00:00Z', until: '2030-01-01T00:00:00Z' }],
      'prices.0.until',
    ],
    ['an end that has passed', (skuId) => [{ skuId, fen: 1, until: '2020-01-01T00:00:00Z' }], 'prices.0.until'],
    ['half a fen', (skuId) => [{ skuId, fen: 0.5 }], 'prices.0.fen'],
    ['a price below zero', (skuId) => [{ skuId, fen: -1 }], 'prices.0.fen'],
    ['a price beyond reckoning', (skuId) => [{ skuId, fen: 100_000_001 }], 'prices.0.fen'],
    ['a price as text', (skuId) => [{ skuId, fen: '100' }], 'prices.0.fen'],
  ])('refuses %s', async (_, prices, field) => {
    const { skuId } = await goods();
    const { shopId } = await buildMember(t);
    const { status, body } = await setPrices(shopId, prices(skuId));
    expect([status, body.details[0]?.field]).toEqual([400, field]);
    expect(await stored('customer_price', skuId)).toEqual([]);
  });

  it('belong to managers of the shop’s region', async () => {
    const { skuId } = await goods();
    const { shopId } = await buildMember(t);
    const away = await buildStaff(t, { roles: ['manager'], regions: ['44'] });
    const { status } = await t.call('customerPrices.set', { as: away.token, body: { shopId, prices: [{ skuId, fen: 900 }] } });
    expect(status).toBe(404);
    await must(setPrices(shopId, [{ skuId, fen: 900 }]));
    expect((await must(t.call('customerPrices.list', { as: away.token, query: { skuId } }))).items).toEqual([]);
  });
});

describe('a price level', () => {
  it('tells what it says about what, and who has it', async () => {
    const { skuId, productId, categoryId } = await goods();
    const { shopId } = await buildMember(t);
    const segment = await must(t.call('segments.create', { as: manager.token, body: { name: '重点店', shopIds: [shopId] } }));
    const rules = [
      { kind: 'sku', skuId, fen: 900 },
      { kind: 'product', productId, permille: 950 },
      { kind: 'category', categoryId, permille: 960 },
      { kind: 'brand', brand: '博世', permille: 970 },
    ];
    const { body } = await level({
      position: 3,
      permille: 980,
      shopLevels: ['B', 'A'],
      segmentIds: [segment.id],
      rules,
      addShopIds: [shopId],
    });
    expect(body).toMatchObject({
      position: 3,
      permille: 980,
      shopLevels: ['A', 'B'],
      segments: [{ id: segment.id, name: '重点店' }],
      shops: 1,
    });
    expect(body.rules).toHaveLength(4);
    for (const rule of rules) expect(body.rules).toContainEqual({ ...rule, label: expect.any(String) });
    const { items } = await must(t.call('priceLevels.list', { as: manager.token }));
    expect(items.find(({ id }) => id === body.id)).toEqual(body);
    const changed = await must(
      t.call('priceLevels.update', { as: manager.token, params: { id: body.id }, body: { removeShopIds: [shopId], permille: null } }),
    );
    expect(changed).toEqual({ ...body, shops: 0, permille: null });
  });

  it.each<[string, object, string]>([
    ['a SKU that does not exist', { rules: [{ kind: 'sku', skuId: 4_000_000_000, fen: 1 }] }, 'rules.0.skuId'],
    ['a product that does not exist', { rules: [{ kind: 'product', productId: 4_000_000_000, permille: 900 }] }, 'rules.0.productId'],
    ['a category that does not exist', { rules: [{ kind: 'category', categoryId: 4_000_000_000, permille: 900 }] }, 'rules.0.categoryId'],
    [
      'one thing twice',
      {
        rules: [
          { kind: 'brand', brand: '东成', permille: 900 },
          { kind: 'brand', brand: '东成', permille: 800 },
        ],
      },
      'rules.1',
    ],
    ['a segment that does not exist', { segmentIds: [4_000_000_000] }, 'segmentIds.0'],
    ['a shop that does not exist', { addShopIds: [4_000_000_000] }, 'addShopIds.0'],
    ['more than the list price', { permille: 1001 }, 'permille'],
  ])('refuses %s and is not made', async (_, fields, field) => {
    const before = await t.db.query('SELECT id FROM price_level');
    const { status, body } = await level(fields);
    expect([status, body.details[0]?.field]).toEqual([400, field]);
    expect(await t.db.query('SELECT id FROM price_level')).toEqual(before);
  });
});

describe('the settings of trade', () => {
  it('change one by one and keep the rest', async () => {
    const before = await must(t.call('tradeSettings.get', { as: manager.token }));
    const after = await must(t.call('tradeSettings.update', { as: manager.token, body: { backOrders: true } }));
    expect(after).toEqual({ ...before, backOrders: true });
    expect(await must(t.call('tradeSettings.get', { as: manager.token }))).toEqual(after);
  });

  it('name no segment that does not exist, and none twice', async () => {
    const segment = (segmentId: number) => ({ segmentId, show: 'none' });
    const { id } = await must(t.call('segments.create', { as: manager.token, body: { name: `分群${unique()}`, shopIds: [] } }));
    for (const [segments, field] of [
      [[segment(4_000_000_000)], 'stockDisplay.segments.0.segmentId'],
      [[segment(id), segment(id)], 'stockDisplay.segments.1.segmentId'],
    ] as const) {
      const body = { stockDisplay: { default: 'word', levels: [], segments } };
      const answer = await t.call('tradeSettings.update', { as: manager.token, body });
      expect([answer.status, answer.body.details[0]?.field]).toEqual([400, field]);
    }
  });
});
