import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const BLOCK = 32;
const HEAD = 16 + 4;

/** What was sent does not open with our keys, or is not for us. Says nothing about why, and never about keys. */
export class CryptoFault extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'CryptoFault';
  }
}

/** Signature of a notice or of an address check; `sealed` is the encrypted part or, for WeCom's check, the echo string. */
export function pushSignature(token: string, timestamp: string, nonce: string, sealed?: string): string {
  const parts = sealed === undefined ? [token, timestamp, nonce] : [token, timestamp, nonce, sealed];
  return createHash('sha1').update(parts.sort().join('')).digest('hex');
}

export function sameText(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}

/** AES-256-CBC as WeChat and WeCom use it for notices: 16 random bytes, length, text, receiver; padded to 32 bytes. */
export class CallbackCipher {
  private readonly key: Buffer;

  /** `receiveId` is the AppID or corp id: what is addressed to somebody else is refused. */
  constructor(
    encodingAesKey: string,
    private readonly receiveId: string,
  ) {
    if (!/^[0-9a-zA-Z]{43}$/.test(encodingAesKey)) throw new CryptoFault('an EncodingAESKey has 43 digits and letters');
    this.key = Buffer.from(`${encodingAesKey}=`, 'base64');
  }

  encrypt(text: string, random: Buffer = randomBytes(16)): string {
    const body = Buffer.from(text);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length);
    const open = Buffer.concat([random, length, body, Buffer.from(this.receiveId)]);
    const pad = BLOCK - (open.length % BLOCK);
    const cipher = createCipheriv('aes-256-cbc', this.key, this.key.subarray(0, 16)).setAutoPadding(false);
    return Buffer.concat([cipher.update(open), cipher.update(Buffer.alloc(pad, pad)), cipher.final()]).toString('base64');
  }

  decrypt(sealed: string): string {
    const open = unpad(this.decipher(sealed), BLOCK);
    const length = open.length >= HEAD ? open.readUInt32BE(16) : Number.POSITIVE_INFINITY;
    if (HEAD + length > open.length) throw new CryptoFault('the length inside does not fit');
    if (open.subarray(HEAD + length).toString() !== this.receiveId) throw new CryptoFault('addressed to somebody else');
    return open.subarray(HEAD, HEAD + length).toString();
  }

  private decipher(sealed: string): Buffer {
    const bytes = Buffer.from(sealed, 'base64');
    if (bytes.length === 0 || bytes.length % 16 !== 0) throw new CryptoFault('not a whole number of blocks');
    const decipher = createDecipheriv('aes-256-cbc', this.key, this.key.subarray(0, 16)).setAutoPadding(false);
    return Buffer.concat([decipher.update(bytes), decipher.final()]);
  }
}

function unpad(padded: Buffer, block: number): Buffer {
  const pad = padded.at(-1) ?? 0;
  const isWhole = pad >= 1 && pad <= block && pad <= padded.length && padded.subarray(-pad).every((byte) => byte === pad);
  if (!isWhole) throw new CryptoFault('the padding is broken');
  return padded.subarray(0, -pad);
}

/** Signature that wx.getUserInfo and others give beside `rawData`; the key is taken in its base64 form. */
export function openDataSignature(rawData: string, sessionKey: string): string {
  return createHash('sha1').update(rawData, 'utf8').update(sessionKey).digest('hex');
}

/** Data that the mini-program got sealed (group of a share card, for one). A wrong session key shows as broken padding. */
export function decryptOpenData(input: { sessionKey: string; iv: string; encryptedData: string; appId: string }): Record<string, unknown> {
  const open = decryptWithSessionKey(input);
  const data = parseObject(open);
  const { appid } = (data.watermark ?? {}) as { appid?: string };
  if (appid !== input.appId) throw new CryptoFault('made for another mini-program');
  return data;
}

function decryptWithSessionKey({ sessionKey, iv, encryptedData }: { sessionKey: string; iv: string; encryptedData: string }): string {
  const [key, start] = [Buffer.from(sessionKey, 'base64'), Buffer.from(iv, 'base64')];
  if (key.length !== 16 || start.length !== 16) throw new CryptoFault('key and iv have 16 bytes');
  try {
    const decipher = createDecipheriv('aes-128-cbc', key, start);
    return Buffer.concat([decipher.update(Buffer.from(encryptedData, 'base64')), decipher.final()]).toString();
  } catch {
    throw new CryptoFault('does not open with this session key');
  }
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Falls through to the one refusal below.
  }
  throw new CryptoFault('what is inside is not an object');
}
