import { published } from '../../../test/platform/published-vectors';
import { CallbackCipher, CryptoFault, decryptOpenData, openDataSignature, pushSignature, sameText } from './crypto';

/** Made with openssl and Python's hashlib, not with the code under test. */
const own = {
  appId: 'wx0123456789abcdef',
  token: 'serverToken',
  timestamp: '1763780000',
  nonce: '77',
  aesKey: 'DianquanServerSide12345678901234567890abcde',
  random: 'fedcba9876543210',
  text: '<xml><Event><![CDATA[wxa_media_check]]></Event><remark><![CDATA[新品到货🔧]]></remark></xml>',
  sealed:
    'pdALQB9s5r0oXgncZu7403vlOvxzt0ujf/hj9t05scS37CPpg0JnRB30KZYOawVhUwyJVfNyC+/sCpvri0LQEOjL0bseJC0S+Hv4G5+boFT7DD2vpewA5u3pUMb82Fj3+GuNRNdGCE3T6zCIHvws+A4Ck7kmsd2MI6QxBSZslnjjLY/eo79AwnNCO52sDFiiJxCGXZs2yOozG4DVLFb0Gg==',
  sealedSignature: 'e39aa06c244518381b173fa0e211f372ecac8f1f',
  openSignature: '5b0c46f1c1e8265d79131dfc170e1b5a7671d6fc',
  sessionKey: 'EBESExQVFhcYGRobHB0eHw==',
  iv: 'ICEiIyQlJicoKSorLC0uLw==',
  encryptedData:
    'qvWa4TZXcoPTUIQnn9AQHC7yBW0OJ7X/7yCcfO3gI2b3TvFaInXjgYbqKWg8cGCSy85Y34PxW04atvHE4SXpQui29tcpJpsFMg4K6iZN7B91+lnFg75/uGVEw1bX8qwqZJnTwgVSWqvx3RaFjmrqJA==',
  rawData: '{"nickName":"老王五金","city":"成都"}',
  rawSignature: '71e225e7ccb7263303696f8dabe1fe03d64eaa7b',
};
const flipped = (base64: string, at: number) => {
  const bytes = Buffer.from(base64, 'base64');
  bytes[at] = (bytes[at] as number) ^ 1;
  return bytes.toString('base64');
};

describe('signatures of notices', () => {
  it('are those that another tool computes', () => {
    expect(pushSignature(own.token, own.timestamp, own.nonce)).toBe(own.openSignature);
    expect(pushSignature(own.token, own.timestamp, own.nonce, own.sealed)).toBe(own.sealedSignature);
  });

  it('are compared whole', () => {
    expect(sameText('abc', 'abc')).toBe(true);
    for (const other of ['', 'ab', 'abd', 'abcd']) expect(sameText('abc', other)).toBe(false);
  });

  for (const name of ['wecom_cb_msg', 'wecom_cb_json', 'wecom_gowx_msg', 'wecom_wechatpy_msg', 'wecom_wechatpy_encrypt', 'mp_push_msg']) {
    published(name, 'a published message carries the right one', ({ token, timestamp, nonce, encrypt, msg_signature }) => {
      expect(pushSignature(token, timestamp, nonce, encrypt)).toBe(msg_signature);
    });
  }
  for (const name of ['wecom_cb_url', 'wecom_gowx_url', 'wecom_wechatpy_url']) {
    published(name, 'a published address check carries the right one', ({ token, timestamp, nonce, echostr, msg_signature }) => {
      expect(pushSignature(token, timestamp, nonce, echostr)).toBe(msg_signature);
    });
  }
});

describe('sealed notices', () => {
  const cipher = new CallbackCipher(own.aesKey, own.appId);

  it('open, and seal to the same bytes as with another tool', () => {
    expect(cipher.decrypt(own.sealed)).toBe(own.text);
    expect(cipher.encrypt(own.text, Buffer.from(own.random))).toBe(own.sealed);
  });

  it('of every length open again', () => {
    for (let length = 0; length < 70; length++) expect(cipher.decrypt(cipher.encrypt('字'.repeat(length)))).toBe('字'.repeat(length));
  });

  it('do not open when changed, cut, for somebody else, or with another key', () => {
    const last = Buffer.from(own.sealed, 'base64').length - 1;
    const another = new CallbackCipher('x'.repeat(43), own.appId);
    for (const attempt of [
      () => cipher.decrypt(flipped(own.sealed, last)),
      () => cipher.decrypt(own.sealed.slice(0, 64)),
      () => cipher.decrypt(''),
      () => cipher.decrypt('not base64 at all'),
      () => new CallbackCipher(own.aesKey, 'wx9999999999999999').decrypt(own.sealed),
      () => another.decrypt(own.sealed),
    ]) {
      expect(attempt).toThrow(CryptoFault);
    }
  });

  it.each(['', 'a'.repeat(42), 'a'.repeat(44), `${'a'.repeat(42)}=`, `${'a'.repeat(42)}$`])(
    'need a key of 43 digits and letters, not "%s"',
    (key) => {
      expect(() => new CallbackCipher(key, own.appId)).toThrow(CryptoFault);
    },
  );

  for (const name of ['wecom_cb_msg', 'wecom_cb_json', 'wecom_gowx_msg', 'wecom_wechatpy_msg', 'mp_push_msg']) {
    published(name, 'a published message opens', ({ aes_key, receiveid, encrypt, plaintext }) => {
      expect(new CallbackCipher(aes_key, receiveid).decrypt(encrypt)).toBe(plaintext);
    });
  }
  for (const name of ['wecom_cb_url', 'wecom_gowx_url', 'wecom_wechatpy_url']) {
    published(name, 'a published echo opens', ({ aes_key, receiveid, echostr, plaintext }) => {
      expect(new CallbackCipher(aes_key, receiveid).decrypt(echostr)).toBe(plaintext);
    });
  }
  for (const name of ['wecom_wechatpy_encrypt', 'mp_push_encrypt', 'mp_push_encrypt2']) {
    published(name, 'a published text seals to the published bytes', ({ aes_key, receiveid, random, plaintext, encrypt }) => {
      expect(new CallbackCipher(aes_key, receiveid).encrypt(plaintext, Buffer.from(random))).toBe(encrypt);
    });
  }
});

describe('open data', () => {
  const { appId, sessionKey, iv, encryptedData } = own;

  it('opens with the session key of its session, for this mini-program', () => {
    expect(decryptOpenData({ appId, sessionKey, iv, encryptedData })).toMatchObject({ opengid: 'tGserver', remark: '店圈' });
  });

  it('does not open for another mini-program, with another key, or when changed', () => {
    for (const attempt of [
      () => decryptOpenData({ appId: 'wx9999999999999999', sessionKey, iv, encryptedData }),
      () => decryptOpenData({ appId, sessionKey: Buffer.alloc(16).toString('base64'), iv, encryptedData }),
      () => decryptOpenData({ appId, sessionKey: 'short', iv, encryptedData }),
      () => decryptOpenData({ appId, sessionKey, iv, encryptedData: encryptedData.slice(0, 40) }),
    ]) {
      expect(attempt).toThrow(CryptoFault);
    }
  });

  it('is signed over the text as it came and the key as it stands', () => {
    expect(openDataSignature(own.rawData, sessionKey)).toBe(own.rawSignature);
  });

  published('mp_decrypt_official', 'the documented example opens', ({ session_key, appid, plaintext, ...vector }) => {
    const open = decryptOpenData({ appId: appid, sessionKey: session_key, iv: vector.iv, encryptedData: vector.encryptedData });
    expect(open).toEqual(JSON.parse(plaintext));
  });
  published('mp_decrypt_wxjava', 'an example with broken padding does not open', ({ session_key, ...vector }) => {
    const open = () => decryptOpenData({ appId, sessionKey: session_key, iv: vector.iv, encryptedData: vector.encryptedData });
    expect(open).toThrow(CryptoFault);
  });
  for (const name of ['mp_signature_official', 'mp_signature_cjk']) {
    published(name, 'a published signature is right', ({ rawData, session_key, signature }) => {
      expect(openDataSignature(rawData, session_key)).toBe(signature);
    });
  }
});
