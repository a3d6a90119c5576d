import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import Fastify, { type FastifyInstance } from 'fastify';
import { Aes, Formatter, Rsa, Wechatpay } from 'wechatpay-axios-plugin';
import { demoMiniProgram, type PayAccount } from '../options';
import { openidOf } from '../state/identities';
import { World } from '../state/world';
import { keyPair } from '../testing/key-pair';
import { MessageUrl } from '../testing/message-url';
import { payRoutes } from './pay-simulator';

const merchant = keyPair();
const platform = keyPair();
const account: PayAccount = {
  mchId: '1900000109',
  serial: '7132D72A03E93CDDF8C03BBD1F37EEDF8A6B0D35',
  merchantPublicKey: merchant.publicKey,
  apiV3Key: 'abcdefghijklmnopqrstuvwxyz012345',
  platformPrivateKey: platform.privateKey,
  publicKeyId: 'PUB_KEY_ID_0119000001',
};

type Data = Record<string, unknown>;
type Failure = { code?: string; response?: { status: number; data: Data } };

describe('wechatpay-axios-plugin, written by others, against the simulator', () => {
  let app: FastifyInstance;
  let world: World;
  let base: string;
  let receiver: MessageUrl;

  const start = async (changes: Partial<PayAccount> = {}): Promise<void> => {
    world = new World({ pay: () => ({ ...account, ...changes }), limits: { pay: { partialRefundGapMs: 0 } } });
    world.registerUser({ key: 'owner-1' });
    app = Fastify({ forceCloseConnections: true });
    await app.register(async (scope) => payRoutes(scope, world));
    base = `${await app.listen({ host: '127.0.0.1', port: 0 })}/`;
  };
  beforeEach(async () => {
    receiver = await new MessageUrl().start();
    await start();
  });
  afterEach(async () => {
    await app.close();
    await world.close();
    await receiver.stop();
  });

  const client = (changes: object = {}) =>
    new Wechatpay({
      mchid: account.mchId,
      serial: account.serial,
      privateKey: merchant.privateKey,
      certs: { [account.publicKeyId ?? '']: platform.publicKey },
      baseURL: base,
      proxy: false,
      ...changes,
    } as ConstructorParameters<typeof Wechatpay>[0]);
  const call = async (method: 'get' | 'post', path: string, data?: Data, w = client()): Promise<{ status: number; data: Data }> => {
    const chain = w.chain(path);
    return (method === 'get' ? await chain.get({ params: data }) : await chain.post(data ?? {})) as { status: number; data: Data };
  };
  const failed = (work: Promise<unknown>): Promise<Failure> =>
    work.then(
      () => ({ code: 'done' }),
      (error: Failure) => error,
    );
  const order = (changes: Data = {}): Data => ({
    appid: demoMiniProgram.appId,
    mchid: account.mchId,
    description: '镀锌螺栓 M6',
    out_trade_no: 'ORDER_000001',
    notify_url: `${receiver.address}/push`,
    amount: { total: 1999, currency: 'CNY' },
    payer: { openid: openidOf('owner-1') },
    ...changes,
  });
  const jsapi = 'v3/pay/transactions/jsapi';
  const paid = async (): Promise<void> => {
    const { data } = await call('post', jsapi, order());
    expect(world.pay.confirm(String(data.prepay_id))).toBe(true);
    await world.clock.settled();
  };

  it('orders, asks, closes, under signatures that both sides take', async () => {
    const { data } = await call('post', jsapi, order());
    expect(data.prepay_id).toMatch(/^wx\d{14}[0-9a-f]{20}$/);
    const query = 'v3/pay/transactions/out-trade-no/ORDER_000001';
    expect((await call('get', query, { mchid: account.mchId })).data).toMatchObject({ trade_state: 'NOTPAY', amount: { total: 1999 } });
    expect((await call('post', `${query}/close`, { mchid: account.mchId })).status).toBe(204);
    expect((await call('get', query, { mchid: account.mchId })).data).toMatchObject({ trade_state: 'CLOSED' });
  });

  it('sees through a wrong signature and a missing one', async () => {
    for (const [fault, code] of [
      ['wrong-signature', 'EV3_RES_HEADER_SIGNATURE_DIGEST'],
      ['unsigned', 'EV3_RES_HEADERS_INCOMPLATE'],
    ] as const) {
      world.pay.faults.plan({ fault, operation: 'prepay' });
      expect(await failed(call('post', jsapi, order()))).toMatchObject({ code });
    }
  });

  it('is turned away when it is not the merchant, with the body that the platform gives', async () => {
    const stranger = client({ privateKey: platform.privateKey });
    expect((await failed(call('post', jsapi, order(), stranger))).response).toMatchObject({
      status: 401,
      data: {
        code: 'SIGN_ERROR',
        detail: {
          field: 'signature',
          location: 'authorization',
          detail: { issue: 'sign not match' },
          sign_information: { url: `/${jsapi}` },
        },
      },
    });
    for (const changes of [{ mchid: '1900000110' }, { serial: 'ABCDEF0123456789' }]) {
      expect((await failed(call('post', jsapi, order(), client(changes)))).response).toMatchObject({ status: 401 });
    }
    world.clock.advance(301_000);
    expect((await failed(call('post', jsapi, order()))).response).toMatchObject({ status: 401 });
    expect(world.pay.book.orders.size).toBe(0);
  });

  it.each([
    ['/out_trade_no', { out_trade_no: 'short' }],
    ['/out_trade_no', { out_trade_no: 'x'.repeat(33) }],
    ['/out_trade_no', { out_trade_no: 'ORDER 000001' }],
    ['/description', { description: '' }],
    ['/description', { description: '长'.repeat(128) }],
    ['/attach', { attach: 'x'.repeat(129) }],
    ['/notify_url', { notify_url: 'https://shop.example.com/notice?key=1' }],
    ['/notify_url', { notify_url: 'ftp://shop.example.com' }],
    ['/time_expire', { time_expire: '2026-11-22 10:00:00' }],
    ['/amount/total', { amount: { total: 0, currency: 'CNY' } }],
    ['/amount/total', { amount: { total: 1.5, currency: 'CNY' } }],
    ['/amount/total', { amount: { total: '1999', currency: 'CNY' } }],
    ['/amount/currency', { amount: { total: 1, currency: 'USD' } }],
    ['/amount', { amount: undefined }],
    ['/payer', { payer: undefined }],
  ])('is told which field is wrong: %s', async (field, changes) => {
    expect((await failed(call('post', jsapi, order(changes)))).response).toMatchObject({
      status: 400,
      data: { code: 'PARAM_ERROR', detail: { field } },
    });
  });

  it('is refused a number that was used otherwise, an app that is not ours, a person nobody knows', async () => {
    await call('post', jsapi, order());
    const refusal = async (changes: Data) => {
      const { response } = await failed(call('post', jsapi, order(changes)));
      return [response?.status, response?.data.code];
    };
    expect(await refusal({ amount: { total: 2000, currency: 'CNY' } })).toEqual([403, 'OUT_TRADE_NO_USED']);
    expect(await refusal({ appid: 'wx9999999999999999' })).toEqual([400, 'APPID_MCHID_NOT_MATCH']);
    expect(await refusal({ mchid: '1900000110' })).toEqual([400, 'MCH_NOT_EXISTS']);
    expect(await refusal({ payer: { openid: openidOf('nobody') } })).toEqual([400, 'PARAM_ERROR']);
  });

  it('can be paid until its time is over, and not after', async () => {
    const soon = new Date(world.clock.now() + 8 * 3_600_000 + 600_000).toISOString().slice(0, 19);
    const { data } = await call('post', jsapi, order({ time_expire: `${soon}+08:00` }));
    world.clock.advance(601_000);
    expect(world.pay.confirm(String(data.prepay_id))).toBe(false);
    expect(world.pay.book.ledger()).toMatchObject([{ state: 'NOTPAY', paidFen: 0 }]);
  });

  it('takes the phone’s signature for wx.requestPayment, and pays once', async () => {
    const { data } = await call('post', jsapi, order());
    const params = { appId: demoMiniProgram.appId, timeStamp: String(Formatter.timestamp()), nonceStr: Formatter.nonce() };
    const packageText = `prepay_id=${data.prepay_id}`;
    const paySign = Rsa.sign(Formatter.joinedByLineFeed(params.appId, params.timeStamp, params.nonceStr, packageText), merchant.privateKey);
    const request = { ...params, package: packageText, signType: 'RSA', paySign };
    expect(world.pay.requestFault(openidOf('owner-1'), request)).toBeNull();
    expect(world.pay.requestFault(openidOf('owner-1'), { ...request, nonceStr: 'x' })).toContain('签名');
    expect([1, 2].map(() => world.pay.confirm(String(data.prepay_id)))).toEqual([true, false]);
  });

  it('verifies a notice and opens it', async () => {
    await paid();
    const body = receiver.received[0]?.body ?? '';
    const record = world.pay.notifier.records[0];
    expect(record).toMatchObject({ eventType: 'TRANSACTION.SUCCESS', deliveredAt: expect.any(Number) });
    const headers = world.pay.notifier.headersFor(body);
    const text = Formatter.response(headers['wechatpay-timestamp'] ?? '', headers['wechatpay-nonce'] ?? '', body);
    expect(Rsa.verify(text, headers['wechatpay-signature'] ?? '', platform.publicKey)).toBe(true);
    const { resource } = JSON.parse(body) as { resource: Record<'nonce' | 'ciphertext' | 'associated_data', string> };
    const open = JSON.parse(Aes.AesGcm.decrypt(resource.ciphertext, account.apiV3Key, resource.nonce, resource.associated_data)) as Data;
    expect(open).toMatchObject({ mchid: account.mchId, out_trade_no: 'ORDER_000001', trade_state: 'SUCCESS', amount: { total: 1999 } });
  });

  it('gives money back, and asks for it', async () => {
    await paid();
    const asked = { out_trade_no: 'ORDER_000001', out_refund_no: 'TK@1', amount: { refund: 430, total: 1999, currency: 'CNY' } };
    expect((await call('post', 'v3/refund/domestic/refunds', asked)).data).toMatchObject({ status: 'PROCESSING', amount: { refund: 430 } });
    world.clock.advance(5_000);
    await world.clock.settled();
    expect((await call('get', 'v3/refund/domestic/refunds/TK@1')).data).toMatchObject({ status: 'SUCCESS', out_trade_no: 'ORDER_000001' });
    expect(world.pay.book.ledger('ORDER_000001')).toMatchObject([{ state: 'REFUND', paidFen: 1999, refundedFen: 430 }]);
  });

  it('downloads the bill that was signed for', async () => {
    await paid();
    const day = new Date(world.clock.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    world.clock.advance(36 * 3_600_000);
    jest.spyOn(Formatter, 'timestamp').mockImplementation(() => world.clock.seconds());
    const { data } = await call('get', 'v3/bill/tradebill', { bill_date: day, tar_type: 'GZIP' });
    const address = new URL(String(data.download_url));
    expect(address.host).toBe('api.mch.weixin.qq.com');
    const found = await client()
      .chain('v3/billdownload/file')
      .get({
        params: { token: address.searchParams.get('token') },
        responseType: 'arraybuffer',
      });
    jest.restoreAllMocks();
    const text = gunzipSync(found.data as Buffer);
    expect(createHash('sha1').update(text).digest('hex')).toBe(data.hash_value);
    expect(text.toString()).toMatch(/^\uFEFF交易时间,.*\r\n`\d{4}.*`ORDER_000001,.*`19\.99,.*\r\n总交易单数,.*\r\n`1,`19\.99,/s);
  });

  it('learns certificates, of which there are none for a merchant with a public key', async () => {
    expect((await failed(call('get', 'v3/certificates'))).response).toMatchObject({ status: 404 });
    await app.close();
    await start({ publicKeyId: null });
    world.pay.identity.rotate();
    const { serial, privateKey } = world.pay.identity.signer();
    const certificate = world.pay.identity.certificates.find((one) => one.privateKey === privateKey);
    const { data } = await call('get', 'v3/certificates', undefined, client({ certs: { [serial]: certificate?.pem } }));
    const listed = data.data as { serial_no: string; encrypt_certificate: Record<string, string> }[];
    expect(listed).toHaveLength(2);
    for (const { encrypt_certificate: sealed, serial_no } of listed) {
      const text = Aes.AesGcm.decrypt(sealed.ciphertext ?? '', account.apiV3Key, sealed.nonce ?? '', sealed.associated_data);
      expect(text).toBe(world.pay.identity.certificates.find((one) => one.serial === serial_no)?.pem);
    }
  });
});
