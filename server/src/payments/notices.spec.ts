import { generateKeyPairSync } from 'node:crypto';
import { route } from '@dianquan/shared/routes';
import { signed } from '../../../scripts/wechat-simulator/pay/crypto';
import { paidView } from '../../../scripts/wechat-simulator/pay/pay-views';
import { buildPayScene, DAY, MINUTE, type PayScene } from '../../test/payments/pay-scene';
import type { Readiness } from '../platform/health/health';
import { answerMessage } from '../platform/wechat-pay/pay-crypto';

const HEALTH = `/api${route('health.ready').path}`;
let s: PayScene;
beforeAll(async () => {
  s = await buildPayScene();
});
afterEach(() => s.reset());
afterAll(() => s.close());

const post = (body: string, headers: Record<string, string | undefined>, path = 'payments') =>
  fetch(`${s.t.url}/api/wechat-pay/${path}`, { method: 'POST', body, headers: headers as Record<string, string> });
const last = () => {
  const record = s.pay.notifier.records.at(-1);
  if (!record) throw new Error('nothing was told');
  return record;
};
const genuine = async (body = last().body) => (await post(body, s.pay.notifier.headersFor(body))).status;

/** Everything that money could have moved. */
async function digest(): Promise<string> {
  const tables = ['payment', 'refund', 'ledger_entry', 'shop_balance', 'pay_notice', 'test_order', 'outbox_job'];
  return JSON.stringify(await Promise.all(tables.map((table) => s.t.db.query(`SELECT * FROM ${table} ORDER BY 1`))));
}

describe('the notice that an order was paid', () => {
  it('counts once, ten times in a row', async () => {
    const { orderId } = await s.paid();
    const before = await digest();
    for (let i = 0; i < 10; i += 1) expect(await genuine()).toBe(204);
    expect(await digest()).toBe(before);
    expect(await s.orderRow(orderId)).toMatchObject({ paid_fen: 12_345, settled: 1 });
  });

  it.each([true, false])('counts once, ten at once (under one id: %s)', async (same) => {
    const orderId = await s.order();
    s.pay.faults.plan({ fault: 'notice-never' });
    const { body } = await s.prepay(orderId);
    await s.confirm(body.params);
    const order = s.pay.book.orders.get(body.payment.number);
    if (!order) throw new Error('no order');
    const content = paidView(s.pay.account.mchId, order);
    const made = () => s.pay.notifier.envelope({ eventType: 'TRANSACTION.SUCCESS', summary: '支付成功', content }).body;
    const one = made();
    const statuses = await Promise.all(Array.from({ length: 10 }, () => genuine(same ? one : made())));
    expect(statuses).toEqual(Array(10).fill(204));
    expect(await s.orderRow(orderId)).toMatchObject({ paid_fen: 12_345, settled: 1 });
  });

  it('counts before prepay has answered', async () => {
    const orderId = await s.order();
    s.pay.faults.plan({ fault: 'notice-before-answer', operation: 'prepay' });
    expect((await s.prepay(orderId)).body.code).toBe('already_paid');
    expect(await s.orderRow(orderId)).toMatchObject({ paid_fen: 12_345, settled: 1 });
  });

  it('is found by asking when it never comes', async () => {
    const orderId = await s.order();
    s.pay.faults.plan({ fault: 'notice-never' });
    const { body } = await s.prepay(orderId);
    await s.confirm(body.params);
    expect(await s.state(body.payment.id)).toBe('waiting');
    await s.wait(16_000);
    expect(await s.state(body.payment.id)).toBe('paid');
    expect(await s.orderRow(orderId)).toMatchObject({ settled: 1 });
  });

  it('is found when somebody looks at the payment', async () => {
    const orderId = await s.order();
    s.pay.faults.plan({ fault: 'notice-never' });
    const { body } = await s.prepay(orderId);
    await s.confirm(body.params);
    const { body: read } = await s.t.call('payments.get', { as: s.owner.token, params: { id: body.payment.id } });
    expect(read.state).toBe('paid');
  });

  it('after the order was closed, it is taken and the money sent back once', async () => {
    const orderId = await s.order();
    const { body } = await s.prepay(orderId);
    await s.cancel(orderId);
    // Quicker than the word that it is closed.
    await s.confirm(body.params);
    expect(await s.state(body.payment.id)).toBe('refunding');
    for (let i = 0; i < 5; i += 1) await genuine(s.pay.notifier.records[0]?.body);
    await s.wait(5_000);
    await s.wait(MINUTE);
    expect(await s.state(body.payment.id)).toBe('refunded');
    expect(s.pay.book.refunds.size).toBe(1);
    expect(await s.orderRow(orderId)).toMatchObject({ paid_fen: 12_345, refunded_fen: 12_345, settled: 1 });
  });

  it('after the money has gone back, it changes nothing', async () => {
    const { orderId, paymentId } = await s.paid();
    const { body } = s.pay.notifier.records[0] ?? { body: '' };
    await s.cancel(orderId);
    await s.wait(5_000);
    await s.wait(MINUTE);
    expect(await s.state(paymentId)).toBe('refunded');
    const before = await digest();
    const order = [...s.pay.book.orders.values()][0];
    if (!order) throw new Error('no order');
    const content = paidView(s.pay.account.mchId, order);
    expect(await genuine(body)).toBe(204);
    expect(await digest()).toBe(before);
    const fresh = s.pay.notifier.envelope({
      eventType: 'TRANSACTION.SUCCESS',
      summary: '',
      content: { ...content, trade_state: 'SUCCESS' },
    });
    expect(await genuine(fresh.body)).toBe(204);
    expect(await s.state(paymentId)).toBe('refunded');
    expect(await s.orderRow(orderId)).toMatchObject({ settled: 1 });
  });

  it('of two payments of one order, the second goes back', async () => {
    const orderId = await s.order(800);
    const first = await s.prepay(orderId);
    const second = await s.prepay(orderId, s.clerk.token);
    await s.confirm(first.body.params);
    await s.confirm(second.body.params);
    await s.wait(5_000);
    await s.wait(MINUTE);
    expect(await s.orderRow(orderId)).toMatchObject({ paid_fen: 1_600, refunded_fen: 800, settled: 2 });
    expect([await s.state(first.body.payment.id), await s.state(second.body.payment.id)]).toEqual(['paid', 'refunded']);
  });
});

describe('a notice without effect', () => {
  let body: string;
  let before: string;
  let number: string;
  beforeEach(async () => {
    const orderId = await s.order();
    s.pay.faults.plan({ fault: 'notice-never' });
    const answer = await s.prepay(orderId);
    number = answer.body.payment.number;
    await s.confirm(answer.body.params);
    body = last().body;
    before = await digest();
  });
  const unchanged = async (text: string, headers: Record<string, string | undefined>, path?: string) => {
    const response = await post(text, headers, path);
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
    expect(await response.json()).toMatchObject({ code: 'forbidden', message: expect.stringMatching(/\p{Script=Han}/u) });
    expect(await digest()).toBe(before);
  };

  it('has a wrong signature, another’s, or that of another body', async () => {
    const headers = s.pay.notifier.headersFor(body);
    await unchanged(body, { ...headers, 'wechatpay-signature': 'AAAA' });
    await unchanged(body, s.pay.notifier.headersFor(`${body} `));
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const message = answerMessage(String(headers['wechatpay-timestamp']), String(headers['wechatpay-nonce']), body);
    await unchanged(body, { ...headers, 'wechatpay-signature': signed(message, privateKey) });
  });

  it('was written anew', async () => {
    await unchanged(JSON.stringify(JSON.parse(body), null, 1), s.pay.notifier.headersFor(body));
  });

  it('comes under a serial that nobody knows', async () => {
    await unchanged(body, { ...s.pay.notifier.headersFor(body), 'wechatpay-serial': 'PUB_KEY_ID_0999' });
  });

  it.each(['timestamp', 'nonce', 'serial', 'signature'])('lacks its %s', async (name) => {
    const { [`wechatpay-${name}`]: _, ...headers } = s.pay.notifier.headersFor(body);
    await unchanged(body, headers);
  });

  it('is one of the platform’s tests', async () => {
    await unchanged(body, s.pay.notifier.headersFor(body, 'WECHATPAY/SIGNTEST/abcdef'));
  });

  it('names another amount, another number, another merchant or another mini-program', async () => {
    const order = s.pay.book.orders.get(number);
    if (!order) throw new Error('no order');
    const view = paidView(s.pay.account.mchId, order) as Record<string, unknown>;
    for (const change of [
      { amount: { ...(view.amount as object), total: 12_346 } },
      { amount: { ...(view.amount as object), total: 12_344 } },
      { out_trade_no: 'DD20261122-999999-abcdef' },
      { mchid: '1900000109' },
      { appid: 'wx9999999999999999' },
    ]) {
      const content = { ...view, ...change };
      const fake = s.pay.notifier.envelope({ eventType: 'TRANSACTION.SUCCESS', summary: '', content }).body;
      await unchanged(fake, s.pay.notifier.headersFor(fake));
    }
  });

  it('comes to the address of refunds, or says nothing at all', async () => {
    await unchanged(body, s.pay.notifier.headersFor(body), 'refunds');
    await unchanged('{}', s.pay.notifier.headersFor('{}'));
  });

  it('comes six minutes out of time, and health says why until the clock is right', async () => {
    const ready = async () => (await fetch(`${s.t.url}${HEALTH}`)).json() as Promise<Readiness>;
    expect((await ready()).checks.clock).toMatchObject({ ok: true });
    for (const minutes of [6, -12]) {
      s.t.clock.advance(minutes * MINUTE);
      before = await digest();
      await unchanged(body, s.pay.notifier.headersFor(body));
      expect(await ready()).toMatchObject({
        status: 'failing',
        checks: { clock: { ok: false, detail: expect.stringMatching(/(359|36[0-9]) 秒/) } },
      });
    }
    s.t.clock.advance(6 * MINUTE);
    expect(await genuine(body)).toBe(204);
    expect((await ready()).checks.clock).toMatchObject({ ok: true });
  });

  afterEach(async () => {
    // And the genuine one still counts.
    await s.wait(DAY / 24);
    expect((await s.t.db.query('SELECT state FROM payment'))[0]).toMatchObject({ state: 'paid' });
  });
});
