import { Injectable } from '@nestjs/common';

const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

/** The only source of time, so that tests and the demo can move it. */
@Injectable()
export class Clock {
  private offset = 0;

  /** Epoch milliseconds. */
  now(): number {
    return Date.now() + this.offset;
  }

  date(): Date {
    return new Date(this.now());
  }

  advance(ms: number): void {
    this.offset += ms;
  }

  /** The calendar day in Shanghai, as `YYYY-MM-DD`. */
  shanghaiDay(ms: number = this.now()): string {
    return new Date(ms + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10);
  }
}
