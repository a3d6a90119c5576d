import { createPrivateKey, createPublicKey, sign } from 'node:crypto';

/** Just enough DER for a certificate that others can read: Node reads X.509 and does not write it. */
const der = (tag: number, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const length = body.length < 128 ? [body.length] : lengthBytes(body.length);
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
};

const lengthBytes = (length: number): number[] => {
  const bytes = length < 256 ? [length] : [length >> 8, length & 255];
  return [0x80 | bytes.length, ...bytes];
};

const sequence = (...parts: Buffer[]): Buffer => der(0x30, ...parts);
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const SHA256_RSA = sequence(oid('2a864886f70d01010b'), der(0x05));
const COMMON_NAME = oid('550403');

const named = (name: string): Buffer => sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from(name)))));
const moment = (ms: number): Buffer => der(0x18, Buffer.from(`${new Date(ms).toISOString().replace(/[-:T]|\..*/g, '')}Z`));

/** A certificate signed by its own key, as PEM. `serial` is hex of at most 20 bytes, the first below 80. */
export function selfSigned(privateKey: string, { serial, from, until }: { serial: string; from: number; until: number }): string {
  const key = createPrivateKey(privateKey);
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const name = named('Tenpay.com Root CA, simulated');
  const version = der(0xa0, der(0x02, Buffer.from([2])));
  const number = der(0x02, Buffer.from(serial, 'hex'));
  const body = sequence(version, number, SHA256_RSA, name, sequence(moment(from), moment(until)), name, publicKey);
  const signature = der(0x03, Buffer.from([0]), sign('sha256', body, key));
  const base64 = sequence(body, SHA256_RSA, signature).toString('base64');
  return `-----BEGIN CERTIFICATE-----\n${base64.match(/.{1,64}/g)?.join('\n')}\n-----END CERTIFICATE-----\n`;
}
