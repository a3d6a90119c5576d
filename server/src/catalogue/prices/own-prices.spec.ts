import { bootApp, type TestApp } from '../../../test/app';
import { buildGuest } from '../../../test/builders/account';
import { buildMember } from '../../../test/builders/member';
import { buildOrder, buildSku, buildWarehouse } from '../../../test/builders/placed-order';
import { buildProduct } from '../../../test/builders/product';
import { buildShop } from '../../../test/builders/shop';
import { buildStaff } from '../../../test/builders/staff';
import { unique } from '../../../test/builders/unique';
import { LastPrices } from './last-prices';

const DAY = 86_400_000;

let t: TestApp;
let manager: { token: string };
beforeAll(async () => {
  t = await bootApp();
  manager = await buildStaff(t, { roles: ['manager'], name: '经理老陈' });
});
afterEach(async () => {
  await settings({ lastPriceDefault: false, pricesBeforeJoining: 'hidden', guardPermille: 100 });
});
afterAll(() => t.close());

const must = async <T extends { status: number; body: unknown }>(reply: Promise<T>): Promise<T['body']> => {
  const { status, body } = await reply;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
};
const settings = (change: object) => must(t.call('tradeSettings.update', { as: manager.token, body: change }));
const goods = async (sku: object = {}, brand: string | null = null) =>
  buildProduct(t, { as: manager.token, brand, skus: [{ listFen: 1000, costFen: 600, ...sku }] });
const level = (body: object) => must(t.call('priceLevels.create', { as: manager.token, body: { name: `等级${unique()}`, ...body } }));
const owner = async (shop: Parameters<typeof buildShop>[1] = {}) => buildMember(t, { shopId: (await buildShop(t, shop)).shopId });
const explain = (as: string | undefined, skuId: number, query: object = {}) =>
  t.call('products.explainPrice', { as, params: { skuId }, query: { ...query } });
const priceOf = async (as: string, skuId: number, quantity = 1) => {
  const { items } = await must(t.call('products.price', { as, body: { items: [{ skuId, quantity }] } }));
  const told = await must(explain(as, skuId, { quantity }));
  // What the cart is told and what is explained come from one rule.
  expect([told.fen, told.rule]).toEqual([items[0]?.fen, items[0]?.rule]);
  expect(items[0]?.totalFen).toBe((items[0]?.fen ?? 0) * quantity);
  return [told.fen, told.rule];
};
const setPrice = (shopId: number, skuId: number, fen: number | null, validity: object = {}) =>
  t.call('customerPrices.set', { as: manager.token, body: { shopId, prices: [{ skuId, fen, ...validity }] } });

describe('the price of a shop', () => {
  it('is the list price where nothing else is agreed', async () => {
    const { skuId } = await goods();
    expect(await priceOf((await owner()).token, skuId)).toEqual([1000, 'list']);
  });

  it('comes from the level of its letter, by SKU before product, category, brand and the rest', async () => {
    const { skuId, productId, categoryId } = await goods({}, '博世');
    const shop = await owner({ level: 'B' });
    const { id } = await level({ shopLevels: ['B'], permille: 990 });
    const rules: object[] = [];
    const withRule = async (rule: object) => {
      rules.push(rule);
      await must(t.call('priceLevels.update', { as: manager.token, params: { id }, body: { rules } }));
      return priceOf(shop.token, skuId);
    };
    expect(await priceOf(shop.token, skuId)).toEqual([990, 'level']);
    expect(await withRule({ kind: 'brand', brand: '博世', permille: 980 })).toEqual([980, 'level']);
    expect(await withRule({ kind: 'category', categoryId, permille: 970 })).toEqual([970, 'level']);
    expect(await withRule({ kind: 'product', productId, permille: 960 })).toEqual([960, 'level']);
    expect(await withRule({ kind: 'sku', skuId, fen: 951 })).toEqual([951, 'level']);
    expect(await priceOf((await owner({ level: 'C' })).token, skuId)).toEqual([1000, 'list']);
    await must(t.call('priceLevels.update', { as: manager.token, params: { id }, body: { shopLevels: [] } }));
    expect(await priceOf(shop.token, skuId)).toEqual([1000, 'list']);
  });

  it('is the lowest of several levels: by segment, by letter and of its own', async () => {
    const { skuId } = await goods();
    const shop = await owner({ level: 'D' });
    const segment = await must(t.call('segments.create', { as: manager.token, body: { name: `分群${unique()}`, shopIds: [shop.shopId] } }));
    const bySegment = await level({ segmentIds: [segment.id], permille: 900, position: 5 });
    await level({ addShopIds: [shop.shopId], permille: 950, position: 1 });
    expect(await priceOf(shop.token, skuId)).toEqual([900, 'level']);
    const told = await must(explain(shop.token, skuId));
    expect(told.considered.map(({ rule, fen, holds }) => [rule, fen, holds])).toEqual([
      ['customer', null, false],
      ['last', null, false],
      ['level', 900, true],
      ['level', 950, false],
      ['list', 1000, false],
    ]);
    expect(told.zh).toBe(`等级价（${bySegment.name} 9 折）`);
    await must(t.call('segments.update', { as: manager.token, params: { id: segment.id }, body: { removeShopIds: [shop.shopId] } }));
    expect(await priceOf(shop.token, skuId)).toEqual([950, 'level']);
  });

  it('is the one made for it while that is valid', async () => {
    const { skuId } = await goods();
    const shop = await owner();
    const from = new Date(t.clock.now() + DAY).toISOString();
    const until = new Date(t.clock.now() + 3 * DAY).toISOString();
    await must(setPrice(shop.shopId, skuId, 870, { from, until }));
    expect(await priceOf(shop.token, skuId)).toEqual([1000, 'list']);
    t.clock.advance(DAY);
    expect(await priceOf(shop.token, skuId)).toEqual([870, 'customer']);
    t.clock.advance(2 * DAY);
    expect(await priceOf(shop.token, skuId)).toEqual([1000, 'list']);
    await must(setPrice(shop.shopId, skuId, 860));
    expect(await priceOf(shop.token, skuId)).toEqual([860, 'customer']);
    await must(setPrice(shop.shopId, skuId, null));
    expect(await priceOf(shop.token, skuId)).toEqual([1000, 'list']);
  });

  it('is the last one paid only where the supplier switched that on', async () => {
    const { skuId } = await goods();
    const shop = await owner();
    const paid = { shopId: shop.shopId, skuId, fen: 930, listFen: 1000, costFen: 600, orderId: 1, at: t.clock.now() };
    await t.db.transaction((tx) => t.app.get(LastPrices, { strict: false }).record(tx, [paid]));
    expect(await priceOf(shop.token, skuId)).toEqual([1000, 'list']);
    await settings({ lastPriceDefault: true, lastPriceMaxDays: 10 });
    expect(await priceOf(shop.token, skuId)).toEqual([930, 'last']);
    t.clock.advance(11 * DAY);
    expect(await priceOf(shop.token, skuId)).toEqual([1000, 'list']);
  });

  it('falls with the quantity and says what would lower it', async () => {
    const { skuId } = await goods({
      ladder: [
        { from: 10, fen: 950 },
        { from: 100, fen: 900 },
      ],
    });
    const { token } = await owner();
    expect(await priceOf(token, skuId, 9)).toEqual([1000, 'list']);
    expect(await priceOf(token, skuId, 10)).toEqual([950, 'list']);
    expect(await priceOf(token, skuId, 100)).toEqual([900, 'list']);
    const told = await must(explain(token, skuId, { quantity: 10 }));
    expect(told).toMatchObject({ ladderApplied: true, floored: false, lower: [{ from: 100, fen: 900, zh: '买满 100 个，每个 ¥9.00' }] });
  });

  it('never falls below the floor, whatever the discount', async () => {
    const { skuId } = await goods({ floorFen: 920 });
    const shop = await owner();
    await level({ addShopIds: [shop.shopId], permille: 500 });
    expect(await priceOf(shop.token, skuId)).toEqual([920, 'level']);
    expect(await must(explain(shop.token, skuId))).toMatchObject({ floored: true });
  });
});

describe('who sees a price', () => {
  it('is nobody before joining, unless the supplier shows list prices', async () => {
    const { skuId } = await goods();
    const guest = await buildGuest(t);
    const items = [{ skuId, quantity: 3 }];
    const hidden = { items: [{ skuId, quantity: 3, fen: null, totalFen: null, rule: null }] };
    expect((await t.call('products.price', { as: guest.token, body: { items } })).body).toEqual(hidden);
    expect((await explain(guest.token, skuId)).body.code).toBe('prices_hidden');
    await settings({ pricesBeforeJoining: 'list' });
    // A request outside of a transaction may see settings that are two seconds old; this process forgets them at once.
    expect((await t.call('products.price', { as: guest.token, body: { items } })).body.items[0]).toMatchObject({
      fen: 1000,
      totalFen: 3000,
    });
  });

  it('is the shop itself and the staff who look after it', async () => {
    const { skuId } = await goods();
    const sales = await buildStaff(t);
    const shop = await owner({ ownerStaffId: sales.staffId });
    await must(setPrice(shop.shopId, skuId, 870));
    const { shopId } = shop;
    expect((await explain(sales.token, skuId, { shopId })).body.fen).toBe(870);
    expect((await explain((await buildStaff(t)).token, skuId, { shopId })).status).toBe(404);
    const stranger = await owner();
    expect((await explain(stranger.token, skuId, { shopId })).status).toBe(404);
    expect((await t.call('products.price', { as: stranger.token, body: { shopId, items: [{ skuId, quantity: 1 }] } })).status).toBe(404);
    expect((await t.call('products.priceHistory', { as: stranger.token, params: { skuId }, query: { shopId } })).status).toBe(404);
  });

  it('tells a shop nothing of cost and floor, and not why an old price waits', async () => {
    const { skuId } = await goods({ costFen: 61_234, listFen: 100_000, floorFen: 70_007 });
    const shop = await owner();
    await must(setPrice(shop.shopId, skuId, 87_000));
    await must(t.call('listPrices.set', { as: manager.token, body: { prices: [{ skuId, costFen: 81_234 }] } }));
    const { body } = await explain(shop.token, skuId);
    expect(body).toMatchObject({ fen: 100_000, rule: 'list', guarded: null });
    expect(body.considered[0]).toMatchObject({ rule: 'customer', holds: false, zh: expect.stringContaining('待供应商确认') });
    expect(JSON.stringify(body)).not.toMatch(/81234|61234|70007|cost|成本|底价/);
    const staff = await must(explain(manager.token, skuId, { shopId: shop.shopId }));
    expect(staff.guarded).toEqual({ rule: 'customer', oldFen: 87_000, reason: 'cost' });
  });
});

describe('the history of a price', () => {
  it('shows changes of the list and of the own price, newest first, page by page, and no other shop’s', async () => {
    const { skuId } = await goods();
    const shop = await owner();
    const other = await owner();
    for (const fen of [1010, 1020, 1030]) {
      t.clock.advance(1000);
      await must(t.call('listPrices.set', { as: manager.token, body: { prices: [{ skuId, listFen: fen, costFen: fen - 300 }] } }));
    }
    await must(setPrice(shop.shopId, skuId, 1005));
    await must(setPrice(other.shopId, skuId, 777));
    const seen: [string, number][] = [];
    let cursor: string | null | undefined;
    do {
      const page = await must(
        t.call('products.priceHistory', { as: shop.token, params: { skuId }, query: { limit: 1, cursor: cursor ?? undefined } }),
      );
      seen.push(...page.items.map(({ kind, fen }): [string, number] => [kind, fen]));
      cursor = page.next;
    } while (cursor);
    expect(seen).toEqual([
      ['customer', 1005],
      ['list', 1030],
      ['list', 1020],
      ['list', 1010],
    ]);
  });

  it('shows what the shop paid, with the order, to the shop and to staff who look for it, and to no other shop', async () => {
    const warehouse = await buildWarehouse(t);
    const sku = await buildSku(t, { stock: { [warehouse]: 100 }, listFen: 500 });
    const shop = await owner();
    const line = { sku, quantity: 2, boxes: true, from: { [warehouse]: 24 } };
    const orderId = await buildOrder(t, { shopId: shop.shopId, accountId: shop.accountId, lines: [line] });
    const history = async (as: string, query: object = {}) =>
      (await must(t.call('products.priceHistory', { as, params: { skuId: sku.skuId }, query: { ...query } }))).items;
    const paid = [{ kind: 'paid', fen: 500, quantity: 24, orderId, orderNumber: expect.stringMatching(/^DD/) }];
    expect(await history(shop.token)).toMatchObject(paid);
    expect(await history(manager.token, { shopId: shop.shopId })).toMatchObject(paid);
    expect(await history((await owner()).token)).toEqual([]);
  });
});
