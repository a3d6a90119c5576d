import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/sql';
import { Jobs } from '../platform/jobs/jobs';

export const ASK = 'payments.ask';
export type Subject = { paymentId: number } | { refundId: number };

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const WAITS = [15 * SECOND, 30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 30 * MINUTE, 60 * MINUTE, 180 * MINUTE, 360 * MINUTE];

/** How long to wait before the platform is asked again, when it has been asked so often. */
export const waitAfter = (asks: number): number => WAITS[Math.min(asks, WAITS.length - 1)] as number;

/** Calls to the platform belong behind the commit: a transaction can be run again, a call cannot be undone. */
@Injectable()
export class Asking {
  constructor(private readonly jobs: Jobs) {}

  async soon(tx: Tx, subject: Subject): Promise<void> {
    await this.jobs.add(tx, ASK, subject);
  }
}
