import { createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { published } from '../../../test/platform/published-vectors';
import { Clock } from '../clock';
import { openNotice } from './notices';
import { answerMessage, isSignedText, openSealed, paymentMessage, requestMessage, signText } from './pay-crypto';
import { PlatformKeys } from './platform-keys';
import { SignedMessages } from './signed-messages';

type Sealed = { nonce: string; associated_data: string; ciphertext: string; plaintext: string };
type Notify = { apiv3_key: string; headers: Record<string, string>; body: string; plaintext: string; certificate_pem: string };
type Signed = { message: string; signature: string; certificate_pem: string; public_key_pem: string };
type RequestHeader = { method: string; url: string; timestamp: string; nonce: string; body: string; signature: string; cert_pem: string };
type Derived = {
  jsapi_request: { method: string; url: string; timestamp: string; nonce_str: string; body: string; message: string; signature: string };
  pay_sign: { appId: string; timeStamp: string; nonceStr: string; package: string; message: string; paySign: string };
  transaction_notify: Notify;
};

/** Key pair of pay_rsa_source, with which the derived examples were made. */
let derivedKey: string | undefined;
const keyOf = (certificate: string) => new X509Certificate(certificate).publicKey;
const lower = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

class StandingClock extends Clock {
  constructor(private readonly at: number) {
    super();
  }
  override now(): number {
    return this.at;
  }
}

describe('what is sealed with the APIv3 key', () => {
  const key = 'dianquandianquandianquandianquan';

  published<(Sealed & { key: string })[]>('pay_gcm_axios', 'opens as published', (examples) => {
    for (const example of examples) expect(openSealed(example, example.key)).toBe(example.plaintext);
  });
  published<Sealed & { apiv3_key: string }>('pay_gcm_go', 'opens with a short key', (example) => {
    expect(openSealed(example, example.apiv3_key)).toBe(example.plaintext);
  });
  published<Sealed & { apiv3_key: string; serial_no: string }>('pay_cert_download_java', 'may be a certificate', (example) => {
    const open = openSealed(example, example.apiv3_key);
    expect(open).toBe(example.plaintext);
    expect(new X509Certificate(open).serialNumber).toBe(example.serial_no);
  });
  published<Sealed & { apiv3_key: string }>(
    'pay_cert_download_java',
    'does not open when a bit of it, or of its tag, was changed',
    (example) => {
      const bytes = Buffer.from(example.ciphertext, 'base64');
      for (const at of [0, bytes.length - 17, bytes.length - 16, bytes.length - 1]) {
        const spoilt = Buffer.from(bytes);
        spoilt[at] = (spoilt[at] as number) ^ 1;
        expect(() => openSealed({ ...example, ciphertext: spoilt.toString('base64') }, example.apiv3_key)).toThrow();
      }
      expect(() => openSealed({ ...example, associated_data: 'transaction' }, example.apiv3_key)).toThrow();
      expect(() => openSealed(example, key)).toThrow();
    },
  );

  it.each(['', 'AAAA', Buffer.alloc(16).toString('base64')])('is refused when there is nothing in it: "%s"', (ciphertext) => {
    expect(() => openSealed({ ciphertext, nonce: '0123456789ab', associated_data: '' }, key)).toThrow();
  });
});

describe('signatures', () => {
  it('fit the text and the key that they were made with, and no other', () => {
    const [one, other] = [1, 2].map(() => generateKeyPairSync('rsa', { modulusLength: 2048 }));
    const signature = signText('老王五金\n', one!.privateKey);
    expect(isSignedText('老王五金\n', signature, one!.publicKey)).toBe(true);
    expect(isSignedText('老王五金', signature, one!.publicKey)).toBe(false);
    expect(isSignedText('老王五金\n', signature, other!.publicKey)).toBe(false);
    for (const broken of ['', 'AAAA', 'not base64']) expect(isSignedText('老王五金\n', broken, one!.publicKey)).toBe(false);
  });

  published<Signed>('pay_rsa_source', 'are taken as published', ({ message, signature, certificate_pem, public_key_pem }) => {
    for (const key of [keyOf(certificate_pem), createPublicKey(public_key_pem)]) {
      expect(isSignedText(message, signature, key)).toBe(true);
      expect(isSignedText(`${message} `, signature, key)).toBe(false);
    }
    derivedKey = public_key_pem;
  });
  for (const name of ['pay_header_easywechat', 'pay_header_easywechat2']) {
    published<RequestHeader>(name, 'of requests cover method, path with query, time, nonce and body', (example) => {
      const message = requestMessage(example.method, example.url, String(example.timestamp), example.nonce, example.body);
      expect(isSignedText(message, example.signature, keyOf(example.cert_pem))).toBe(true);
    });
  }
  published<Derived>('derived', 'of an order and of wx.requestPayment are over these texts', ({ jsapi_request: order, pay_sign: pay }) => {
    const key = createPublicKey(derivedKey as string);
    const orderText = requestMessage(order.method, order.url, String(order.timestamp), order.nonce_str, order.body);
    expect(orderText).toBe(order.message);
    expect(isSignedText(orderText, order.signature, key)).toBe(true);
    const payText = paymentMessage(pay.appId, String(pay.timeStamp), pay.nonceStr, pay.package.replace('prepay_id=', ''));
    expect(payText).toBe(pay.message);
    expect(isSignedText(payText, pay.paySign, key)).toBe(true);
  });
});

describe('a published notice', () => {
  published<Notify>('pay_notify_go', 'is signed over its body as it came, and opens', ({ headers, body, certificate_pem, ...example }) => {
    const { 'wechatpay-timestamp': time = '', 'wechatpay-nonce': nonce = '', 'wechatpay-signature': signature = '' } = lower(headers);
    expect(isSignedText(answerMessage(time, nonce, body), signature, keyOf(certificate_pem))).toBe(true);
    expect(isSignedText(answerMessage(time, nonce, JSON.stringify(JSON.parse(body), null, 1)), signature, keyOf(certificate_pem))).toBe(
      false,
    );
    const { resource } = JSON.parse(body) as { resource: Sealed };
    expect(JSON.parse(openSealed(resource, example.apiv3_key))).toEqual(JSON.parse(example.plaintext));
  });

  published<Derived>('derived', 'of a payment is read', async ({ transaction_notify: { headers, body, apiv3_key, plaintext } }) => {
    const { mchid, appid } = JSON.parse(plaintext) as { mchid: string; appid: string };
    const given = lower(headers);
    const publicKey = { id: given['wechatpay-serial'] ?? '', pem: derivedKey as string };
    const clock = new StandingClock((Number(given['wechatpay-timestamp']) + 299) * 1000);
    const keys = new PlatformKeys({ apiV3Key: apiv3_key, publicKey }, clock, async () => null);
    const notice = await openNotice(new SignedMessages(keys, clock), { appId: appid, mchId: mchid, apiV3Key: apiv3_key }, given, body);
    expect(notice).toMatchObject({
      kind: 'transaction',
      number: 'ORDER20260101_0001',
      transactionId: '4200000000202601010000000001',
      state: 'SUCCESS',
    });
  });
});
