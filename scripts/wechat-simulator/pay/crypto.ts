import { createCipheriv, createDecipheriv, createSign, createVerify, type KeyLike } from 'node:crypto';

export const requestText = (method: string, url: string, timestamp: string, nonce: string, body: string): string =>
  [method, url, timestamp, nonce, body, ''].join('\n');

export const answerText = (timestamp: string, nonce: string, body: string): string => [timestamp, nonce, body, ''].join('\n');

export const paymentText = (appId: string, timeStamp: string, nonceStr: string, packageText: string): string =>
  [appId, timeStamp, nonceStr, packageText, ''].join('\n');

export const signed = (text: string, privateKey: KeyLike): string => createSign('sha256').update(text, 'utf8').sign(privateKey, 'base64');

export const isSigned = (text: string, signature: string, publicKey: KeyLike): boolean =>
  createVerify('sha256').update(text, 'utf8').verify(publicKey, signature, 'base64');

const cipherFor = (key: string) => `aes-${Buffer.byteLength(key) * 8}-gcm` as 'aes-256-gcm';

export function seal(plain: string, key: string, nonce: string, associatedData: string): string {
  const cipher = createCipheriv(cipherFor(key), key, nonce).setAAD(Buffer.from(associatedData));
  return Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64');
}

export function unseal(sealed: string, key: string, nonce: string, associatedData: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv(cipherFor(key), key, nonce).setAAD(Buffer.from(associatedData));
  decipher.setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString('utf8');
}

const AUTHORIZATION = /^WECHATPAY2-SHA256-RSA2048 (.+)$/;

/** The five values of the Authorization header, in whatever order a client writes them. */
export function readAuthorization(header: string): Record<'mchid' | 'nonce_str' | 'timestamp' | 'serial_no' | 'signature', string> | null {
  const found = AUTHORIZATION.exec(header)?.[1];
  if (!found) return null;
  const values = Object.fromEntries([...found.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]));
  const { mchid, nonce_str, timestamp, serial_no, signature } = values;
  return mchid && nonce_str && timestamp && serial_no && signature ? { mchid, nonce_str, timestamp, serial_no, signature } : null;
}
