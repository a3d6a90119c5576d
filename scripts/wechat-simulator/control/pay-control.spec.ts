import { demoMiniProgram } from '../options';
import { paymentText, signed } from '../pay/crypto';
import { openidOf } from '../state/identities';
import { keyPair } from '../testing/key-pair';
import { TestSimulator } from '../testing/simulator';

const merchant = keyPair();
const platform = keyPair();

type Payment = { prepayId: string; description: string; totalFen: number };
type Asked = { errMsg: string | null; payment: Payment | null };

describe('the payer’s side', () => {
  let simulator: TestSimulator;
  let prepayId: string;
  beforeEach(async () => {
    simulator = await TestSimulator.start({
      pay: () => ({
        mchId: '1900000109',
        serial: '7132D72A03E93CDD',
        merchantPublicKey: merchant.publicKey,
        apiV3Key: 'abcdefghijklmnopqrstuvwxyz012345',
        platformPrivateKey: platform.privateKey,
        publicKeyId: 'PUB_KEY_ID_01',
      }),
    });
    simulator.person('owner-1');
    simulator.person('owner-2');
    const request = { appId: demoMiniProgram.appId, outTradeNo: 'ORDER_1', description: '五金配件', attach: null, totalFen: 1_999 };
    const order = { ...request, openid: openidOf('owner-1'), notifyUrl: 'http://127.0.0.1:9/', asked: '', expiresAt: null };
    ({ prepayId } = simulator.world.pay.book.prepay(order));
  });
  afterEach(() => simulator.stop());

  const ask = async <T>(method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<T> =>
    (await simulator.control(method, `/pay${path}`, body)).json<T>();
  const params = (): Record<string, string> => {
    const packageText = `prepay_id=${prepayId}`;
    const paySign = signed(paymentText(demoMiniProgram.appId, '1763780000', 'nonce', packageText), merchant.privateKey);
    return { timeStamp: '1763780000', nonceStr: 'nonce', package: packageText, signType: 'RSA', paySign };
  };

  it('sees what waits to be paid, each their own', async () => {
    expect(await ask('GET', '/payments?userKey=owner-1')).toEqual({
      items: [expect.objectContaining({ prepayId, outTradeNo: 'ORDER_1', description: '五金配件', totalFen: 1_999 })],
    });
    expect(await ask('GET', '/payments?userKey=owner-2')).toEqual({ items: [] });
  });

  it('is shown a sheet for what the merchant signed, and for nothing else', async () => {
    expect(await ask<Asked>('POST', '/requests', { userKey: 'owner-1', params: params() })).toMatchObject({
      errMsg: null,
      payment: { prepayId },
    });
    const fault = async (userKey: string, changes: object) =>
      (await ask<Asked>('POST', '/requests', { userKey, params: { ...params(), ...changes } })).errMsg;
    expect(await fault('owner-1', { nonceStr: 'other' })).toContain('签名');
    expect(await fault('owner-1', { timeStamp: 1 })).toContain('String');
    expect(await fault('owner-1', { signType: 'MD5' })).toContain('参数错误');
    expect(await fault('owner-1', { package: 'prepay_id=wx0' })).toContain('参数错误');
    expect(await fault('owner-2', {})).toContain('不一致');
  });

  it('pays, once, or does not', async () => {
    expect(await ask('POST', `/payments/${prepayId}/cancel`)).toEqual({ errMsg: 'requestPayment:fail cancel' });
    expect(await ask('GET', '/ledger?outTradeNo=ORDER_1')).toMatchObject({ items: [{ state: 'NOTPAY', paidFen: 0 }] });
    expect(await ask('POST', `/payments/${prepayId}/confirm`)).toEqual({ errMsg: 'requestPayment:ok' });
    expect(await ask('POST', `/payments/${prepayId}/confirm`)).toMatchObject({ errMsg: expect.stringContaining('requestPayment:fail') });
    expect(await ask('GET', '/ledger')).toMatchObject({ items: [{ outTradeNo: 'ORDER_1', paidFen: 1_999, refundedFen: 0, refunds: [] }] });
    expect((await simulator.control('POST', '/pay/payments/wx0/cancel')).statusCode).toBe(404);
  });

  it('cannot pay with an id of more than two hours ago', async () => {
    simulator.wait(2 * 3_600_000);
    expect(await ask('POST', `/payments/${prepayId}/confirm`)).toMatchObject({ errMsg: expect.stringContaining('requestPayment:fail') });
  });

  it('lists notices, and sends one again', async () => {
    await ask('POST', `/payments/${prepayId}/confirm`);
    await simulator.world.clock.settled();
    const { items } = await ask<{ items: { id: string; attempts: object[] }[] }>('GET', '/notices');
    expect(items).toMatchObject([{ eventType: 'TRANSACTION.SUCCESS', outTradeNo: 'ORDER_1', attempts: [{}], deliveredAt: null }]);
    expect(await ask('POST', `/notices/${items[0]?.id}/repeats`)).toEqual({ ok: true });
    expect(await ask('GET', '/notices')).toMatchObject({ items: [{ attempts: [{}, {}] }] });
    expect((await simulator.control('POST', '/pay/notices/none/repeats')).statusCode).toBe(404);
  });

  it('has the platform’s moods at hand', async () => {
    const planned = await simulator.control('POST', '/pay/faults', { fault: 'answer-lost', operation: 'refund', times: 2 });
    expect([planned.statusCode, planned.json()]).toEqual([201, { fault: 'answer-lost', operation: 'refund', times: 2, delayMs: 0 }]);
    expect(simulator.world.pay.faults.takeForRequest('prepay')).toBeNull();
    expect([1, 2, 3].map(() => simulator.world.pay.faults.takeForRequest('refund')?.fault)).toEqual([
      'answer-lost',
      'answer-lost',
      undefined,
    ]);
    expect((await simulator.control('POST', '/pay/faults', { fault: 'made-up' })).statusCode).toBe(400);
    expect(await ask('PUT', '/funds', { fen: 5 })).toEqual({ fen: 5 });
    expect(simulator.world.pay.book.fundsFen).toBe(5);
    expect(await ask('PUT', '/funds', { fen: null })).toEqual({ fen: null });
    expect(await ask('POST', '/refund-outcomes', { outcome: 'ABNORMAL' })).toEqual({ outcome: 'ABNORMAL' });
    const { serial } = await ask<{ serial: string }>('POST', '/certificates');
    expect(simulator.world.pay.identity.signer().serial).toBe(serial);
  });
});
