import { createHash, randomBytes } from 'node:crypto';

const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Real randomness, or with a seed always the same bytes in the same order. */
export class Randomness {
  private counter = 0;

  constructor(private readonly seed?: string) {}

  bytes(size: number): Buffer {
    if (this.seed === undefined) return randomBytes(size);
    const blocks: Buffer[] = [];
    for (let have = 0; have < size; have += 32) {
      blocks.push(
        createHash('sha256')
          .update(`${this.seed}:${this.counter++}`)
          .digest(),
      );
    }
    return Buffer.concat(blocks).subarray(0, size);
  }

  alphanumeric(length: number): string {
    return [...this.bytes(length)].map((byte) => ALPHANUMERIC[byte % ALPHANUMERIC.length]).join('');
  }

  hex(length: number): string {
    return this.bytes(Math.ceil(length / 2))
      .toString('hex')
      .slice(0, length);
  }

  urlSafe(length: number): string {
    return this.bytes(length).toString('base64url').slice(0, length);
  }
}
