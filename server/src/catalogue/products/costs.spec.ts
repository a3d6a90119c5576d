import { bootApp, type TestApp } from '../../../test/app';
import { buildGuest } from '../../../test/builders/account';
import { buildMember } from '../../../test/builders/member';
import { buildProduct } from '../../../test/builders/product';
import { buildStaff } from '../../../test/builders/staff';
import { CATALOGUE_ROOMS } from '../../../test/catalogue-rooms';

/** Figures that nothing else comes to by chance. */
const COST = 7_130_597;
const FLOOR = 7_248_613;
const LIST = 9_000_000;

describe('what goods cost us, and the price below which they never go', () => {
  let t: TestApp;
  let manager: string;
  let shopId: number;
  let people: Record<string, string>;
  let product: Awaited<ReturnType<typeof buildProduct>>;
  let announcementId: number;
  beforeAll(async () => {
    t = await bootApp({ rooms: CATALOGUE_ROOMS });
    manager = (await buildStaff(t, { roles: ['manager'] })).token;
    const owner = await buildMember(t);
    shopId = owner.shopId;
    const clerk = await buildMember(t, { shopId, role: 'clerk' });
    const salesperson = await buildStaff(t, { roles: ['salesperson'] });
    await t.db.execute('UPDATE shop SET owner_staff_id = ? WHERE id = ?', [salesperson.staffId, shopId]);
    people = {
      owner: owner.token,
      clerk: clerk.token,
      guest: (await buildGuest(t)).token,
      salesperson: salesperson.token,
      warehouse: (await buildStaff(t, { roles: ['warehouse'] })).token,
    };
    const sku = { listFen: LIST, costFen: COST, floorFen: FLOOR, barcode: '6912345678' };
    product = await buildProduct(t, { as: manager, name: '看不出成本的货', skus: [sku] });
    await t.call('tradeSettings.update', { as: manager, body: { pricesBeforeJoining: 'list' } });
    await t.call('favourites.put', { as: owner.token, params: { skuId: product.skuId }, body: {} });
    const { body } = await t.call('announcements.create', { as: manager, body: { title: '到货', audience: { everyone: true } } });
    announcementId = body.id;
    await t.call('orderSets.put', {
      as: manager,
      params: { kind: 'announcement', subjectId: announcementId },
      body: { lines: [{ skuId: product.skuId, quantity: 1 }] },
    });
    await t.call('announcements.publish', { as: manager, params: { id: announcementId } });
    await t.runJobs();
  }, 60_000);
  afterAll(() => t.close());

  /** Everything that speaks of the product; what one may not ask at all says nothing either. */
  async function saidTo(as: string): Promise<string> {
    const { productId, skuId } = product;
    const sku = { params: { skuId } };
    const answers = await Promise.all([
      t.call('products.get', { as, params: { id: productId } }),
      t.call('products.get', { as, params: { id: productId }, query: { shopId } }),
      t.call('products.list', { as, query: { q: '成本' } }),
      t.call('products.list', { as, query: { shopId } }),
      t.call('products.byBarcode', { as, params: { barcode: '6912345678' } }),
      t.call('products.explainPrice', { as, ...sku, query: { quantity: 3 } }),
      t.call('products.explainPrice', { as, ...sku, query: { shopId } }),
      t.call('products.price', { as, body: { items: [{ skuId, quantity: 1 }] } }),
      t.call('products.priceHistory', { as, ...sku, query: { shopId } }),
      t.call('favourites.list', { as }),
      t.call('orderSets.get', { as, params: { kind: 'announcement', subjectId: announcementId } }),
      t.call('stock.get', { as, ...sku }),
      t.call('customerPrices.list', { as }),
      t.call('customerPrices.reviews', { as }),
      t.call('priceLevels.list', { as }),
      t.call('products.export', { as }),
      t.call('announcements.get', { as, params: { id: announcementId } }),
    ]);
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    return answers.map(({ body }) => JSON.stringify(body)).join('\n');
  }

  it('are shown to those who write prices or watch over money', async () => {
    for (const role of ['manager', 'office', 'finance', 'admin'] as const) {
      const as = (await buildStaff(t, { roles: [role] })).token;
      const { body } = await t.call('products.get', { as, params: { id: product.productId } });
      expect(body.skus.map(({ costs }) => costs)).toEqual([{ costFen: COST, floorFen: FLOOR }]);
    }
  });

  it('are found in what is said to a manager: the search for them works', async () => {
    const said = await saidTo(manager);
    expect([said.includes(String(COST)), said.includes(String(FLOOR))]).toEqual([true, true]);
  });

  it.each(['owner', 'clerk', 'guest', 'salesperson', 'warehouse'])('are never told to the %s', async (kind) => {
    const said = await saidTo(people[kind] ?? '');
    expect(said).toContain(String(LIST));
    expect(said).not.toContain(String(COST));
    expect(said).not.toContain('costs');
    expect(said).not.toContain(String(FLOOR));
  });

  it('stay as they are where a change leaves them out, and go where it says so', async () => {
    const { body } = await t.call('products.get', { as: manager, params: { id: product.productId } });
    const [sku] = body.skus;
    const change = { id: sku?.id, code: sku?.code ?? '', baseUnit: '个', listFen: LIST };
    const save = (more: object) =>
      t.call('products.update', { as: manager, params: { id: product.productId }, body: { skus: [{ ...change, ...more }] } });
    expect((await save({})).body.skus[0]?.costs).toEqual({ costFen: COST, floorFen: FLOOR });
    expect((await save({ costFen: null, floorFen: null })).body.skus[0]?.costs).toEqual({ costFen: null, floorFen: null });
    await save({ costFen: COST, floorFen: FLOOR });
  });
});
