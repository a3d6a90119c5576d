import { PAYER, PayPlace } from '../../../test/platform/pay-place';
import type { AppError } from '../errors';
import { PayRefused } from './pay-refused';
import type { BillRow } from './trade-bill';

let place: PayPlace;
afterEach(() => place.close());

const reasonOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: AppError) => (error instanceof PayRefused ? error.reason : error.code),
  );
const UNKNOWN = 'platform_unavailable';

describe('a payment', () => {
  beforeEach(async () => {
    place = await PayPlace.start();
  });

  it('is ordered, paid on the phone, and found', async () => {
    const { client, world } = place;
    const { prepayId } = await client.prepay(place.order('DD20261122-000001'));
    expect(await client.query('DD20261122-000001')).toEqual({ state: 'NOTPAY', transactionId: null, paidAt: null, totalFen: 12_345 });
    expect(world.pay.requestFault(PAYER, client.clientParams(prepayId))).toBeNull();
    expect(world.pay.confirm(prepayId)).toBe(true);
    await world.clock.settled();
    const found = await client.query('DD20261122-000001');
    expect(found).toMatchObject({ state: 'SUCCESS', transactionId: expect.stringMatching(/^42000\d+$/), totalFen: 12_345 });
    expect(Math.abs((found?.paidAt ?? 0) - place.clock.now())).toBeLessThan(5_000);
  });

  it('asks wx.requestPayment for what only we can sign, for the one who ordered', async () => {
    const { client, world } = place;
    const { prepayId } = await client.prepay(place.order('DD20261122-000001'));
    const params = client.clientParams(prepayId);
    expect(Object.keys(params)).toEqual(['timeStamp', 'nonceStr', 'package', 'signType', 'paySign']);
    expect(params.nonceStr.length).toBeLessThanOrEqual(32);
    expect(world.pay.requestFault(PAYER, { ...params, timeStamp: '1' })).toContain('签名');
    expect(world.pay.requestFault('oSomebodyElse', params)).toContain('不一致');
  });

  it('may be asked for again with the same words, and not with others', async () => {
    const { client } = place;
    const order = place.order('DD20261122-000001');
    const [one, two] = [await client.prepay(order), await client.prepay(order)];
    expect(one.prepayId).not.toBe(two.prepayId);
    expect(await reasonOf(client.prepay({ ...order, totalFen: 12_346 }))).toBe('OUT_TRADE_NO_USED');
    expect(await reasonOf(client.prepay({ ...order, expiresAt: order.expiresAt + 60_000 }))).toBe('OUT_TRADE_NO_USED');
  });

  it('keeps long descriptions to what the platform takes', async () => {
    await place.client.prepay(place.order('DD20261122-000001', { description: '镀锌六角螺栓'.repeat(40) }));
    expect(place.world.pay.pending()[0]?.order.description).toHaveLength(127);
  });

  it('takes every character that a number may have', async () => {
    const number = 'A-b_|*9';
    await place.paid(number);
    expect(await place.client.query(number)).toMatchObject({ state: 'SUCCESS' });
    expect(await place.client.close(number)).toBe('paid');
  });

  it('is closed once and for all, unless somebody was quicker', async () => {
    const { client, world } = place;
    const { prepayId } = await client.prepay(place.order('DD20261122-000001'));
    expect(await client.close('DD20261122-000001')).toBe('closed');
    expect(await client.close('DD20261122-000001')).toBe('closed');
    expect(world.pay.confirm(prepayId)).toBe(false);
    await place.paid('DD20261122-000002');
    expect(await client.close('DD20261122-000002')).toBe('paid');
    expect(await client.close('DD20261122-000003')).toBe('unknown');
    expect(await client.query('DD20261122-000003')).toBeNull();
    expect(await reasonOf(client.prepay(place.order('DD20261122-000001')))).toBe('ORDER_CLOSED');
    expect(await reasonOf(client.prepay(place.order('DD20261122-000002')))).toBe('ORDER_PAID');
  });

  it('is refused with the platform’s word for it', async () => {
    const { client } = place;
    expect(await reasonOf(client.prepay(place.order('short')))).toBe('PARAM_ERROR');
    expect(await reasonOf(client.prepay(place.order('DD20261122-000001', { totalFen: 0 })))).toBe('PARAM_ERROR');
    expect(await reasonOf(place.anotherClient({}, 'wx9999999999999999').prepay(place.order('DD20261122-000001')))).toBe(
      'APPID_MCHID_NOT_MATCH',
    );
    expect(await reasonOf(place.anotherClient({ serial: 'ABCDEF0123456789' }).query('DD20261122-000001'))).toBe('SIGN_ERROR');
    expect(place.world.pay.book.orders.size).toBe(0);
  });
});

describe('money that goes back', () => {
  beforeEach(async () => {
    place = await PayPlace.start();
    await place.paid('DD20261122-000001', 10_000);
  });
  const back = (refundNumber: string, refundFen: number) => ({
    refundNumber,
    number: 'DD20261122-000001',
    refundFen,
    totalFen: 10_000,
    reason: '缺货',
  });

  it('is accepted first and there later', async () => {
    const { client } = place;
    const accepted = await client.refund(back('TK1', 4_000));
    expect(accepted).toMatchObject({ status: 'PROCESSING', refundFen: 4_000, refundedAt: null });
    await place.wait(10_000);
    expect(await client.queryRefund('TK1')).toMatchObject({
      refundId: accepted.refundId,
      status: 'SUCCESS',
      refundedAt: expect.any(Number),
    });
    expect(await client.queryRefund('TK2')).toBeNull();
    expect(place.ledger('DD20261122-000001')).toMatchObject({ paidFen: 10_000, refundedFen: 4_000, refundingFen: 0 });
  });

  it('goes once under one number, however often it is asked for', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => place.client.refund(back('TK1', 10_000))));
    expect(new Set(answers.map(({ refundId }) => refundId)).size).toBe(1);
    await place.wait(10_000);
    expect(place.ledger('DD20261122-000001')).toMatchObject({ refundedFen: 10_000 });
    expect(await reasonOf(place.client.refund(back('TK1', 9_999)))).toBe('INVALID_REQUEST');
  });

  it('is never more than was paid, and at most fifty pieces a minute apart', async () => {
    const { client } = place;
    expect(await reasonOf(client.refund(back('TK1', 10_001)))).toBe('INVALID_REQUEST');
    expect(await reasonOf(client.refund({ ...back('TK1', 1), totalFen: 9_999 }))).toBe('INVALID_REQUEST');
    for (let n = 1; n <= 50; n++) {
      await client.refund(back(`TK${n}`, 100));
      if (n === 1) expect(await reasonOf(client.refund(back('TK2', 100)))).toBe(UNKNOWN);
      await place.wait(60_000);
    }
    expect(await reasonOf(client.refund(back('TK51', 100)))).toBe('INVALID_REQUEST');
    expect(place.ledger('DD20261122-000001')).toMatchObject({ refundedFen: 5_000 });
  });

  it('needs money to be there, a payment, and less than a year', async () => {
    const { client, world } = place;
    world.pay.book.fundsFen = 99;
    expect(await reasonOf(client.refund(back('TK1', 100)))).toBe('NOT_ENOUGH');
    world.pay.book.fundsFen = 1_000_000;
    await client.prepay(place.order('DD20261122-000002'));
    expect(await reasonOf(client.refund({ ...back('TK1', 100), number: 'DD20261122-000002' }))).toBe('RESOURCE_NOT_EXISTS');
    await place.wait(366 * 86_400_000);
    expect(await reasonOf(client.refund(back('TK1', 100)))).toBe('INVALID_REQUEST');
  });

  it('may end badly', async () => {
    place.world.pay.refundOutcomes.push('ABNORMAL');
    await place.client.refund(back('TK1', 100));
    await place.wait(10_000);
    expect(await place.client.queryRefund('TK1')).toMatchObject({ status: 'ABNORMAL', refundedAt: null });
  });
});

describe('when the platform is in trouble', () => {
  beforeEach(async () => {
    place = await PayPlace.start();
  });

  it.each(['server-error', 'busy', 'bad-gateway'] as const)(
    '%s leaves the outcome open, and the same number tries again',
    async (fault) => {
      place.world.pay.faults.plan({ fault, operation: 'prepay' });
      expect(await reasonOf(place.client.prepay(place.order('DD20261122-000001')))).toBe(UNKNOWN);
      expect(await place.client.query('DD20261122-000001')).toBeNull();
      expect(await reasonOf(place.client.prepay(place.order('DD20261122-000001')))).toBe('done');
    },
  );

  it.each(['answer-lost', 'server-error-after', 'wrong-signature', 'unsigned'] as const)(
    '%s leaves the outcome open: it did happen, and happens once',
    async (fault) => {
      await place.paid('DD20261122-000001', 500);
      const refund = { refundNumber: 'TK1', number: 'DD20261122-000001', refundFen: 500, totalFen: 500, reason: '取消' };
      place.world.pay.faults.plan({ fault, operation: 'refund' });
      expect(await reasonOf(place.client.refund(refund))).toBe(UNKNOWN);
      expect(await place.client.queryRefund('TK1')).toMatchObject({ status: 'PROCESSING' });
      expect(await reasonOf(place.client.refund(refund))).toBe('done');
      expect(place.ledger('DD20261122-000001')?.refunds).toHaveLength(1);
    },
  );

  it('a refusal that is wrongly signed says nothing', async () => {
    const impostor = place.anotherClient({ publicKey: { id: 'PUB_KEY_ID_01', pem: place.world.pay.account.merchantPublicKey } });
    expect(await reasonOf(impostor.query('DD20261122-000001'))).toBe(UNKNOWN);
  });

  it('nobody there, and nobody known, are the same', async () => {
    expect(await reasonOf(place.anotherClient({ apiBase: 'http://127.0.0.1:9' }).query('DD20261122-000001'))).toBe(UNKNOWN);
  });

  it('older spellings of its codes mean the same', async () => {
    place.world.limits.pay.oldSpelling = true;
    await place.paid('DD20261122-000001');
    expect(await place.client.close('DD20261122-000001')).toBe('paid');
    expect(await place.client.query('DD20261122-000002')).toBeNull();
    place.world.pay.book.fundsFen = 0;
    const refund = { refundNumber: 'TK1', number: 'DD20261122-000001', refundFen: 1, totalFen: 12_345, reason: '取消' };
    expect(await reasonOf(place.client.refund(refund))).toBe('NOT_ENOUGH');
  });

  it('a clock that is six minutes off is noticed, and said', async () => {
    place.clock.advance(-360_000);
    expect(await reasonOf(place.client.query('DD20261122-000001'))).toBe('SIGN_ERROR');
    place.world.limits.pay.signatureToleranceMs = 3_600_000;
    expect(await reasonOf(place.client.query('DD20261122-000001'))).toBe(UNKNOWN);
    expect(place.client.clockSkewMs).toBeLessThan(-300_000);
    place.clock.advance(360_000);
    expect(await place.client.query('DD20261122-000001')).toBeNull();
    expect(place.client.clockSkewMs).toBeNull();
  });
});

describe('the platform’s certificates', () => {
  beforeEach(async () => {
    place = await PayPlace.start({ certificates: true });
  });

  it('are fetched when first needed, and once for all who wait', async () => {
    place.world.pay.faults.plan({ fault: 'late', operation: 'certificates', delayMs: 100 });
    place.world.pay.faults.plan({ fault: 'busy', operation: 'certificates' });
    expect(await Promise.all([1, 2, 3].map(() => place.client.query('DD20261122-000001')))).toEqual([null, null, null]);
  });

  it('may change under way', async () => {
    await place.client.query('DD20261122-000001');
    place.world.pay.identity.rotate();
    expect(await reasonOf(place.client.query('DD20261122-000001'))).toBe(UNKNOWN);
    await place.wait(60_000);
    expect(await place.client.query('DD20261122-000001')).toBeNull();
  });

  it('are good for as long as they say', async () => {
    await place.paid('DD20261122-000001');
    await place.wait(6 * 365 * 86_400_000);
    expect(await reasonOf(place.client.query('DD20261122-000001'))).toBe(UNKNOWN);
    place.world.pay.identity.rotate();
    await place.wait(60_000);
    expect(await place.client.query('DD20261122-000001')).toMatchObject({ state: 'SUCCESS' });
  });

  it('open with our APIv3 key only', async () => {
    expect(await reasonOf(place.anotherClient({ apiV3Key: 'x'.repeat(32) }).query('DD20261122-000001'))).toBe(UNKNOWN);
  });

  it('go on being good while they cannot be fetched anew', async () => {
    await place.client.query('DD20261122-000001');
    await place.wait(13 * 3_600_000);
    place.world.pay.faults.plan({ fault: 'server-error', operation: 'certificates' });
    expect(await place.client.query('DD20261122-000001')).toBeNull();
  });
});

describe('the bill of a day', () => {
  beforeEach(async () => {
    place = await PayPlace.start({ limits: { pay: { partialRefundGapMs: 0 } } });
  });

  it('says the next morning what was paid and what went back', async () => {
    const day = place.clock.shanghaiDay();
    await place.paid('DD20261122-000001', 1_999);
    await place.paid('DD20261122-000002', 100_000);
    await place.client.refund({ refundNumber: 'TK1', number: 'DD20261122-000001', refundFen: 430, totalFen: 1_999, reason: '缺货' });
    await place.client.close('DD20261122-000003');
    expect(await reasonOf(place.client.tradeBill(day))).toBe('STATEMENT_CREATING');
    await place.wait(36 * 3_600_000);
    const rows = await place.client.tradeBill(day);
    const brief = ({ number, totalFen, refundNumber, refundFen }: BillRow) => [number, totalFen, refundNumber, refundFen];
    expect(rows.map(brief)).toEqual([
      ['DD20261122-000001', 1_999, null, 0],
      ['DD20261122-000002', 100_000, null, 0],
      ['DD20261122-000001', 0, 'TK1', 430],
    ]);
    expect(rows.every(({ at }) => place.clock.shanghaiDay(at) === day)).toBe(true);
  });

  it('is empty when nothing happened', async () => {
    expect(await place.client.tradeBill('2026-01-01')).toEqual([]);
  });
});
