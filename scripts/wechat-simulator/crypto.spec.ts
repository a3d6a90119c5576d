import { createCipheriv } from 'node:crypto';
import * as wecom from '@wecom/crypto';
import { CallbackCipher, CallbackCipherError, decryptOpenData, encryptOpenData, openDataSignature, pushSignature } from './crypto';
import { published, publishedCase } from './testing/published-vectors';

/** Made with openssl and Python's hashlib. */
const own = {
  sessionKey: 'AQIDBAUGBwgJCgsMDQ4PEA==',
  iv: 'ERITFBUWFxgZGhscHR4fIA==',
  rawData: '{"nickName":"店圈五金","city":"成都"}',
  signature: 'c5b62781919c83655cd82c47c4bcfed43acd91b6',
  openData: '{"opengid":"tGdianquan","chat_type":3}',
  encryptedData: 'B9QX1cllwEUEP5Vgbz1f+/SW/baR4V+Xf9xOS8gZ1CyDoj+K52WfiMi0ftj91sCk',
  aesKey: 'DianquanDianquanDianquanDianquanDianquan123',
  appId: 'wxd1a9c0a9ad5e0001',
  random: '0123456789abcdef',
  message: '{"Event":"wxa_media_check","remark":"新品到货"}',
  sealed:
    'zK40VmdT8xKDtdBEc3o72Fk0LjaITm/32JY7X5Xwk5dXCeQBT8vP21URUlME0bnNiRo/5LqhR8diR+7KZI9rA9uaW/5g5Vdb+ZIAOZFSZfXHhO0t6Y22FuBeXSie/vhT',
  msgSignature: '14326f49c5b3a0d87711f5b8b0ff032b422689f8',
  urlSignature: 'e3b8fae49120a904d0dcd6d8afd847cbef333184',
};

describe('open data of the mini-program', () => {
  it('signs the raw text followed by the session key as text', () => {
    expect(openDataSignature(own.rawData, own.sessionKey)).toBe(own.signature);
  });

  it('encrypts what another tool encrypted to the same bytes, and back', () => {
    const sealed = encryptOpenData(own.sessionKey, JSON.parse(own.openData), Buffer.from(own.iv, 'base64'));
    expect(sealed).toEqual({ encryptedData: own.encryptedData, iv: own.iv });
    expect(decryptOpenData(own.sessionKey, own.encryptedData, own.iv)).toBe(own.openData);
  });

  it('cannot be read with another session key', () => {
    const other = Buffer.alloc(16, 9).toString('base64');
    expect(() => decryptOpenData(other, own.encryptedData, own.iv)).toThrow();
  });

  publishedCase('mp_decrypt_official: the documented sample is read', () => {
    const vector = published.mp_decrypt_official!;
    expect(decryptOpenData(vector.session_key, vector.encryptedData, vector.iv)).toBe(vector.plaintext);
  });

  publishedCase('mp_decrypt_wxjava: a sample with broken padding is refused', () => {
    const vector = published.mp_decrypt_wxjava!;
    expect(() => decryptOpenData(vector.session_key, vector.encryptedData, vector.iv)).toThrow();
  });

  for (const name of ['mp_signature_official', 'mp_signature_cjk']) {
    publishedCase(`${name}: the signature is right`, () => {
      const vector = published[name]!;
      expect(openDataSignature(vector.rawData, vector.session_key)).toBe(vector.signature);
    });
  }
});

describe('callback envelopes', () => {
  const cipher = new CallbackCipher(own.aesKey, own.appId);

  it('are encrypted to the bytes that another tool made, signed the same, and read back', () => {
    expect(cipher.encrypt(own.message, Buffer.from(own.random))).toBe(own.sealed);
    expect(cipher.decrypt(own.sealed)).toBe(own.message);
    expect(pushSignature('dianquantoken', '1790000000', 'n0nce', own.sealed)).toBe(own.msgSignature);
    expect(pushSignature('dianquantoken', '1790000000', 'n0nce')).toBe(own.urlSignature);
  });

  it('agree with the vendor’s own package in both directions, for every length of padding', () => {
    for (let length = 0; length <= 64; length++) {
      const message = '店'.repeat(length);
      const sealed = cipher.encrypt(message, Buffer.from(own.random));
      expect(wecom.decrypt(own.aesKey, sealed)).toMatchObject({ message, id: own.appId });
      expect(wecom.encrypt(own.aesKey, message, own.appId, Buffer.from(own.random))).toBe(sealed);
      expect(cipher.decrypt(wecom.encrypt(own.aesKey, message, own.appId))).toBe(message);
      expect(pushSignature('t', '1', 'n', sealed)).toBe(wecom.getSignature('t', '1', 'n', sealed));
    }
  });

  it('for another receiver are refused', () => {
    expect(() => new CallbackCipher(own.aesKey, 'wxd1a9c0a9ad5e0002').decrypt(own.sealed)).toThrow(CallbackCipherError);
  });

  it('that were cut, emptied or spoiled are refused', () => {
    const spoiled = Buffer.from(own.sealed, 'base64');
    spoiled[spoiled.length - 1]! ^= 1;
    for (const bad of ['', 'AAAA', own.sealed.slice(0, 64), spoiled.toString('base64')]) {
      expect(() => cipher.decrypt(bad)).toThrow(CallbackCipherError);
    }
  });

  it('whose padding does not agree with itself are refused', () => {
    const key = Buffer.from(`${own.aesKey}=`, 'base64');
    const sealedWith = (padding: number[]): string => {
      const body = Buffer.concat([
        Buffer.from(own.random),
        Buffer.from([0, 0, 0, 6]),
        Buffer.from(`aabbcc${own.appId}`),
        Buffer.from(padding),
      ]);
      const raw = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
      return Buffer.concat([raw.update(body), raw.final()]).toString('base64');
    };
    const right = Array<number>(20).fill(20);
    expect(cipher.decrypt(sealedWith(right))).toBe('aabbcc');
    expect(() => cipher.decrypt(sealedWith([1, ...right.slice(1)]))).toThrow('padding');
    expect(() => cipher.decrypt(sealedWith([...right.slice(1), 0]))).toThrow('padding');
    expect(() => cipher.decrypt(sealedWith([...right.slice(1), 33]))).toThrow('padding');
  });

  it.each([0, 42, 44])('take no key of %i characters', (length) => {
    expect(() => new CallbackCipher('a'.repeat(length), own.appId)).toThrow(CallbackCipherError);
  });

  it.each(['=', '$'])('take no key with %s in it', (sign) => {
    expect(() => new CallbackCipher(sign + own.aesKey.slice(1), own.appId)).toThrow(CallbackCipherError);
  });

  for (const name of ['wecom_cb_url', 'wecom_gowx_url', 'wecom_wechatpy_url']) {
    publishedCase(`${name}: the echo string is signed and read`, () => {
      const vector = published[name]!;
      expect(pushSignature(vector.token, vector.timestamp, vector.nonce, vector.echostr)).toBe(vector.msg_signature);
      expect(new CallbackCipher(vector.aes_key, vector.receiveid).decrypt(vector.echostr)).toBe(vector.plaintext);
    });
  }

  for (const name of ['wecom_cb_msg', 'wecom_cb_json', 'wecom_gowx_msg', 'wecom_wechatpy_msg', 'mp_push_msg']) {
    publishedCase(`${name}: the message is signed and read`, () => {
      const vector = published[name]!;
      expect(pushSignature(vector.token, vector.timestamp, vector.nonce, vector.encrypt)).toBe(vector.msg_signature);
      expect(new CallbackCipher(vector.aes_key, vector.receiveid).decrypt(vector.encrypt)).toBe(vector.plaintext);
    });
  }

  publishedCase('wecom_cb_json: what is read is not JSON though its signature holds', () => {
    const vector = published.wecom_cb_json!;
    const message = new CallbackCipher(vector.aes_key, vector.receiveid).decrypt(vector.encrypt);
    expect(() => JSON.parse(message)).toThrow(SyntaxError);
  });

  for (const name of ['wecom_wechatpy_encrypt', 'mp_push_encrypt', 'mp_push_encrypt2']) {
    publishedCase(`${name}: the same random prefix gives the same ciphertext`, () => {
      const vector = published[name]!;
      const sealed = new CallbackCipher(vector.aes_key, vector.receiveid).encrypt(vector.plaintext, Buffer.from(vector.random));
      expect(sealed).toBe(vector.encrypt);
      if (vector.msg_signature) expect(pushSignature(vector.token, vector.timestamp, vector.nonce, sealed)).toBe(vector.msg_signature);
    });
  }
});
