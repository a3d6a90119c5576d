import { buildPayScene, DAY, MINUTE, type PayScene } from '../../test/payments/pay-scene';

let s: PayScene;
beforeAll(async () => {
  s = await buildPayScene();
});
afterEach(() => s.reset());
afterAll(() => s.close());

const list = async () => (await s.t.call('payments.reconciliations', { as: s.finance.token })).body.items;
/** To eleven in the next morning, Shanghai. */
const nextMorning = async () => {
  const now = s.t.clock.now();
  const midnight = Date.parse(`${s.t.clock.shanghaiDay(now)}T00:00:00+08:00`) + DAY;
  await s.wait(midnight + 11 * 60 * MINUTE - now);
};

describe('the bill of yesterday', () => {
  it('agrees with our books, refunds too', async () => {
    const { paymentId } = await s.paid(1_000);
    await s.paid(2_000);
    const body = { fen: 300, reason: '少发' };
    await s.t.call('payments.refund', { as: s.finance.token, params: { id: paymentId }, body, headers: s.key() });
    await s.work();
    await s.wait(5_000);
    const day = s.t.clock.shanghaiDay();
    await nextMorning();
    expect(await list()).toEqual([{ day, at: expect.any(String), matched: 3, ourFen: 2_700, theirFen: 2_700, differences: [] }]);
  });

  it('brings in a payment that nobody told of', async () => {
    const orderId = await s.order(1_000, { expiresAt: null });
    s.pay.faults.plan({ fault: 'notice-never' });
    s.pay.faults.plan({ fault: 'bad-gateway', operation: 'query', times: 100 });
    const { body } = await s.prepay(orderId);
    await s.confirm(body.params);
    await nextMorning();
    expect(await list()).toMatchObject([{ matched: 1, differences: [] }]);
    expect(await s.orderRow(orderId)).toMatchObject({ paid_fen: 1_000, settled: 1 });
  });

  it('names what only one side knows, and what differs', async () => {
    const [one, two, three] = [await s.paid(1_000), await s.paid(2_000), await s.paid(3_000)];
    const { orders } = s.pay.book;
    const [first, second] = [orders.get(one.number), orders.get(two.number)];
    if (!first || !second) throw new Error('no orders');
    // Their books are doctored, and mended again below: ours are right.
    first.totalFen = 1_001;
    orders.delete(two.number);
    orders.set('WX-elsewhere', { ...second, outTradeNo: 'WX-elsewhere' });
    await nextMorning();
    const [day] = await list();
    expect(day).toMatchObject({ matched: 1, ourFen: 6_000, theirFen: 6_001 });
    expect(day?.differences).toEqual([
      { number: one.number, kind: 'amount', ourFen: 1_000, theirFen: 1_001, paymentId: one.paymentId },
      { number: 'WX-elsewhere', kind: 'missing_here', ourFen: null, theirFen: 2_000, paymentId: null },
      { number: two.number, kind: 'missing_there', ourFen: 2_000, theirFen: null, paymentId: two.paymentId },
    ]);
    const { body } = await s.t.call('payments.list', { as: s.finance.token, query: { mismatched: 'true' } });
    expect(body.items.map(({ number }) => number).sort()).toEqual([one.number, two.number].sort());
    expect(body.items.some(({ number }) => number === three.number)).toBe(false);
    first.totalFen = 1_000;
    orders.delete('WX-elsewhere');
    orders.set(two.number, second);
  });

  it('is compared again by hand once it was put right, and takes back what it said', async () => {
    const { number, paymentId } = await s.paid(1_000);
    const day = s.t.clock.shanghaiDay();
    const reconcile = (of: string, as = s.finance.token) => s.t.call('payments.reconcile', { as, params: { day: of } });
    expect((await reconcile(day)).body.code).toBe('bill_not_ready');
    const theirs = s.pay.book.orders.get(number);
    if (!theirs) throw new Error('no order');
    theirs.totalFen = 900;
    await nextMorning();
    const mismatched = async () => (await s.t.call('payments.list', { as: s.finance.token, query: { mismatched: true } })).body.items;
    expect((await mismatched()).map(({ id }) => id)).toEqual([paymentId]);
    s.pay.faults.plan({ fault: 'bad-gateway', operation: 'bill', times: 1 });
    expect((await reconcile(day)).body.code).toBe('platform_unavailable');
    theirs.totalFen = 1_000;
    const { status, body } = await reconcile(day);
    expect([status, body.day, body.matched, body.differences]).toEqual([200, day, 1, []]);
    expect(await list()).toMatchObject([{ day, differences: [] }]);
    expect(await mismatched()).toEqual([]);
    expect((await reconcile('2020-01-01')).body.code).toBe('bill_not_ready');
    expect((await reconcile(day, s.sales.token)).status).toBe(403);
    const [noted] = await s.t.db.query<{ action: string; subject: string }>(
      'SELECT action, subject FROM audit_entry ORDER BY seq DESC LIMIT 1',
    );
    expect(noted).toEqual({ action: 'payments.reconcile', subject: `bill:${day}` });
  });

  it('is asked for again until it is there, and days that were missed are made up for', async () => {
    await s.paid(1_000);
    s.pay.faults.plan({ fault: 'bad-gateway', operation: 'bill', times: 1 });
    await nextMorning();
    expect(await list()).toEqual([]);
    await s.paid(2_000);
    await s.wait(16 * MINUTE);
    expect(await list()).toHaveLength(1);
    await s.wait(3 * DAY);
    expect((await list()).map(({ matched }) => matched)).toEqual([0, 0, 1, 1]);
  });
});
