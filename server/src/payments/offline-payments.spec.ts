import { buildStaff } from '../../test/builders/staff';
import { buildPayScene, type PayScene } from '../../test/payments/pay-scene';

let s: PayScene;
beforeAll(async () => {
  s = await buildPayScene();
});
afterEach(() => s.reset());
afterAll(() => s.close());

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=', 'base64');
const say = (body: object, as = s.owner.token, headers = s.key()) => s.t.call('payments.offline', { as, body, headers });
const decide = (id: number, confirm: boolean, as = s.finance.token) =>
  s.t.call('payments.confirmOffline', { as, params: { id }, body: { confirm, note: '' } });

describe('money that was handed over', () => {
  it('counts when finance has seen it', async () => {
    const orderId = await s.order(5_000);
    const { status, body } = await say({ orderId, purpose: 'order', fen: 5_000, note: '工行转账' });
    expect([status, body.state, body.confirmedBy]).toEqual([200, 'waiting', null]);
    expect(await s.orderRow(orderId)).toMatchObject({ paid_fen: 0 });
    const { body: done } = await decide(body.id, true);
    expect(done).toMatchObject({ state: 'paid', method: 'offline', confirmedBy: expect.any(String), note: '工行转账' });
    expect(await s.orderRow(orderId)).toMatchObject({ paid_fen: 5_000, settled: 1 });
    expect((await decide(body.id, true)).body.code).toBe('payment_decided');
    const audit = await s.t.db.query<{ action: string }>('SELECT action FROM audit_entry ORDER BY seq');
    expect(audit.map(({ action }) => action)).toEqual(['payments.confirmOffline']);
  });

  it('counts once, however many confirm it at once', async () => {
    const orderId = await s.order(5_000);
    const { body } = await say({ orderId, purpose: 'order', fen: 5_000 });
    const others = await Promise.all(Array.from({ length: 5 }, () => buildStaff(s.t, { roles: ['finance'] })));
    const statuses = (await Promise.all(others.map(({ token }) => decide(body.id, true, token)))).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 409, 409, 409, 409]);
    expect(await s.orderRow(orderId)).toMatchObject({ settled: 1 });
  });

  it('does not count when finance has not seen it', async () => {
    const { body } = await say({ purpose: 'balance', fen: 5_000 });
    expect((await decide(body.id, false)).body).toMatchObject({ state: 'refused' });
    expect(await s.balances.of(s.t.db, s.shopId)).toMatchObject({ owedFen: 0 });
  });

  it('is never confirmed by who entered it', async () => {
    const { body } = await say({ shopId: s.shopId, purpose: 'balance', fen: 900 }, s.finance.token);
    expect((await decide(body.id, true)).body.code).toBe('own_order_approval');
    expect(await s.state(body.id)).toBe('waiting');
  });

  it('is shown with its picture to both sides and to nobody else', async () => {
    const { body: file } = await s.t.call('files.upload', { as: s.owner.token, file: { name: '回单.png', content: PNG } });
    const { body } = await say({ purpose: 'deposit', fen: 900, pictureIds: [file.id] });
    expect(body.pictures).toMatchObject([{ id: file.id, url: expect.any(String) }]);
    const { body: seen } = await s.t.call('payments.get', { as: s.finance.token, params: { id: body.id } });
    expect((await fetch(`${s.t.url}${seen.pictures[0]?.url}`)).status).toBe(200);
    expect((await s.t.call('payments.get', { as: s.stranger.token, params: { id: body.id } })).status).toBe(404);
    const [, session] = /s=([^&]+)/.exec(seen.pictures[0]?.url ?? '') ?? [];
    expect(session).toBeDefined();
    expect((await say({ purpose: 'deposit', fen: 900, pictureIds: [file.id] })).body).toMatchObject({ code: 'invalid' });
  });

  it('that waits is not asked for twice', async () => {
    const orderId = await s.order(5_000);
    await say({ orderId, purpose: 'order', fen: 4_000 });
    expect((await say({ orderId, purpose: 'order', fen: 1_001 })).body).toMatchObject({
      code: 'amount_wrong',
      details: { leftFen: 1_000 },
    });
    expect((await say({ orderId, purpose: 'order', fen: 1_000 })).status).toBe(200);
  });

  it('happens once for a key', async () => {
    const headers = s.key();
    const body = { purpose: 'deposit', fen: 700 };
    const answers = await Promise.all(Array.from({ length: 6 }, () => say(body, s.owner.token, headers)));
    expect(new Set(answers.map(({ body: { id } }) => id)).size).toBe(1);
    expect((await say({ ...body, fen: 701 }, s.owner.token, headers)).body.code).toBe('idempotency_reused');
  });

  it('is refused, with nothing kept, when it makes no sense', async () => {
    const order = await s.order(5_000);
    const closed = await s.order(5_000, { closed: true });
    const { orderId: paid } = await s.paid(300);
    const before = await s.t.db.query('SELECT COUNT(*) AS n FROM payment');
    for (const [body, code] of [
      [{ orderId: order, purpose: 'order', fen: 5_001 }, 'amount_wrong'],
      [{ orderId: closed, purpose: 'order', fen: 5_000 }, 'order_closed'],
      [{ orderId: paid, purpose: 'order', fen: 1 }, 'already_paid'],
      [{ orderId: 4_000_000, purpose: 'order', fen: 1 }, 'not_found'],
      [{ shopId: s.stranger.shopId, purpose: 'deposit', fen: 1 }, 'not_found'],
      [{ purpose: 'order', fen: 1 }, 'invalid'],
      [{ orderId: order, purpose: 'deposit', fen: 1 }, 'invalid'],
      [{ purpose: 'deposit', fen: 1, paidAt: '2030-01-01T00:00:00.000Z' }, 'invalid'],
      ...[0, -1, 0.5, '100', 1e21, 2 ** 53].map((fen) => [{ purpose: 'deposit', fen }, 'invalid'] as const),
    ] as const) {
      const { body: answer } = await say(body);
      expect([body, answer.code]).toEqual([body, code]);
      expect(answer.message).toMatch(/\p{Script=Han}/u);
    }
    expect((await say({ orderId: order, purpose: 'order', fen: 5_000 }, s.stranger.token)).body.code).toBe('not_found');
    expect(await s.t.db.query('SELECT COUNT(*) AS n FROM payment')).toEqual(before);
  });

  it('for an order that was called off meanwhile becomes prepaid', async () => {
    const orderId = await s.order(5_000);
    const { body } = await say({ orderId, purpose: 'order', fen: 5_000 });
    await s.cancel(orderId);
    expect(await s.state(body.id)).toBe('waiting');
    await decide(body.id, true);
    expect(await s.state(body.id)).toBe('refunded');
    expect(await s.balances.of(s.t.db, s.shopId)).toMatchObject({ owedFen: 0, depositFen: 5_000 });
  });
});

describe('prepaid money', () => {
  beforeEach(async () => {
    const { body } = await say({ purpose: 'deposit', fen: 10_000 });
    await decide(body.id, true);
  });
  const use = (orderId: number) =>
    s.t.db.transaction(async (tx) => {
      const payable = await s.orders.find(tx, orderId, { lock: true });
      if (payable) await s.payments.payFromDeposit(tx, payable, s.owner.accountId);
    });

  it('pays orders as far as it goes, however many at once', async () => {
    const ids = [];
    for (let i = 0; i < 6; i += 1) ids.push(await s.order(3_000));
    const results = await Promise.allSettled(ids.map(use));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    for (const result of results) if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'deposit_short' });
    expect(await s.balances.of(s.t.db, s.shopId)).toMatchObject({ depositFen: 1_000, owedFen: -9_000 });
  });

  it('comes back when the order is called off, and can be handed out only while it is there', async () => {
    const orderId = await s.order(6_000);
    await use(orderId);
    const [topUp] = await s.t.db.query<{ id: number }>(`SELECT id FROM payment WHERE purpose = 'deposit'`);
    const give = (fen: number) =>
      s.t.call('payments.refund', {
        as: s.finance.token,
        params: { id: topUp?.id ?? 0 },
        body: { fen, reason: '退预存' },
        headers: s.key(),
      });
    expect((await give(4_001)).body).toMatchObject({ code: 'refund_too_much', details: { leftFen: 4_000 } });
    await s.cancel(orderId);
    expect(await s.balances.of(s.t.db, s.shopId)).toMatchObject({ depositFen: 10_000, owedFen: 0 });
    expect((await give(10_000)).body).toMatchObject({ state: 'refunded' });
    expect(await s.balances.of(s.t.db, s.shopId)).toMatchObject({ depositFen: 0 });
  });
});
