import { bootApp, type TestApp } from '../../../test/app';
import { checkMoves } from '../../../test/order-moves-conservation';
import { type OrderScene, orderScene } from '../../../test/order-scene';

describe('an order under way', () => {
  let t: TestApp;
  let s: OrderScene;
  beforeAll(async () => {
    t = await bootApp();
    s = await orderScene(t);
  });
  afterEach(() => checkMoves(t.db));
  afterAll(() => t.close());

  it('goes from approval to completion, each step by whose it is', async () => {
    const before = await s.stock();
    const id = await s.place();
    const approved = await s.step(s.staff.office.token, id, 'approval', { note: '同意' });
    expect(approved.body).toMatchObject({ state: 'approved', next: 'outbound' });
    expect((await s.step(s.staff.warehouse.token, id, 'outbound')).body).toMatchObject({ state: 'outbound', next: 'shipment' });
    const shipped = await s.step(s.staff.warehouse.token, id, 'shipment', { courierStaffId: s.staff.courier.staffId });
    expect(shipped.body).toMatchObject({ state: 'shipped', next: 'receipt' });
    expect(await s.stock()).toEqual({ available: before.available - 10, reserved: before.reserved });
    const received = await s.step(s.owner.token, id, 'receipt');
    expect(received.body).toMatchObject({ state: 'completed', next: null, availableActions: [{ action: 'return' }, { action: 'repeat' }] });
    expect(received.body.steps.map(({ step }) => step)).toEqual(['placement', 'approval', 'outbound', 'shipment', 'receipt', 'completion']);
    expect(await s.balance()).toMatchObject({ owed: 10_000, open: 0 });
  });

  it('takes a step from nobody but those whose it is', async () => {
    const may: Record<string, string[]> = {
      approval: ['manager', 'office', 'admin'],
      outbound: ['warehouse', 'admin'],
      shipment: ['warehouse', 'courier', 'admin'],
      receipt: ['office', 'courier', 'admin', 'owner'],
    };
    const id = await s.place({ payment: 'offline' });
    for (const [step, roles] of Object.entries(may)) {
      const people = { ...s.staff, owner: s.owner };
      for (const [role, { token }] of Object.entries(people)) {
        if (roles.includes(role)) continue;
        const { status, body } = await s.step(token, id, step);
        expect({ step, role, status, code: body.code }).toEqual({ step, role, status: 403, code: 'step_not_yours' });
      }
      await s.walk(id, step);
    }
    expect((await s.step(s.staff.warehouse.token, id, 'completion')).body.code).toBe('step_not_yours');
    expect((await s.step(s.staff.office.token, id, 'completion')).body).toMatchObject({ state: 'completed' });
  });

  it('skips nothing, repeats nothing, and does not go on once it is over', async () => {
    const id = await s.place();
    for (const step of ['outbound', 'shipment', 'receipt', 'completion', 'financeApproval', 'agreement', 'dropRest'])
      expect([403, 409]).toContain((await s.step(s.staff.admin.token, id, step)).status);
    await s.walk(id, 'approval');
    expect((await s.step(s.staff.admin.token, id, 'approval')).body.code).toBe('step_not_available');
    await s.walk(id, 'outbound', 'shipment', 'receipt');
    expect((await s.step(s.staff.admin.token, id, 'receipt')).body.code).toBe('order_closed');
  });

  it('is not approved by whoever placed it', async () => {
    const id = await s.place({ accountId: s.staff.office.accountId });
    expect((await s.step(s.staff.office.token, id, 'approval')).body.code).toBe('own_order_approval');
    expect((await s.step(s.staff.manager.token, id, 'approval')).status).toBe(200);
  });

  it('is approved once, however many approve it at the same moment', async () => {
    const id = await s.place();
    const people = [s.staff.office, s.staff.manager, s.staff.admin];
    const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => s.step(people[i % 3]!.token, id, 'approval')));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === 'step_not_available')).toHaveLength(11);
    const taken = await t.db.query(`SELECT seq FROM order_step WHERE order_id = ? AND step = 'approval'`, [id]);
    expect(taken).toHaveLength(1);
  });

  it('refuses who decides by what has changed meanwhile', async () => {
    const id = await s.place();
    const { body } = await s.step(s.staff.office.token, id, 'approval', { version: 7 });
    expect(body).toMatchObject({ code: 'conflict', details: { version: 1 } });
    expect((await s.step(s.staff.office.token, id, 'approval', { version: 1 })).status).toBe(200);
  });

  it('does not leave before it is paid by WeChat', async () => {
    const waiting = async () =>
      (await t.call('orders.queues', { as: s.staff.warehouse.token })).body.items.find(({ step }) => step === 'outbound')?.waiting;
    const before = await waiting();
    const id = await s.place({ payment: 'wechat' });
    await s.walk(id, 'approval');
    expect(await waiting()).toBe(before);
    expect((await s.step(s.staff.warehouse.token, id, 'outbound')).body.code).toBe('order_not_paid');
  });

  it('is handed over by a courier for the code or a photo only', async () => {
    const id = await s.place();
    await s.walk(id, 'approval', 'outbound', 'shipment');
    const { token } = s.staff.courier;
    expect((await s.step(token, id, 'receipt')).body.code).toBe('delivery_proof_required');
    const shop = await t.call('orders.get', { as: s.owner.token, params: { id } });
    const code = shop.body.shipments[0]!.receiptCode;
    expect((await t.call('orders.get', { as: token, params: { id } })).body.shipments[0]!.receiptCode).toBeNull();
    const wrong = String((Number(code) + 1) % 10_000).padStart(4, '0');
    const refused = await s.step(token, id, 'receipt', { receiptCode: wrong });
    expect(refused.body).toMatchObject({ code: 'receipt_code_wrong', details: { triesLeft: 4 } });
    const received = await s.step(token, id, 'receipt', { receiptCode: code });
    expect(received.body).toMatchObject({ state: 'completed', shipments: [{ deliveredAt: expect.any(String) }] });
  });

  it('takes no code any more after five wrong ones', async () => {
    const id = await s.place();
    await s.walk(id, 'approval', 'outbound', 'shipment');
    const shop = await t.call('orders.get', { as: s.owner.token, params: { id } });
    const code = shop.body.shipments[0]!.receiptCode;
    const wrong = String((Number(code) + 1) % 10_000).padStart(4, '0');
    for (let i = 0; i < 5; i++) await s.step(s.staff.courier.token, id, 'receipt', { receiptCode: wrong });
    const right = await s.step(s.staff.courier.token, id, 'receipt', { receiptCode: code });
    expect(right.body.code).toBe('receipt_code_wrong');
    expect((await s.step(s.owner.token, id, 'receipt')).body).toMatchObject({ state: 'completed' });
  });

  it.each([
    ['approval', { lines: [{ line: 1, quantity: 1 }] }, 'lines'],
    ['approval', { receiptCode: '1234' }, 'receiptCode'],
    ['shipment', { lines: [{ line: 1, quantity: 1 }] }, 'version'],
    ['shipment', { lines: [], version: 1 }, 'lines'],
    [
      'shipment',
      {
        version: 3,
        lines: [
          { line: 1, quantity: 1 },
          { line: 1, quantity: 1 },
        ],
      },
      'lines',
    ],
    ['shipment', { courierStaffId: 4_000_000 }, 'courierStaffId'],
  ])('names the field that a %s does not take: %j', async (step, body, field) => {
    const id = await s.place();
    await s.walk(id, 'approval', 'outbound');
    const answer = await s.step(s.staff.admin.token, id, step, body);
    expect(answer.status).toBe(400);
    expect(answer.body.details.map((fault) => fault.field)).toContain(field);
  });

  it('is called off by the shop until it is approved, by staff until it has left', async () => {
    const cancel = (as: string, id: number) => t.call('orders.cancel', { as, params: { id }, body: { reason: '不要了' } });
    const before = await s.stock();
    const first = await s.place();
    expect((await cancel(s.owner.token, first)).body).toMatchObject({ state: 'cancelled', next: null });
    const second = await s.place();
    await s.walk(second, 'approval', 'outbound');
    expect((await cancel(s.owner.token, second)).body.code).toBe('cancel_too_late');
    expect((await cancel(s.staff.warehouse.token, second)).body.code).toBe('step_not_yours');
    expect((await cancel(s.staff.salesperson.token, second)).body).toMatchObject({ state: 'cancelled' });
    expect(await s.stock()).toEqual(before);
    expect((await cancel(s.staff.admin.token, second)).body.code).toBe('order_closed');
    const [notice] = await t.db.query<{ title: string }>('SELECT title FROM inbox_item WHERE account_id = ? ORDER BY id DESC LIMIT 1', [
      s.owner.accountId,
    ]);
    expect(notice?.title).toMatch(/已取消/);
  });
});
