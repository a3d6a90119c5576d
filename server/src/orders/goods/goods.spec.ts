import { bootApp, type TestApp } from '../../../test/app';
import { buildSku, receive } from '../../../test/builders/placed-order';
import { checkMoves } from '../../../test/order-moves-conservation';
import { type OrderScene, orderScene } from '../../../test/order-scene';

describe('goods of an order', () => {
  let t: TestApp;
  let s: OrderScene;
  beforeAll(async () => {
    t = await bootApp();
    s = await orderScene(t);
  });
  afterEach(() => checkMoves(t.db));
  afterAll(() => t.close());

  const view = async (id: number) => (await t.call('orders.get', { as: s.owner.token, params: { id } })).body;
  const ship = async (id: number, lines?: object[]) =>
    s.step(s.staff.warehouse.token, id, 'shipment', lines ? { lines, version: (await view(id)).version } : {});

  it('leave in parts, each with its note and its charge, until all has gone', async () => {
    const { owed } = await s.balance();
    const id = await s.place({ lines: [{ sku: s.sku, quantity: 2, boxes: true, from: { [s.near]: 12, [s.far]: 12 } }] });
    await s.walk(id, 'approval', 'outbound');
    const first = await ship(id, [{ line: 1, quantity: 5 }]);
    expect(first.body).toMatchObject({ state: 'outbound', next: 'shipment', lines: [{ shipped: 5 }] });
    expect((await s.balance()).owed).toBe(owed + 5_000);
    expect((await t.call('orders.cancel', { as: s.staff.admin.token, params: { id }, body: { reason: '算了' } })).body.code).toBe(
      'order_partly_shipped',
    );
    const second = await ship(id, [{ line: 1, quantity: 19 }]);
    expect(second.body).toMatchObject({ state: 'shipped', next: 'receipt' });
    expect(second.body.shipments.map(({ lines }) => lines)).toEqual([
      [{ line: 1, quantity: 5 }],
      [{ line: 1, quantity: 7 }],
      [{ line: 1, quantity: 12 }],
    ]);
    expect(new Set((await view(id)).shipments.map(({ receiptCode }) => receiptCode)).size).toBe(1);
    expect((await s.balance()).owed).toBe(owed + 24_000);
  });

  it('are refused beyond what was ordered, and what is refused leaves nothing behind', async () => {
    const id = await s.place();
    await s.walk(id, 'approval', 'outbound');
    expect((await ship(id, [{ line: 1, quantity: 11 }])).body.code).toBe('quantity_invalid');
    expect((await ship(id, [{ line: 2, quantity: 1 }])).body.code).toBe('invalid');
    expect((await view(id)).shipments).toEqual([]);
  });

  it('are not sent twice by a second tap', async () => {
    const id = await s.place();
    await s.walk(id, 'approval', 'outbound');
    const { version } = await view(id);
    const body = { version, lines: [{ line: 1, quantity: 3 }] };
    const answers = await Promise.all([1, 2, 3, 4].map(() => s.step(s.staff.warehouse.token, id, 'shipment', body)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    expect((await view(id)).lines[0]).toMatchObject({ shipped: 3 });
  });

  it('that are not sent after all are struck: the order is what has left', async () => {
    const before = await s.stock();
    const id = await s.place({ lines: [{ sku: s.sku, quantity: 2, boxes: true, from: { [s.near]: 24 } }] });
    await s.walk(id, 'approval', 'outbound');
    await ship(id, [{ line: 1, quantity: 15 }]);
    expect((await s.step(s.owner.token, id, 'dropRest')).body.code).toBe('step_not_yours');
    const dropped = await s.step(s.staff.office.token, id, 'dropRest');
    expect(dropped.body).toMatchObject({
      state: 'shipped',
      totalFen: 15_000,
      lines: [{ unit: '个', quantity: 15, unitFen: 1000, shipped: 15 }],
    });
    expect(await s.stock()).toEqual({ available: before.available - 15, reserved: before.reserved });
    expect(dropped.body.steps.at(-1)).toMatchObject({ step: 'dropRest' });
  });

  it('that wait for stock go to whoever ordered first', async () => {
    const sku = await buildSku(t, { stock: { [s.near]: 2 } });
    const first = await s.place({ lines: [{ sku, quantity: 6, from: { [s.near]: 2 }, backOrdered: 4 }] });
    const second = await s.place({ lines: [{ sku, quantity: 3, from: {}, backOrdered: 3 }] });
    await receive(t, sku.skuId, s.far, 5);
    expect((await view(first)).lines[0]!.backOrdered).toBe(0);
    expect((await view(second)).lines[0]!.backOrdered).toBe(2);
    expect(await s.stock(sku.skuId)).toEqual({ available: 0, reserved: 7 });
    await s.walk(second, 'approval', 'outbound');
    expect((await s.step(s.staff.warehouse.token, second, 'shipment')).body).toMatchObject({
      state: 'outbound',
      lines: [{ shipped: 1, backOrdered: 2 }],
    });
    expect((await s.step(s.staff.warehouse.token, second, 'shipment')).body.code).toBe('out_of_stock');
    await t.call('orders.cancel', { as: s.staff.office.token, params: { id: first }, body: { reason: '不等了' } });
    expect((await view(second)).lines[0]!.backOrdered).toBe(0);
    expect(await s.stock(sku.skuId)).toEqual({ available: 4, reserved: 2 });
  });

  it('that waited leave by themselves when nothing else is to be done', async () => {
    const sku = await buildSku(t, { stock: { [s.near]: 1 } });
    await s.switches(['approval', 'financeApproval', 'outbound', 'shipment', 'receipt']);
    const id = await s.place({ lines: [{ sku, quantity: 3, from: { [s.near]: 1 }, backOrdered: 2 }] });
    expect((await view(id)).next).toBe('shipment');
    await receive(t, sku.skuId, s.near, 2);
    await t.runJobs();
    expect(await view(id)).toMatchObject({ state: 'completed', lines: [{ shipped: 3 }] });
    await s.switches(['financeApproval']);
  });

  it('come in many ways at the same moment and go to nobody twice', async () => {
    const sku = await buildSku(t, { stock: { [s.near]: 1 } });
    const ids = [];
    for (let i = 0; i < 6; i++) ids.push(await s.place({ lines: [{ sku, quantity: 3, from: {}, backOrdered: 3 }] }));
    await Promise.all([1, 2, 3, 4].flatMap((units) => [receive(t, sku.skuId, s.near, units), receive(t, sku.skuId, s.far, 1)]));
    const waiting = (await Promise.all(ids.map(view))).map(({ lines }) => lines[0]!.backOrdered);
    const { available, reserved } = await s.stock(sku.skuId);
    expect(available + reserved).toBe(15);
    expect(waiting.reduce((sum, units) => sum + units, 0)).toBe(18 - reserved);
    expect(available).toBe(0);
  });
});
