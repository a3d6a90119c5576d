import { buildPayScene, DAY, MINUTE, type PayScene } from '../../test/payments/pay-scene';

let s: PayScene;
beforeAll(async () => {
  s = await buildPayScene();
});
afterEach(() => s.reset());
afterAll(() => s.close());

const refundOf = async (paymentId: number) =>
  s.t.db.query<{ number: string; state: string; fen: number; fault: string | null }>(
    'SELECT number, state, fen, fault FROM refund WHERE payment_id = ? ORDER BY id',
    [paymentId],
  );
const give = (paymentId: number, fen: number, headers = s.key()) =>
  s.t.call('payments.refund', { as: s.finance.token, params: { id: paymentId }, body: { fen, reason: '少发一件' }, headers });
/** Until whatever hangs has been asked for long enough. */
const settle = async () => {
  for (const ms of [5_000, 30_000, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE]) await s.wait(ms);
};

describe('money that goes back by WeChat', () => {
  it('is on its way, then back, and both books agree', async () => {
    const { paymentId, orderId } = await s.paid(10_000);
    const { status, body } = await give(paymentId, 2_500);
    expect([status, body.state, body.refundedFen, body.refundableFen]).toEqual([200, 'refunding', 0, 7_500]);
    expect(body.refunds).toMatchObject([{ fen: 2_500, reason: '少发一件', doneAt: null }]);
    await s.work();
    await s.wait(5_000);
    const { body: read } = await s.t.call('payments.get', { as: s.owner.token, params: { id: paymentId } });
    expect(read).toMatchObject({ state: 'paid', refundedFen: 2_500, refundableFen: 7_500, refunds: [{ state: 'done' }] });
    expect(await s.orderRow(orderId)).toMatchObject({ refunded_fen: 2_500 });
    await give(paymentId, 7_500);
    await settle();
    expect(await s.state(paymentId)).toBe('refunded');
    expect(await s.payments.settledOf(s.t.db, orderId)).toEqual({ paidFen: 10_000, refundedFen: 10_000 });
  });

  it('happens once for a key, ten times at once', async () => {
    const { paymentId } = await s.paid(10_000);
    const headers = s.key();
    const answers = await Promise.all(Array.from({ length: 10 }, () => give(paymentId, 3_000, headers)));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect(await refundOf(paymentId)).toHaveLength(1);
    expect((await give(paymentId, 3_001, headers)).body.code).toBe('idempotency_reused');
    await settle();
    expect(s.pay.book.refunds.size).toBe(1);
  });

  it('is never more than there was, however many ask at once', async () => {
    const { paymentId } = await s.paid(10_000);
    const answers = await Promise.all(Array.from({ length: 8 }, () => give(paymentId, 4_000)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(2);
    expect(new Set(answers.filter(({ status }) => status !== 200).map(({ body }) => body.code))).toEqual(new Set(['refund_too_much']));
    expect((await give(paymentId, 2_001)).body).toMatchObject({ code: 'refund_too_much', details: { leftFen: 2_000 } });
    await settle();
    expect(await s.payments.settledOf(s.t.db, 1)).toEqual({ paidFen: 10_000, refundedFen: 8_000 });
  });

  it.each(['answer-lost', 'server-error', 'server-error-after', 'busy', 'bad-gateway', 'wrong-signature', 'unsigned'] as const)(
    'is asked for again under the same number after %s, and goes back once',
    async (fault) => {
      const { paymentId } = await s.paid(10_000);
      s.pay.faults.plan({ fault, operation: 'refund', times: 3 });
      await give(paymentId, 10_000);
      await settle();
      await settle();
      expect(await refundOf(paymentId)).toMatchObject([{ state: 'done' }]);
      expect(s.pay.book.refunds.size).toBe(1);
    },
  );

  it.each(['notice-never', 'notice-twice', 'notice-before-answer', 'notice-probe', 'notice-out-of-order'] as const)(
    'is booked once with %s',
    async (fault) => {
      const { paymentId, orderId } = await s.paid(10_000);
      s.pay.faults.plan({ fault, operation: 'refund' });
      await give(paymentId, 10_000);
      await settle();
      expect(await s.state(paymentId)).toBe('refunded');
      expect(await s.orderRow(orderId)).toMatchObject({ refunded_fen: 10_000 });
    },
  );

  it('that the platform closes can be given again; what hangs there is shown to finance until it is done', async () => {
    const { paymentId } = await s.paid(10_000);
    s.pay.refundOutcomes.push('CLOSED');
    await give(paymentId, 10_000);
    await settle();
    expect(await refundOf(paymentId)).toMatchObject([{ state: 'failed', fault: 'CLOSED' }]);
    expect(await s.state(paymentId)).toBe('paid');
    const { body: failed } = await s.t.call('payments.get', { as: s.finance.token, params: { id: paymentId } });
    expect(failed).toMatchObject({ refundableFen: 10_000, refunds: [{ state: 'failed' }] });
    s.pay.refundOutcomes.push('ABNORMAL');
    await give(paymentId, 10_000);
    await settle();
    expect((await refundOf(paymentId))[1]).toMatchObject({ state: 'stuck', fault: 'ABNORMAL' });
    expect((await give(paymentId, 1)).body.code).toBe('refund_too_much');
    const { body } = await s.t.call('payments.list', { as: s.finance.token, query: { mismatched: true } });
    expect(body.items.map(({ id }) => id)).toEqual([paymentId]);
    // Put right by hand on the platform's own pages.
    const theirs = [...s.pay.book.refunds.values()][1];
    if (!theirs) throw new Error('no refund');
    Object.assign(theirs, { status: 'SUCCESS', successAt: s.t.world.clock.now() });
    await s.wait(DAY);
    expect(await s.state(paymentId)).toBe('refunded');
  });

  it('waits while our account there is empty', async () => {
    const { paymentId } = await s.paid(10_000);
    s.pay.book.fundsFen = 0;
    await give(paymentId, 10_000);
    await s.work();
    expect(await refundOf(paymentId)).toMatchObject([{ state: 'waiting', fault: 'NOT_ENOUGH' }]);
    s.pay.book.fundsFen = 20_000;
    await settle();
    expect(await refundOf(paymentId)).toMatchObject([{ state: 'done', fault: null }]);
  });

  it('is what the ledger says: nothing owed, nothing left in the till', async () => {
    const { orderId } = await s.paid(10_000);
    await s.cancel(orderId);
    await settle();
    const sums = await s.t.db.query('SELECT account, SUM(fen) AS fen FROM ledger_entry GROUP BY account ORDER BY account');
    expect(sums).toEqual([
      { account: 'cash_wechat', fen: 0 },
      { account: 'receivable', fen: 0 },
    ]);
  });
});

describe('an order that is called off', () => {
  it('gives back from the newest payment on, each to where it came from', async () => {
    const orderId = await s.order(10_000);
    await s.t.db.transaction((tx) =>
      s.ledger.post(tx, 'opening', [
        { account: 'cash_offline', shopId: 0, fen: 4_000, kind: 'payment', memo: '预存' },
        { account: 'deposit', shopId: s.shopId, fen: -4_000, kind: 'payment', memo: '预存' },
      ]),
    );
    await s.t.db.execute('UPDATE test_order SET total_fen = 4000 WHERE id = ?', [orderId]);
    await s.t.db.transaction(async (tx) => {
      const payable = await s.orders.find(tx, orderId, { lock: true });
      if (payable) await s.payments.payFromDeposit(tx, payable, s.owner.accountId);
    });
    await s.t.db.execute('UPDATE test_order SET total_fen = 10000 WHERE id = ?', [orderId]);
    const { body } = await s.prepay(orderId);
    expect(body.payment.fen).toBe(6_000);
    await s.confirm(body.params);
    await s.t.db.transaction((tx) => s.payments.refund(tx, orderId, 7_000, '退货'));
    expect(await s.balances.of(s.t.db, s.shopId)).toMatchObject({ depositFen: 1_000 });
    await settle();
    expect(await s.payments.settledOf(s.t.db, orderId)).toEqual({ paidFen: 10_000, refundedFen: 7_000 });
    expect((await s.payments.views(s.t.db, orderId)).map(({ method, state }) => [method, state])).toEqual([
      ['deposit', 'paid'],
      ['wechat', 'refunded'],
    ]);
    const tooMuch = s.t.db.transaction((tx) => s.payments.refund(tx, orderId, 3_001, '退货'));
    await expect(tooMuch).rejects.toMatchObject({ code: 'refund_too_much' });
    expect(await s.balances.of(s.t.db, s.shopId)).toMatchObject({ depositFen: 1_000 });
  });
});
