import { generateKeyPairSync } from 'node:crypto';
import { signed } from '../../../../scripts/wechat-simulator/pay/crypto';
import { type Arrived, PAYER, PayPlace } from '../../../test/platform/pay-place';
import { NoticeRefused } from './notices';
import { answerMessage } from './pay-crypto';
import type { WechatPayClient } from './wechat-pay-client';

const NUMBER = 'DD20261122-000001';
let place: PayPlace;
afterEach(() => place.close());

const reasonOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'taken',
    (error: Error) => (error instanceof NoticeRefused ? error.reason : error.message),
  );
const lastNotice = (): Arrived => {
  const last = place.arrived.at(-1);
  if (!last) throw new Error('no notice has arrived');
  return last;
};
const read = (headers: Record<string, unknown>, body: string, client: WechatPayClient = place.client) =>
  client.readNotice(headers as Record<string, string>, body);

describe('a notice', () => {
  beforeEach(async () => {
    place = await PayPlace.start();
    await place.paid(NUMBER);
  });

  it('says what was paid', async () => {
    const { headers, body, path } = lastNotice();
    expect(path).toBe('/notices/payments');
    expect(await read(headers, body)).toEqual({
      id: JSON.parse(body).id,
      kind: 'transaction',
      number: NUMBER,
      transactionId: place.ledger(NUMBER)?.transactionId,
      state: 'SUCCESS',
      totalFen: 12_345,
      openid: PAYER,
      paidAt: expect.any(Number),
    });
  });

  it.each(['SUCCESS', 'ABNORMAL', 'CLOSED'] as const)('says that money went back, or did not: %s', async (status) => {
    place.world.pay.refundOutcomes.push(status);
    await place.client.refund({ refundNumber: 'TK1', number: NUMBER, refundFen: 45, totalFen: 12_345, reason: '缺货' });
    await place.wait(5_000);
    const { headers, body, path } = lastNotice();
    expect(path).toBe('/notices/refunds');
    expect(await read(headers, body)).toMatchObject({
      kind: 'refund',
      number: NUMBER,
      refundNumber: 'TK1',
      status,
      refundFen: 45,
      totalFen: 12_345,
      refundedAt: status === 'SUCCESS' ? expect.any(Number) : null,
    });
  });

  it.each(['wechatpay-timestamp', 'wechatpay-nonce', 'wechatpay-serial', 'wechatpay-signature'])(
    'is refused without its %s',
    async (name) => {
      const { headers, body } = lastNotice();
      expect(await reasonOf(read({ ...headers, [name]: undefined }, body))).toBe('header_missing');
      expect(await reasonOf(read({ ...headers, [name]: '' }, body))).toBe('header_missing');
    },
  );

  it('is refused when its signature is wrong, another’s, or over another body', async () => {
    const { headers, body } = lastNotice();
    const refused = (changes: object, text = body) => reasonOf(read({ ...headers, ...changes }, text));
    expect(await refused({ 'wechatpay-signature': 'AAAA' })).toBe('signature');
    expect(await refused({ 'wechatpay-nonce': 'another' })).toBe('signature');
    expect(await refused({}, body.replace('支付成功', '支付完成'))).toBe('signature');
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const forged = signed(answerMessage(String(headers['wechatpay-timestamp']), String(headers['wechatpay-nonce']), body), privateKey);
    expect(await refused({ 'wechatpay-signature': forged })).toBe('signature');
    expect(await refused({ 'wechatpay-timestamp': String(Number(headers['wechatpay-timestamp']) + 1) })).toBe('signature');
  });

  it('is refused when it was written anew, even if it says the same', async () => {
    const { headers, body } = lastNotice();
    for (const again of [JSON.stringify(JSON.parse(body), null, 2), `${body}\n`, ` ${body}`]) {
      expect(JSON.parse(again)).toEqual(JSON.parse(body));
      expect(await reasonOf(read(headers, again))).toBe('signature');
    }
  });

  it.each(['PUB_KEY_ID_0999', '5DEA10EF55877E3CF6C33255C2E7DEFFF7E427EC', '', 'constructor'])(
    'is refused under a serial that nobody knows: "%s"',
    async (serial) => {
      const { headers, body } = lastNotice();
      const expected = serial === '' ? 'header_missing' : 'serial_unknown';
      expect(await reasonOf(read({ ...headers, 'wechatpay-serial': serial }, body))).toBe(expected);
    },
  );

  it('is refused when the platform only tries whether we look', async () => {
    const { headers, body } = lastNotice();
    expect(await reasonOf(read({ ...headers, 'wechatpay-signature': 'WECHATPAY/SIGNTEST/abc' }, body))).toBe('probe');
  });

  // The clock goes on while this runs: some seconds on either side of the five minutes.
  it.each([-315_000, 315_000])('is refused when it is %d ms out of time, and the clock is named', async (ms) => {
    const { headers, body } = lastNotice();
    expect(await reasonOf(read(headers, body))).toBe('taken');
    place.clock.advance(ms);
    expect(await reasonOf(read(headers, body))).toBe('clock');
    expect(Math.sign(place.client.clockSkewMs ?? 0)).toBe(Math.sign(ms));
    place.clock.advance(ms > 0 ? -30_000 : 30_000);
    expect(await reasonOf(read(headers, body))).toBe('taken');
  });

  it('is refused when it was sealed with another key, or changed inside', async () => {
    const { headers, body } = lastNotice();
    expect(await reasonOf(read(headers, body, place.anotherClient({ apiV3Key: 'x'.repeat(32) })))).toBe('sealed');
    const outer = JSON.parse(body);
    const bytes = Buffer.from(outer.resource.ciphertext, 'base64');
    for (const at of [0, bytes.length - 1]) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] as number) ^ 1;
      const text = JSON.stringify({ ...outer, resource: { ...outer.resource, ciphertext: changed.toString('base64') } });
      expect(await reasonOf(read(place.world.pay.notifier.headersFor(text), text))).toBe('sealed');
    }
  });

  it('is refused when it is about another merchant or another mini-program', async () => {
    const { headers, body } = lastNotice();
    expect(await reasonOf(read(headers, body, place.anotherClient({ mchId: '1900000109' })))).toBe('foreign');
    expect(await reasonOf(read(headers, body, place.anotherClient({}, 'wx9999999999999999')))).toBe('foreign');
  });

  it('is refused when it is of another kind, or is none', async () => {
    const genuine = (text: string) => read(place.world.pay.notifier.headersFor(text), text);
    const content = { mchid: place.env.wechatPay?.mchId, appid: place.env.wechat.appId };
    const sealed = (eventType: string) => place.world.pay.notifier.envelope({ eventType, summary: '', content }).body;
    expect(await reasonOf(genuine(sealed('PAYSCORE.USER_OPEN_SERVICE')))).toBe('kind');
    const outer = JSON.parse(sealed('TRANSACTION.SUCCESS'));
    expect(await reasonOf(genuine(JSON.stringify({ ...outer, event_type: 'REFUND.SUCCESS' })))).toBe('kind');
    expect(await reasonOf(genuine(JSON.stringify({ ...outer, resource: { ...outer.resource, algorithm: 'NONE' } })))).toBe('kind');
    expect(await reasonOf(genuine(JSON.stringify(outer)))).toBe('unreadable');
    for (const text of ['', '[]', 'null', '"x"', '{}', '{']) expect(await reasonOf(genuine(text))).toMatch(/^(unreadable|kind)$/);
  });

  it('is not taken for genuine by anybody when there is no account', async () => {
    const { headers, body } = lastNotice();
    await expect(read(headers, body, place.anotherClient())).resolves.toMatchObject({ kind: 'transaction' });
    Object.assign(place.env, { wechatPay: null });
    const without = place.anotherClient();
    expect(without.isOn).toBe(false);
    await expect(read(headers, body, without)).rejects.toMatchObject({ code: 'platform_unavailable' });
  });
});

describe('how notices come', () => {
  beforeEach(async () => {
    place = await PayPlace.start();
  });

  it('twice, and each time genuine', async () => {
    place.world.pay.faults.plan({ fault: 'notice-twice' });
    await place.paid(NUMBER);
    expect(place.arrived).toHaveLength(2);
    const ids = await Promise.all(place.arrived.map(async ({ headers, body }) => (await read(headers, body)).id));
    expect(new Set(ids).size).toBe(1);
  });

  it('after a probe that has to fail', async () => {
    place.world.pay.faults.plan({ fault: 'notice-probe' });
    place.answers.push(403);
    await place.paid(NUMBER);
    expect(await Promise.all(place.arrived.map(({ headers, body }) => reasonOf(read(headers, body))))).toEqual(['probe', 'taken']);
    expect(place.world.pay.notifier.records[0]?.probes).toEqual([403]);
  });

  it('before prepay has answered', async () => {
    place.world.pay.faults.plan({ fault: 'notice-before-answer' });
    let known = -1;
    await place.client.prepay(place.order(NUMBER)).then(() => {
      known = place.arrived.length;
    });
    expect(known).toBe(1);
    expect(await place.client.query(NUMBER)).toMatchObject({ state: 'SUCCESS' });
  });

  it('in another order than things happened', async () => {
    place.world.pay.faults.plan({ fault: 'notice-out-of-order' });
    await place.paid(NUMBER);
    await place.client.refund({ refundNumber: 'TK1', number: NUMBER, refundFen: 45, totalFen: 12_345, reason: '缺货' });
    await place.wait(5_000);
    const kinds = await Promise.all(place.arrived.map(async ({ headers, body }) => (await read(headers, body)).kind));
    expect(kinds).toEqual(['refund', 'transaction']);
  });

  it('late, or never, while the question is always answered', async () => {
    place.world.pay.faults.plan({ fault: 'notice-delayed', delayMs: 60_000 });
    place.world.pay.faults.plan({ fault: 'notice-never' });
    await place.paid(NUMBER);
    await place.paid('DD20261122-000002');
    expect(place.arrived).toHaveLength(0);
    await place.wait(60_000);
    expect(place.arrived).toHaveLength(1);
    await place.wait(86_400_000);
    expect(place.arrived).toHaveLength(1);
    expect(await place.client.query('DD20261122-000002')).toMatchObject({ state: 'SUCCESS' });
  });

  it('by the platform’s timetable until one is taken', async () => {
    place.answers.push(500, 403, 500);
    await place.paid(NUMBER);
    expect(place.arrived).toHaveLength(1);
    for (const wait of [15_000, 15_000, 30_000, 180_000]) await place.wait(wait);
    expect(place.world.pay.notifier.records[0]?.attempts.map(({ outcome }) => outcome)).toEqual(['HTTP 500', 'HTTP 403', 'HTTP 500', 'ok']);
    expect(place.arrived).toHaveLength(4);
  });

  it('sixteen times at most, over a day', async () => {
    place.answers.push(...Array.from({ length: 40 }, () => 500));
    await place.paid(NUMBER);
    for (let hours = 0; hours < 60; hours++) await place.wait(3_600_000);
    expect(place.arrived).toHaveLength(16);
  });
});

describe('a notice under the platform’s certificate', () => {
  beforeEach(async () => {
    place = await PayPlace.start({ certificates: true });
  });

  it('is read, also right after a change of certificates', async () => {
    await place.paid(NUMBER);
    expect(await reasonOf(read(lastNotice().headers, lastNotice().body))).toBe('taken');
    place.world.pay.identity.rotate();
    await place.wait(61_000);
    await place.paid('DD20261122-000002');
    expect(await reasonOf(read(lastNotice().headers, lastNotice().body))).toBe('taken');
  });

  it('is left for the platform to repeat when its certificate cannot be fetched', async () => {
    await place.paid(NUMBER);
    const fresh = place.anotherClient();
    place.world.pay.faults.plan({ fault: 'server-error', operation: 'certificates' });
    await expect(read(lastNotice().headers, lastNotice().body, fresh)).rejects.toMatchObject({ code: 'platform_unavailable' });
    expect(await reasonOf(read(lastNotice().headers, lastNotice().body, fresh))).toBe('taken');
  });

  it('does not make us ask for every serial that somebody makes up', async () => {
    await place.paid(NUMBER);
    const { headers, body } = lastNotice();
    place.world.pay.faults.plan({ fault: 'server-error', operation: 'certificates', times: 100 });
    for (const serial of ['AAAAAAAAAAAAAAAA', 'BBBBBBBBBBBBBBBB']) {
      expect(await reasonOf(read({ ...headers, 'wechatpay-serial': serial }, body))).toBe('serial_unknown');
    }
  });
});
