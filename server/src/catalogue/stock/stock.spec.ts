import { bootApp, type TestApp } from '../../../test/app';
import { buildProduct } from '../../../test/builders/product';
import { buildStaff } from '../../../test/builders/staff';
import { unique } from '../../../test/builders/unique';
import { checkTrade } from '../../../test/trade-conservation';
import { StockMoves } from './stock-moves';

let t: TestApp;
let keeper: { token: string };
let manager: { token: string };
let main: number;
beforeAll(async () => {
  t = await bootApp();
  keeper = await buildStaff(t, { roles: ['warehouse'], name: '库管老李' });
  manager = await buildStaff(t, { roles: ['manager'] });
  main = await warehouse(0);
});
afterEach(async () => expect(await checkTrade(t.db)).toEqual([]));
afterAll(() => t.close());

const must = async <T extends { status: number; body: unknown }>(reply: Promise<T>): Promise<T['body']> => {
  const { status, body } = await reply;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
};
const warehouse = async (position = 5) =>
  (await must(t.call('warehouses.create', { as: manager.token, body: { name: `仓${unique()}`, position } }))).id;
const sku = async () => (await buildProduct(t, { as: manager.token })).skuId;
const adjust = (skuId: number, body: object, key = `adjust-${unique()}`) =>
  t.call('stock.adjust', {
    as: keeper.token,
    params: { skuId },
    body: { warehouseId: main, reason: 'received', ...body },
    headers: { 'idempotency-key': key },
  });
const movements = async (skuId: number, query: object = {}) =>
  must(t.call('stock.movements', { as: keeper.token, params: { skuId }, query: { ...query } }));
const reserve = (skuId: number, quantity: number, warehouseId = main) =>
  t.db.transaction((tx) =>
    t.app
      .get(StockMoves, { strict: false })
      .apply(tx, [{ skuId, warehouseId, available: -quantity, reserved: quantity, reason: 'reserved' }]),
  );
/** Takes the promise back, so that nothing stays promised to an order that doesn't exist. */
const release = (skuId: number, quantity: number) => reserve(skuId, -quantity);
const rowsOf = (skuId: number) => t.db.query('SELECT id FROM stock_movement WHERE sku_id = ?', [skuId]);

describe('stock', () => {
  it('grows and shrinks with a row for every movement', async () => {
    const skuId = await sku();
    await must(adjust(skuId, { change: 30, note: '到货' }));
    const body = await must(adjust(skuId, { reason: 'damaged', change: -4 }));
    expect(body).toMatchObject({ skuId, onHand: 26, reserved: 0, available: 26, backOrdered: 0, lowBelow: null, low: false });
    const { items } = await movements(skuId);
    expect(items.map(({ onHandChange, reason, note, by }) => [onHandChange, reason, note, by])).toEqual([
      [-4, 'damaged', '', '库管老李'],
      [30, 'received', '到货', '库管老李'],
    ]);
  });

  it('is counted: on hand becomes what was found, promised goods included', async () => {
    const skuId = await sku();
    await must(adjust(skuId, { change: 30 }));
    await reserve(skuId, 10);
    const counted = await must(adjust(skuId, { reason: 'counted', onHand: 25 }));
    expect(counted).toMatchObject({ onHand: 25, reserved: 10, available: 15 });
    const { status, body } = await adjust(skuId, { reason: 'counted', onHand: 9 });
    expect([status, body.code]).toEqual([409, 'out_of_stock']);
    // A count that finds what was expected is a movement of nothing: somebody looked.
    await must(adjust(skuId, { reason: 'counted', onHand: 25 }));
    expect((await movements(skuId)).items[0]).toMatchObject({ onHandChange: 0, reason: 'counted' });
    await release(skuId, 10);
  });

  it('never falls below what is promised', async () => {
    const skuId = await sku();
    await must(adjust(skuId, { change: 10 }));
    await reserve(skuId, 8);
    const before = await rowsOf(skuId);
    expect((await adjust(skuId, { reason: 'damaged', change: -3 })).body.code).toBe('out_of_stock');
    expect(await rowsOf(skuId)).toEqual(before);
    expect(await must(t.call('stock.get', { as: keeper.token, params: { skuId } }))).toMatchObject({ available: 2, reserved: 8 });
    await release(skuId, 8);
  });

  it('is listed by word, warehouse and shortage, page by page', async () => {
    const second = await warehouse();
    const [plenty, low, elsewhere] = [await sku(), await sku(), await sku()];
    await must(adjust(plenty, { change: 50, lowBelow: 10 }));
    await must(adjust(low, { change: 5, lowBelow: 10 }));
    await must(adjust(elsewhere, { change: 7, warehouseId: second }));
    const list = async (query: object) => {
      const ids: number[] = [];
      let cursor: string | null | undefined;
      do {
        const page = await must(t.call('stock.list', { as: keeper.token, query: { ...query, limit: 1, cursor: cursor ?? undefined } }));
        ids.push(...page.items.map(({ skuId }) => skuId));
        cursor = page.next;
      } while (cursor);
      return ids;
    };
    expect(await list({ low: 'true' })).toEqual([low]);
    expect(await list({ low: 'false' })).toEqual(expect.arrayContaining([plenty, elsewhere]));
    expect(await list({ warehouseId: second })).toEqual([elsewhere]);
    const [{ code } = { code: '' }] = await t.db.query<{ code: string }>('SELECT code FROM sku WHERE id = ?', [low]);
    const found = await must(t.call('stock.list', { as: keeper.token, query: { q: code } }));
    expect(found.items).toMatchObject([
      { skuId: low, onHand: 5, lowBelow: 10, low: true, warehouses: [{ id: main, onHand: 5, low: true }] },
    ]);
    await must(adjust(low, { reason: 'other', lowBelow: null }));
    expect(await list({ low: 'true' })).toEqual([]);
  });
});

describe('the office', () => {
  const told = async (as: string) =>
    (await must(t.call('inbox.list', { as }))).items
      .filter(({ kind }) => kind === 'stock_low')
      .map(({ title, excerpt }) => [title, excerpt]);

  it('is told once a day when goods fall below their threshold, and only then', async () => {
    const clerk = await buildStaff(t, { roles: ['office'] });
    const { skuId } = await buildProduct(t, { as: manager.token, name: '防水胶带' });
    await must(adjust(skuId, { change: 12, lowBelow: 10 }));
    await must(adjust(skuId, { reason: 'damaged', change: -2 }));
    await t.runJobs();
    expect(await told(clerk.token)).toEqual([]);
    await must(adjust(skuId, { reason: 'damaged', change: -1 }));
    await must(adjust(skuId, { reason: 'damaged', change: -1 }));
    await must(adjust(skuId, { change: 5 }));
    await must(adjust(skuId, { reason: 'other', change: -6 }));
    await t.runJobs();
    expect(await told(clerk.token)).toEqual([['库存不足：防水胶带', expect.stringContaining('还剩 7 个，已低于预警线')]]);
    expect(await told(manager.token)).toEqual([]);
  });
});

describe('an adjustment', () => {
  it('happens once for a key, however often it is sent', async () => {
    const skuId = await sku();
    const key = `only-once-${unique()}`;
    const answers = await Promise.all(Array.from({ length: 8 }, () => adjust(skuId, { change: 12 }, key)));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect((await adjust(skuId, { change: 12 }, key)).body).toMatchObject({ onHand: 12 });
    expect(await rowsOf(skuId)).toHaveLength(1);
    const other = await adjust(skuId, { change: 13 }, key);
    expect([other.status, other.body.code]).toEqual([409, 'idempotency_reused']);
    const elsewhere = await adjust(await sku(), { change: 12 }, key);
    expect(elsewhere.body.code).toBe('idempotency_reused');
    const [row] = await t.db.query<{ n: number }>(`SELECT COUNT(*) AS n FROM audit_entry WHERE action = 'stock.adjust' AND subject = ?`, [
      `sku:${skuId}`,
    ]);
    expect(row?.n).toBe(1);
  });

  it('needs a key', async () => {
    const skuId = await sku();
    const { status, body } = await t.call('stock.adjust', {
      as: keeper.token,
      params: { skuId },
      body: { warehouseId: main, reason: 'received', change: 1 },
    });
    expect([status, body.code]).toEqual([400, 'idempotency_key_required']);
  });

  it.each<[string, object, string]>([
    ['a count without a figure', { reason: 'counted' }, 'onHand'],
    ['a count with a change', { reason: 'counted', change: 3, onHand: 3 }, 'change'],
    ['a figure for what is no count', { onHand: 3 }, 'onHand'],
    ['nothing at all', {}, 'change'],
    ['a change of zero', { change: 0 }, 'change'],
    ['a delivery that takes away', { change: -3 }, 'change'],
    ['a breakage that adds', { reason: 'damaged', change: 3 }, 'change'],
    ['half a piece', { change: 0.5 }, 'change'],
    ['text', { change: '3' }, 'change'],
    ['a warehouse that does not exist', { change: 3, warehouseId: 4_000_000_000 }, 'warehouseId'],
    ['a count below zero', { reason: 'counted', onHand: -1 }, 'onHand'],
  ])('refuses %s', async (_, body, field) => {
    const skuId = await sku();
    const reply = await adjust(skuId, body);
    expect([reply.status, reply.body.details[0]?.field]).toEqual([400, field]);
    expect(await rowsOf(skuId)).toEqual([]);
  });

  it('of a SKU that does not exist is refused', async () => {
    expect((await adjust(4_000_000_000, { change: 1 })).status).toBe(404);
  });
});

describe('fifty people at once', () => {
  it('take no more than there was', async () => {
    const skuId = await sku();
    await must(adjust(skuId, { change: 20 }));
    const answers = await Promise.all(Array.from({ length: 50 }, () => adjust(skuId, { reason: 'damaged', change: -1 })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
    expect(answers.filter(({ status, body }) => status === 409 && body.code === 'out_of_stock')).toHaveLength(30);
    expect(await must(t.call('stock.get', { as: keeper.token, params: { skuId } }))).toMatchObject({ onHand: 0, available: 0 });
  });

  it('would lose count without the guard', async () => {
    const skuId = await sku();
    await must(adjust(skuId, { change: 20 }));
    const figure = async () =>
      (await t.db.query<{ available: number }>('SELECT available FROM stock WHERE sku_id = ?', [skuId]))[0]?.available ?? 0;
    // As people who come at once do it without the guard: all look, then all write down what they make of it.
    const seen = await Promise.all(Array.from({ length: 50 }, figure));
    const takers = seen.filter((available) => available >= 1);
    await Promise.all(takers.map((available) => t.db.execute('UPDATE stock SET available = ? WHERE sku_id = ?', [available - 1, skuId])));
    expect(20 - takers.length).not.toBe(await figure());
    expect((await checkTrade(t.db)).join()).toContain(`sku ${skuId}`);
    await t.db.execute('UPDATE stock SET available = 20 WHERE sku_id = ?', [skuId]);
  });

  it('count and receive without losing either', async () => {
    const skuId = await sku();
    await must(adjust(skuId, { change: 100 }));
    const acts = Array.from({ length: 50 }, (_, i) => (i % 5 === 0 ? { reason: 'counted', onHand: 100 } : { change: 1 }));
    const answers = await Promise.all(acts.map((body) => adjust(skuId, body)));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(await rowsOf(skuId)).toHaveLength(51);
  });
});

describe('a warehouse', () => {
  it('is closed only when nothing is in it, and then takes nothing in', async () => {
    const id = await warehouse();
    const skuId = await sku();
    await must(adjust(skuId, { change: 3, warehouseId: id }));
    const close = (closed: boolean) => t.call('warehouses.update', { as: manager.token, params: { id }, body: { closed } });
    expect((await close(true)).body.code).toBe('warehouse_not_empty');
    await must(adjust(skuId, { reason: 'other', change: -3, warehouseId: id }));
    expect((await must(close(true))).closedAt).not.toBeNull();
    expect((await adjust(skuId, { change: 1, warehouseId: id })).status).toBe(400);
    expect((await must(t.call('warehouses.list', { as: keeper.token }))).items.at(-1)).toMatchObject({ id });
    expect((await must(close(false))).closedAt).toBeNull();
    await must(adjust(skuId, { change: 1, warehouseId: id }));
  });

  it('is not closed while goods come in', async () => {
    for (let round = 0; round < 6; round++) {
      const id = await warehouse();
      const skuId = await sku();
      await Promise.all([
        adjust(skuId, { change: 3, warehouseId: id }),
        t.call('warehouses.update', { as: manager.token, params: { id }, body: { closed: true } }),
      ]);
      const [row] = await t.db.query<{ n: number }>(
        'SELECT COUNT(*) AS n FROM stock k JOIN warehouse w ON w.id = k.warehouse_id WHERE w.id = ? AND w.closed_at IS NOT NULL AND k.available > 0',
        [id],
      );
      expect(row?.n).toBe(0);
    }
  });

  it('has a name of its own', async () => {
    const [name, other] = [`仓${unique()}`, `仓${unique()}`];
    await must(t.call('warehouses.create', { as: manager.token, body: { name } }));
    const again = await t.call('warehouses.create', { as: manager.token, body: { name } });
    expect([again.status, again.body.code]).toEqual([409, 'warehouse_duplicate']);
    const { id } = await must(t.call('warehouses.create', { as: manager.token, body: { name: other } }));
    expect((await t.call('warehouses.update', { as: manager.token, params: { id }, body: { name } })).body.code).toBe(
      'warehouse_duplicate',
    );
  });
  it('serves in the order that was set, those left out behind', async () => {
    const [one, two, three] = [await warehouse(1), await warehouse(2), await warehouse(3)];
    const set = (ids: number[], as = manager.token) => t.call('warehouses.setOrder', { as, body: { ids } });
    const { items } = await must(set([three, one]));
    const place = (id: number) => items.findIndex((item) => item.id === id);
    expect([place(three), place(one)]).toEqual([0, 1]);
    expect(place(two)).toBeGreaterThan(1);
    expect(new Set(items.map(({ position }) => position)).size).toBe(items.length);
    expect((await set([three, three])).body.details[0]?.field).toBe('ids.1');
    expect((await set([4_000_000_000])).body.details[0]?.field).toBe('ids.0');
    expect((await set([one], keeper.token)).status).toBe(403);
    await must(set([main]));
  });
});
