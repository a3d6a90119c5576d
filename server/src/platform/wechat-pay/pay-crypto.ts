import { createDecipheriv, type KeyObject, sign, verify } from 'node:crypto';

const TAG_BYTES = 16;

export type SealedText = { ciphertext: string; nonce: string; associated_data?: string };

/** SHA256 with RSA, PKCS #1 v1.5. */
export function signText(text: string, key: KeyObject): string {
  return sign('RSA-SHA256', Buffer.from(text), key).toString('base64');
}

export function isSignedText(text: string, signature: string, key: KeyObject): boolean {
  return verify('RSA-SHA256', Buffer.from(text), key, Buffer.from(signature, 'base64'));
}

export function requestMessage(method: string, path: string, timestamp: string, nonce: string, body: string): string {
  return `${method}\n${path}\n${timestamp}\n${nonce}\n${body}\n`;
}

/** Of answers and notices; `raw` is the body as it came, byte for byte. */
export function answerMessage(timestamp: string, nonce: string, raw: string): string {
  return `${timestamp}\n${nonce}\n${raw}\n`;
}

/** What the phone hands to wx.requestPayment. */
export function paymentMessage(appId: string, timeStamp: string, nonceStr: string, prepayId: string): string {
  return `${appId}\n${timeStamp}\n${nonceStr}\nprepay_id=${prepayId}\n`;
}

/** AES-GCM with the APIv3 key. Throws when the key is another or a single bit was changed: `final` is what checks the tag. */
export function openSealed({ ciphertext, nonce, associated_data = '' }: SealedText, apiV3Key: string): string {
  const key = Buffer.from(apiV3Key);
  const bytes = Buffer.from(ciphertext, 'base64');
  if (bytes.length < TAG_BYTES) throw new Error('too short to carry a tag');
  const decipher = createDecipheriv(`aes-${key.length * 8}-gcm` as 'aes-256-gcm', key, Buffer.from(nonce), { authTagLength: TAG_BYTES });
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES)).setAAD(Buffer.from(associated_data));
  return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString();
}
