import { setTimeout as sleep } from 'node:timers/promises';
import { bootApp, type TestApp } from '../../../test/app';
import { buildBuyers } from '../../../test/builders/buyers';
import { buildMember } from '../../../test/builders/member';
import { type BuiltSku, buildSku, buildWarehouse, receive } from '../../../test/builders/placed-order';
import { bodyOf, place } from '../../../test/builders/placing';
import { checkOrders, orderFaults } from '../../../test/order-conservation';
import type { Actor } from '../../platform/http/actor';
import { Idempotency } from '../../platform/idempotency/idempotency';
import type { PlaceCommand } from './place-command';
import { Placement } from './placement';
import { PlacementBuffer } from './placement-buffer';

describe('orders that come at once', () => {
  let t: TestApp;
  let warehouseId: number;
  beforeAll(async () => {
    t = await bootApp();
    warehouseId = await buildWarehouse(t);
  });
  afterEach(() => checkOrders(t.db));
  afterAll(() => t.close());

  const count = async (skuId: number): Promise<number> =>
    (await t.db.query<{ n: number }>('SELECT COUNT(*) AS n FROM order_line WHERE sku_id = ?', [skuId]))[0]?.n ?? 0;

  it('are one for one key, however often and however parallel', async () => {
    const shop = await buildMember(t);
    const sku = await buildSku(t, { stock: { [warehouseId]: 100 } });
    const body = bodyOf([{ sku, quantity: 3 }]);
    const answers = await Promise.all(Array.from({ length: 20 }, () => place(t, shop.token, body, 'key-twenty-times')));
    expect(new Set(answers.map(({ status, body: { id, number } }) => `${status} ${id} ${number}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(200);
    expect((await place(t, shop.token, body, 'key-twenty-times')).body.id).toBe(answers[0]?.body.id);
    expect(await count(sku.skuId)).toBe(1);
    const other = await place(t, shop.token, bodyOf([{ sku, quantity: 4 }]), 'key-twenty-times');
    expect(other).toMatchObject({ status: 409, body: { code: 'idempotency_reused' } });
    const neighbour = await buildMember(t);
    expect((await place(t, neighbour.token, body, 'key-twenty-times')).body.id).not.toBe(answers[0]?.body.id);
    expect(await count(sku.skuId)).toBe(2);
  });

  it('spoil no other: of a batch in which one fails the rest is placed', async () => {
    const sku = await buildSku(t, { stock: { [warehouseId]: 1_000 } });
    const shops = await Promise.all(Array.from({ length: 8 }, () => buildMember(t)));
    const bodies = shops.map((_, i) => bodyOf([{ sku, quantity: i === 3 ? 5_000 : 1 }], i === 5 ? { totalFen: 7 } : {}));
    const answers = await Promise.all(shops.map(({ token }, i) => place(t, token, bodies[i] ?? {})));
    expect(answers.map(({ status, body }) => (status === 200 ? 'placed' : body.code))).toEqual(
      shops.map((_, i) => (i === 3 ? 'out_of_stock' : i === 5 ? 'total_wrong' : 'placed')),
    );
    expect(await count(sku.skuId)).toBe(6);
  });

  it('are placed one by one when the database refuses the batch, and answered only then', async () => {
    const sku = await buildSku(t, { stock: { [warehouseId]: 1_000 } });
    const shops = await Promise.all(Array.from({ length: 6 }, () => buildMember(t)));
    const placement = t.app.get(Placement, { strict: false });
    let batches = 0;
    const failing = {
      look: (...about: Parameters<Placement['look']>) => placement.look(...about),
      place: async (...about: Parameters<Placement['place']>) => {
        const outcomes = await placement.place(...about);
        batches += 1;
        if (about[1].open.length > 1) throw new Error('the disk is full for a moment');
        return outcomes;
      },
    } as unknown as Placement;
    const buffer = new PlacementBuffer(t.db, failing);
    const placed = await Promise.all(shops.map((shop, i) => buffer.add(commandOf(t, shop, sku, `key-batch-${i}-00`))));
    expect(placed.every(({ again }) => !again)).toBe(true);
    expect(batches).toBe(7);
    expect(await count(sku.skuId)).toBe(6);
  });

  it('do not wait for each other in a circle when their lines stand in opposite order', async () => {
    const [a, b] = [await buildSku(t, { stock: { [warehouseId]: 400 } }), await buildSku(t, { stock: { [warehouseId]: 400 } })];
    const shops = await Promise.all(Array.from({ length: 40 }, () => buildMember(t)));
    // Two ways in, as of two processes, so that two transactions are under way at once.
    const placement = t.app.get(Placement, { strict: false });
    const ways = [new PlacementBuffer(t.db, placement), new PlacementBuffer(t.db, placement)];
    await Promise.all(
      shops.map((shop, i) => {
        const command = commandOf(t, shop, a, `key-circle-${i}-0`);
        const lines = bodyOf(
          i % 2 === 0
            ? [
                { sku: a, quantity: 1 },
                { sku: b, quantity: 1 },
              ]
            : [
                { sku: b, quantity: 1 },
                { sku: a, quantity: 1 },
              ],
        );
        const input = { ...command.input, ...lines } as PlaceCommand['input'];
        return (ways[i % 2] as PlacementBuffer).add({ ...command, input });
      }),
    );
    expect(await count(a.skuId)).toBe(40);
  });

  it('sell exactly the stock: 500 buyers, 100 pieces, two ways in', async () => {
    const sku = await buildSku(t, { stock: { [warehouseId]: 100 } });
    const buyers = await buildBuyers(t.db, 500, t.clock.now());
    const body = bodyOf([{ sku, quantity: 1 }]);
    const answers = await Promise.all(buyers.map(({ token }) => place(t, token, body)));
    const placed = answers.filter(({ status }) => status === 200);
    expect(placed).toHaveLength(100);
    expect(new Set(answers.filter(({ status }) => status !== 200).map(({ status, body: { code } }) => `${status} ${code}`))).toEqual(
      new Set(['409 out_of_stock']),
    );
    expect(await count(sku.skuId)).toBe(100);
    expect(new Set(placed.map(({ body: { number } }) => number)).size).toBe(100);
  }, 120_000);

  it('are refused by a look once there is nothing left, and placed again as soon as there is more', async () => {
    const sku = await buildSku(t, { stock: { [warehouseId]: 2 } });
    const shops = await Promise.all(Array.from({ length: 3 }, () => buildMember(t)));
    const transactions = jest.spyOn(t.db, 'transaction');
    const outcomes = async (quantity: number) => {
      transactions.mockClear();
      const answers = await Promise.all(shops.map(({ token }) => place(t, token, bodyOf([{ sku, quantity }]))));
      return answers.map(({ status, body }) => (status === 200 ? 'placed' : body.code)).sort();
    };
    expect(await outcomes(1)).toEqual(['out_of_stock', 'placed', 'placed']);
    expect(await outcomes(1)).toEqual(['out_of_stock', 'out_of_stock', 'out_of_stock']);
    expect(transactions).toHaveBeenCalledTimes(0);
    await receive(t, sku.skuId, warehouseId, 1);
    expect(await outcomes(1)).toEqual(['out_of_stock', 'out_of_stock', 'placed']);
    await receive(t, sku.skuId, warehouseId, 4);
    expect(await outcomes(4)).toEqual(['out_of_stock', 'out_of_stock', 'placed']);
    transactions.mockRestore();
    expect(await count(sku.skuId)).toBe(4);
  });

  it('of one key wait for what is being written, also when it comes to nothing', async () => {
    const sku = await buildSku(t, { stock: { [warehouseId]: 10 } });
    const shop = await buildMember(t);
    const placement = t.app.get(Placement, { strict: false });
    const [looks, fails] = [[] as number[], [true]];
    const slow = {
      look: (...about: Parameters<Placement['look']>) => {
        looks.push(about[1].length);
        return placement.look(...about);
      },
      place: async (...about: Parameters<Placement['place']>) => {
        about[2]();
        await sleep(50);
        if (fails.pop()) throw new Error('not this time');
        return placement.place(...about);
      },
    } as unknown as Placement;
    const buffer = new PlacementBuffer(t.db, slow);
    const command = commandOf(t, shop, sku, 'key-while-written');
    const first = buffer.add(command).catch((error: Error) => error.message);
    await sleep(10);
    const [again, more] = [buffer.add(command), buffer.add(command)];
    expect(await first).toBe('not this time');
    expect([(await again).again, (await more).again]).toEqual([false, true]);
    expect(looks).toEqual([1, 1, 1]);
    expect(await count(sku.skuId)).toBe(1);
  });

  it('would sell more than there is without the lock, and the books would show it', async () => {
    const sku = await buildSku(t, { stock: { [warehouseId]: 5 } });
    let sold = 0;
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        const [row] = await t.db.query<{ available: number }>('SELECT available FROM stock WHERE sku_id = ?', [sku.skuId]);
        await sleep(20);
        if ((row?.available ?? 0) < 1) return;
        await t.db.execute('UPDATE stock SET available = available - 1, reserved = reserved + 1 WHERE sku_id = ?', [sku.skuId]);
        sold += 1;
      }),
    );
    expect(sold).toBeGreaterThan(5);
    expect((await orderFaults(t.db)).join()).toContain('stock below zero');
    await t.db.execute('UPDATE stock SET available = 5, reserved = 0 WHERE sku_id = ?', [sku.skuId]);
  });
});

type Shop = { accountId: number; memberId: number; shopId: number };

function commandOf(t: TestApp, { accountId, memberId, shopId }: Shop, sku: BuiltSku, key: string): PlaceCommand {
  const me: Actor = {
    sessionId: 0,
    accountId,
    provider: 'wechat',
    name: '店主',
    staff: null,
    member: { id: memberId, shopId, role: 'owner' },
  };
  const defaults = { source: { kind: 'cart', id: null }, clearCart: false, overLimit: 'finance', wish: '' };
  const input = { ...bodyOf([{ sku, quantity: 1 }]), ...defaults } as PlaceCommand['input'];
  return {
    me,
    shopId,
    onBehalf: false,
    input,
    once: t.app.get(Idempotency, { strict: false }).once(accountId, 'orders.place', key, input),
  };
}
