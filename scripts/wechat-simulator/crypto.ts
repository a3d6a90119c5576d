import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';

const BLOCK = 32;
const RANDOM_PREFIX = 16;

const sha1 = (text: string): string => createHash('sha1').update(text, 'utf8').digest('hex');

/** The session key goes in as its base64 text, not as the bytes it stands for. */
export function openDataSignature(rawData: string, sessionKey: string): string {
  return sha1(rawData + sessionKey);
}

export function encryptOpenData(sessionKey: string, data: object, iv: Buffer): { encryptedData: string; iv: string } {
  const cipher = createCipheriv('aes-128-cbc', Buffer.from(sessionKey, 'base64'), iv);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(data), 'utf8'), cipher.final()]);
  return { encryptedData: sealed.toString('base64'), iv: iv.toString('base64') };
}

export function decryptOpenData(sessionKey: string, encryptedData: string, iv: string): string {
  const decipher = createDecipheriv('aes-128-cbc', Buffer.from(sessionKey, 'base64'), Buffer.from(iv, 'base64'));
  return Buffer.concat([decipher.update(Buffer.from(encryptedData, 'base64')), decipher.final()]).toString('utf8');
}

/** `signature` of a push without its fourth part, `msg_signature` with the ciphertext as that part. */
export function pushSignature(token: string, timestamp: string, nonce: string, encrypted?: string): string {
  const parts = encrypted === undefined ? [token, timestamp, nonce] : [token, timestamp, nonce, encrypted];
  return sha1(parts.sort().join(''));
}

export class CallbackCipherError extends Error {}

/** The envelope that WeChat's safe mode and WeCom share: AES-256-CBC, padded to blocks of 32, receiver's id at the end. */
export class CallbackCipher {
  private readonly key: Buffer;

  constructor(
    encodingAesKey: string,
    private readonly receiveId: string,
  ) {
    if (!/^[0-9A-Za-z]{43}$/.test(encodingAesKey)) throw new CallbackCipherError('EncodingAESKey must be 43 letters and digits');
    this.key = Buffer.from(`${encodingAesKey}=`, 'base64');
  }

  encrypt(message: string, random: Buffer): string {
    if (random.length !== RANDOM_PREFIX) throw new CallbackCipherError('the random prefix must be 16 bytes');
    const body = Buffer.from(message, 'utf8');
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length);
    const plain = Buffer.concat([random, length, body, Buffer.from(this.receiveId, 'utf8')]);
    const padding = BLOCK - (plain.length % BLOCK);
    const cipher = createCipheriv('aes-256-cbc', this.key, this.key.subarray(0, 16)).setAutoPadding(false);
    return Buffer.concat([cipher.update(plain), cipher.update(Buffer.alloc(padding, padding)), cipher.final()]).toString('base64');
  }

  decrypt(encrypted: string): string {
    const plain = this.unpadded(Buffer.from(encrypted, 'base64'));
    const start = RANDOM_PREFIX + 4;
    const end = plain.length < start ? -1 : start + plain.readUInt32BE(RANDOM_PREFIX);
    if (end < start || end > plain.length) throw new CallbackCipherError('the length inside the message is wrong');
    if (plain.subarray(end).toString('utf8') !== this.receiveId) throw new CallbackCipherError('the message is for another receiver');
    return plain.subarray(start, end).toString('utf8');
  }

  private unpadded(sealed: Buffer): Buffer {
    if (sealed.length === 0 || sealed.length % 16 !== 0) throw new CallbackCipherError('the ciphertext is not whole blocks');
    const decipher = createDecipheriv('aes-256-cbc', this.key, this.key.subarray(0, 16)).setAutoPadding(false);
    const plain = Buffer.concat([decipher.update(sealed), decipher.final()]);
    const padding = plain[plain.length - 1] ?? 0;
    const tail = plain.subarray(plain.length - padding);
    if (padding < 1 || padding > BLOCK || tail.some((byte) => byte !== padding)) throw new CallbackCipherError('the padding is wrong');
    return plain.subarray(0, plain.length - padding);
  }
}
