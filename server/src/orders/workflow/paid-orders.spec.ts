import { randomUUID } from 'node:crypto';
import { bootApp, type TestApp } from '../../../test/app';
import { checkMoves } from '../../../test/order-moves-conservation';
import { type OrderScene, orderScene } from '../../../test/order-scene';
import { Ledger } from '../../payments/ledger';
import { OrderPayments } from '../../payments/order-payments';
import { Payables } from '../../payments/payables';

describe('an order that is paid', () => {
  let t: TestApp;
  let s: OrderScene;
  beforeAll(async () => {
    t = await bootApp();
    s = await orderScene(t);
    const { shopId } = s.owner;
    await t.db.transaction((tx) =>
      t.app.get(Ledger, { strict: false }).post(tx, 'deposit-of-the-test', [
        { account: 'cash_offline', shopId: 0, fen: 1_000_000, kind: 'payment', memo: '预存' },
        { account: 'deposit', shopId, fen: -1_000_000, kind: 'payment', memo: '预存' },
      ]),
    );
  });
  afterEach(() => checkMoves(t.db));
  afterAll(() => t.close());

  const view = async (id: number) => (await t.call('orders.get', { as: s.owner.token, params: { id } })).body;
  const deposit = async () =>
    (await t.db.query<{ fen: number }>('SELECT deposit_fen AS fen FROM shop_balance WHERE shop_id = ?', [s.owner.shopId]))[0]!.fen;
  async function paid(): Promise<number> {
    const id = await s.place({ payment: 'deposit' });
    await t.db.transaction(async (tx) => {
      const payable = await t.app.get(Payables, { strict: false }).find(tx, id);
      await t.app.get(OrderPayments, { strict: false }).payFromDeposit(tx, payable!, s.owner.accountId);
    });
    return id;
  }

  it('says so, and gets all of it back when it is called off', async () => {
    const before = await deposit();
    const id = await paid();
    expect(await view(id)).toMatchObject({ paidFen: 10_000, next: 'approval', steps: [{ step: 'placement' }, { step: 'payment' }] });
    expect(await deposit()).toBe(before - 10_000);
    const { body } = await t.call('orders.cancel', { as: s.owner.token, params: { id }, body: { reason: '不要了' } });
    expect(body).toMatchObject({ state: 'cancelled', refundedFen: 10_000 });
    expect(await deposit()).toBe(before);
  });

  it('gets the difference back when it becomes less, once the shop has agreed', async () => {
    const before = await deposit();
    const id = await paid();
    const { version } = await view(id);
    const amended = await t.call('orders.amend', {
      as: s.staff.office.token,
      params: { id },
      body: { version, lines: [{ line: 1, quantity: 6 }], note: '缺货' },
    });
    expect(amended.body).toMatchObject({ totalFen: 6_000, refundedFen: 0 });
    expect((await s.step(s.owner.token, id, 'agreement')).body).toMatchObject({ refundedFen: 4_000 });
    expect(await deposit()).toBe(before - 6_000);
    await s.walk(id, 'approval', 'outbound', 'shipment', 'receipt');
    expect(await view(id)).toMatchObject({ state: 'completed', paidFen: 10_000, refundedFen: 4_000 });
  });

  it('gets back what is not sent, and what was returned', async () => {
    const before = await deposit();
    const id = await paid();
    await s.walk(id, 'approval', 'outbound');
    const { version } = await view(id);
    await s.step(s.staff.warehouse.token, id, 'shipment', { version, lines: [{ line: 1, quantity: 8 }] });
    expect((await s.step(s.staff.office.token, id, 'dropRest')).body).toMatchObject({ totalFen: 8_000, refundedFen: 2_000 });
    await s.walk(id, 'receipt');
    const asked = await t.call('returns.request', {
      as: s.owner.token,
      params: { id },
      headers: { 'idempotency-key': randomUUID() },
      body: { kind: 'return', lines: [{ line: 1, quantity: 2 }], reason: '卖不动' },
    });
    await t.call('returns.decide', { as: s.staff.office.token, params: { id: asked.body.id }, body: { agree: true } });
    const received = await t.call('returns.receive', {
      as: s.staff.warehouse.token,
      params: { id: asked.body.id },
      body: { warehouseId: s.near },
    });
    expect(received.body).toMatchObject({ refundFen: 2_000 });
    expect(await deposit()).toBe(before - 6_000);
    expect(await view(id)).toMatchObject({ refundedFen: 4_000, state: 'completed' });
  });

  it('is cancelled or approved, never both, when both happen at the same moment', async () => {
    for (let round = 0; round < 4; round++) {
      const id = await paid();
      const answers = await Promise.all([
        s.step(s.staff.office.token, id, 'approval'),
        t.call('orders.cancel', { as: s.owner.token, params: { id }, body: { reason: '不要了' } }),
      ]);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      const { state, refundedFen } = await view(id);
      expect([state, refundedFen]).toEqual(answers[0].status === 200 ? ['approved', 0] : ['cancelled', 10_000]);
    }
  });
});
