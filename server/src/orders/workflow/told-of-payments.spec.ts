import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { paidView } from '../../../../scripts/wechat-simulator/pay/pay-views';
import { bootApp, type TestApp } from '../../../test/app';
import { tradeFaults } from '../../../test/trade/trade-faults';
import { type TradeScene, tradeScene } from '../../../test/trade/trade-scene';
import { checkTrade } from '../../../test/trade-conservation';
import { PaymentSettled } from '../../payments/events';
import { Events } from '../../platform/jobs/events';

const LIMIT_MS = 12_000;
/** Ten ways to be told of one payment: five that say so, five that must not be believed. */
const WAYS = [
  'first',
  'first again',
  'anew',
  'anew later',
  'anew once more',
  'forged',
  'other body',
  'unknown serial',
  'probe',
  'amount',
] as const;
type Way = (typeof WAYS)[number];
const GENUINE: readonly Way[] = WAYS.slice(0, 5);
const FACES = ['open', 'cancelled', 'expired'] as const;

describe('an order of which is told ten times that it was paid', () => {
  let t: TestApp;
  let s: TradeScene;
  beforeAll(async () => {
    t = await bootApp();
    s = await tradeScene(t);
  }, 60_000);
  afterEach(async () => expect(await tradeFaults(t)).toEqual([]));
  afterAll(() => t.close());

  const pay = () => t.world.pay;
  type Told = { body: string; headers: Record<string, string | undefined> };
  const post = ({ body, headers }: Told) =>
    fetch(`${t.url}/api/wechat-pay/payments`, { method: 'POST', body, headers: headers as Record<string, string> });

  async function ordered(): Promise<{ id: number; totalFen: number }> {
    await s.adjust(0, 10);
    const id = await s.place(s.sent(0, [{ sku: s.skus[0]!, quantity: 2 }], 'wechat', false));
    if (id === null) throw new Error('not placed');
    return { id, totalFen: (await s.view(id)).totalFen };
  }

  const prepay = (orderId: number) =>
    t.call('payments.prepay', { as: s.shops[0]!.token, params: { orderId }, body: {}, headers: { 'idempotency-key': randomUUID() } });

  /** Paid at the platform, and not a word of it has come here. */
  async function paidUnheard(orderId: number): Promise<string> {
    pay().faults.plan({ fault: 'notice-never' });
    const { body } = await prepay(orderId);
    return body.params.package.replace('prepay_id=', '');
  }

  function notices(number: string): Record<Way, Told> {
    const order = pay().book.orders.get(number);
    if (!order) throw new Error(`nobody paid ${number}`);
    const view = paidView(pay().account.mchId, order) as Record<string, unknown>;
    const made = (content: object = view) =>
      pay().notifier.envelope({ eventType: 'TRANSACTION.SUCCESS', summary: '支付成功', content: content as Record<string, unknown> }).body;
    const genuine = (body: string): Told => ({ body, headers: pay().notifier.headersFor(body) });
    const first = genuine(made());
    const off = made({ ...view, amount: { ...(view.amount as object), total: order.totalFen + 1 } });
    return {
      first,
      'first again': first,
      anew: genuine(made()),
      'anew later': genuine(made()),
      'anew once more': genuine(made()),
      forged: { ...first, headers: { ...first.headers, 'wechatpay-signature': 'AAAA' } },
      'other body': { ...first, headers: pay().notifier.headersFor(`${first.body} `) },
      'unknown serial': { ...first, headers: { ...first.headers, 'wechatpay-serial': 'PUB_KEY_ID_0999' } },
      probe: { ...first, headers: pay().notifier.headersFor(first.body, 'WECHATPAY/SIGNTEST/abcdef') },
      amount: genuine(off),
    };
  }

  async function tell(order: readonly Way[], told: Record<Way, Told>, atOnce: boolean): Promise<void> {
    const one = async (way: Way) => {
      const { status } = await post(told[way]);
      expect({ way, status }).toEqual({ way, status: GENUINE.includes(way) ? 204 : 403 });
    };
    if (atOnce) await Promise.all(order.map(one));
    else for (const way of order) await one(way);
  }

  /** Money takes its time to go back. */
  async function settled(): Promise<void> {
    await s.work();
    for (const ms of [5_000, 60_000]) await s.wait(ms);
  }

  async function booked(orderId: number): Promise<{ payments: number; steps: number; refunds: number }> {
    const [row] = await t.db.query<{ payments: number; steps: number; refunds: number }>(
      `SELECT (SELECT COUNT(DISTINCT txn) FROM ledger_entry WHERE order_id = ? AND kind = 'payment') AS payments,
         (SELECT COUNT(*) FROM order_step WHERE order_id = ? AND step = 'payment') AS steps,
         (SELECT COUNT(*) FROM refund r JOIN payment p ON p.id = r.payment_id WHERE p.order_id = ?) AS refunds`,
      [orderId, orderId, orderId],
    );
    return row!;
  }

  it('is paid once, or paid back once where it is closed, in whatever order and however many at once', async () => {
    // Looked at between runs: one that were broken off would go on into the next test.
    const end = Date.now() + LIMIT_MS;
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...WAYS], { minLength: WAYS.length, maxLength: WAYS.length }),
        fc.boolean(),
        fc.constantFrom(...FACES),
        async (order, atOnce, face) => {
          if (Date.now() > end) return;
          const { id, totalFen } = await ordered();
          const prepayId = await paidUnheard(id);
          // Word that the order is closed has not reached the platform when the thumb comes down.
          if (face === 'cancelled') expect((await s.cancel(s.shops[0]!.token, id)).status).toBe(200);
          if (!pay().confirm(prepayId)) throw new Error('not payable');
          if (face === 'expired') await t.db.execute('UPDATE shop_order SET expires_at = ? WHERE id = ?', [t.clock.now() - 1, id]);
          await t.world.clock.settled();
          const [{ number } = { number: '' }] = await t.db.query<{ number: string }>('SELECT number FROM payment WHERE order_id = ?', [id]);
          const told = notices(number);
          if (face === 'expired') await Promise.all([s.lapse(), tell(order, told, atOnce)]);
          else await tell(order, told, atOnce);
          await settled();
          const { state, paidFen, refundedFen, payments } = await s.view(id);
          expect(payments).toHaveLength(1);
          const closed = state === 'cancelled';
          // In the race with the end of its time, either may come first.
          if (face !== 'expired') expect(closed).toBe(face === 'cancelled');
          expect({ paidFen, refundedFen, state: payments[0]?.state }).toEqual({
            paidFen: totalFen,
            refundedFen: closed ? totalFen : 0,
            state: closed ? 'refunded' : 'paid',
          });
          expect(await booked(id)).toEqual({ payments: 1, steps: closed ? 0 : 1, refunds: closed ? 1 : 0 });
          expect([...pay().book.refunds.values()].filter(({ order: one }) => one.outTradeNo === number)).toHaveLength(closed ? 1 : 0);
          if (!closed) await s.cancel(s.staff.office.token, id);
          await settled();
          expect(await tradeFaults(t)).toEqual([]);
        },
      ),
      { numRuns: 24 },
    );
  }, 60_000);

  it('is paid once when it is told before it has heard how to pay, and nine times after', async () => {
    const { id, totalFen } = await ordered();
    pay().faults.plan({ fault: 'notice-before-answer', operation: 'prepay' });
    expect((await prepay(id)).body.code).toBe('already_paid');
    const [{ number } = { number: '' }] = await t.db.query<{ number: string }>('SELECT number FROM payment WHERE order_id = ?', [id]);
    await tell(WAYS.slice(1), notices(number), true);
    expect(await s.view(id)).toMatchObject({ paidFen: totalFen, refundedFen: 0 });
    expect(await booked(id)).toEqual({ payments: 1, steps: 1, refunds: 0 });
  });

  it('would show in the books if it were settled twice', async () => {
    const { id, totalFen } = await ordered();
    await s.pay(0, id);
    const [payment] = (await s.view(id)).payments;
    const again = new PaymentSettled(payment!.id, id, s.shops[0]!.shopId, totalFen, 'wechat', t.clock.now());
    const twice = t.db.transaction(async (tx) => {
      await t.app.get(Events, { strict: false }).publish(tx, again);
      throw new Undone(await checkTrade(tx));
    });
    await expect(twice).rejects.toMatchObject({
      faults: expect.arrayContaining([`order ${id} paid: kept ${2 * totalFen}, counted ${totalFen}`]),
    });
  });
});

/** Nothing stays of what was tried. */
class Undone extends Error {
  constructor(readonly faults: string[]) {
    super('undone');
  }
}
