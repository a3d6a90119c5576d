import { randomBytes, randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';

/** The only source of chance: everything here is unguessable. Tests replace it to fix what comes. */
@Injectable()
export class Random {
  /** base64url, `bytes` × 8 bits of chance. */
  token(bytes: number): string {
    return randomBytes(bytes).toString('base64url');
  }

  int(maxExclusive: number): number {
    return randomInt(maxExclusive);
  }

  /** From 0 up to but not including 1. */
  float(): number {
    return randomInt(2 ** 32) / 2 ** 32;
  }
}
