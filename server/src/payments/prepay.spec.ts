import { buildPayScene, MINUTE, type PayScene } from '../../test/payments/pay-scene';

let s: PayScene;
beforeAll(async () => {
  s = await buildPayScene();
});
afterEach(() => s.reset());
afterAll(() => s.close());

describe('to pay an order on the phone', () => {
  it('opens the sheet, is paid once, and both books agree', async () => {
    const orderId = await s.order(12_345);
    const { status, body } = await s.prepay(orderId);
    expect(status).toBe(200);
    expect(body.payment).toMatchObject({ orderId, shopId: s.shopId, method: 'wechat', purpose: 'order', state: 'waiting', fen: 12_345 });
    await s.confirm(body.params);
    const read = await s.t.call('payments.get', { as: s.owner.token, params: { id: body.payment.id } });
    expect(read.body).toMatchObject({ state: 'paid', fen: 12_345, refundedFen: 0, paidAt: expect.any(String) });
    expect(await s.orderRow(orderId)).toMatchObject({ paid_fen: 12_345, settled: 1 });
    expect(await s.balances.of(s.t.db, s.shopId)).toMatchObject({ owedFen: -12_345, leftFen: 0, depositFen: 0 });
  });

  it('again, it is the same payment with fresh parameters', async () => {
    const orderId = await s.order();
    const headers = s.key();
    const answers = [
      await s.prepay(orderId, s.owner.token, headers),
      await s.prepay(orderId, s.owner.token, headers),
      await s.prepay(orderId),
    ];
    expect(new Set(answers.map(({ body }) => body.payment.number)).size).toBe(1);
    expect(new Set(answers.map(({ body }) => body.params.package)).size).toBe(3);
    expect(new Set(answers.map(({ body }) => body.params.nonceStr)).size).toBe(3);
    expect(s.pay.book.orders.size).toBe(1);
  });

  it('ten times at once, it is one payment', async () => {
    const orderId = await s.order();
    const answers = await Promise.all(Array.from({ length: 10 }, () => s.prepay(orderId)));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect(new Set(answers.map(({ body }) => body.payment.id)).size).toBe(1);
    expect(s.pay.book.orders.size).toBe(1);
  });

  it('from another phone of the shop, the first payment is closed and a new one opened', async () => {
    const orderId = await s.order();
    const first = await s.prepay(orderId);
    const second = await s.prepay(orderId, s.clerk.token);
    expect(second.body.payment.number).not.toBe(first.body.payment.number);
    await s.work();
    expect(s.pay.book.orders.get(first.body.payment.number)?.state).toBe('CLOSED');
    await s.confirm(second.body.params);
    expect(await s.orderRow(orderId)).toMatchObject({ paid_fen: 12_345, settled: 1 });
  });

  it('after the amount has changed, it is a new payment of the new amount', async () => {
    const orderId = await s.order(1_000);
    const first = await s.prepay(orderId);
    await s.t.db.execute('UPDATE test_order SET total_fen = 900 WHERE id = ?', [orderId]);
    const second = await s.prepay(orderId);
    expect(second.body.payment).toMatchObject({ fen: 900 });
    await s.work();
    expect(await s.state(first.body.payment.id)).toBe('closed');
    expect(s.pay.book.orders.get(first.body.payment.number)?.state).toBe('CLOSED');
  });

  it('is refused for what is closed, expired, paid, not theirs, or by who has no WeChat of the shop', async () => {
    const code = async (orderId: number, as?: string) => (await s.prepay(orderId, as)).body.code;
    const open = await s.order();
    expect(await code(await s.order(1, { closed: true }))).toBe('order_closed');
    expect(await code(await s.order(1, { expiresAt: s.t.clock.now() - 1 }))).toBe('order_closed');
    expect(await code((await s.paid()).orderId)).toBe('already_paid');
    expect(await code(4_000_000)).toBe('not_found');
    expect(await code(open, s.stranger.token)).toBe('not_found');
    expect(await code(open, s.sales.token)).toBe('wechat_payer_required');
    const without = await s.t.call('payments.prepay', { as: s.owner.token, params: { orderId: open }, body: {} });
    expect(without.body.code).toBe('idempotency_key_required');
    const headers = s.key();
    await s.prepay(open, s.owner.token, headers);
    expect((await s.prepay(await s.order(), s.owner.token, headers)).body.code).toBe('idempotency_reused');
  });

  it.each(['answer-lost', 'server-error', 'server-error-after', 'busy', 'bad-gateway', 'wrong-signature', 'unsigned'] as const)(
    'when the platform fails with %s, the next try goes on with the same number',
    async (fault) => {
      const orderId = await s.order();
      s.pay.faults.plan({ fault, operation: 'prepay' });
      const headers = s.key();
      const failed = await s.prepay(orderId, s.owner.token, headers);
      expect([failed.status, failed.body.code]).toEqual([503, 'platform_unavailable']);
      const { body } = await s.prepay(orderId, s.owner.token, headers);
      expect(s.pay.book.orders.size).toBe(1);
      await s.confirm(body.params);
      expect(await s.orderRow(orderId)).toMatchObject({ paid_fen: 12_345, settled: 1 });
    },
  );

  it('ends with the order’s time: the payment is closed on both sides', async () => {
    const orderId = await s.order(500, { expiresAt: s.t.clock.now() + 10 * MINUTE });
    const { body } = await s.prepay(orderId);
    for (let minute = 0; minute < 20; minute += 1) await s.wait(MINUTE);
    expect(await s.state(body.payment.id)).toBe('closed');
    expect(s.pay.book.orders.get(body.payment.number)?.state).toBe('CLOSED');
  });
});
