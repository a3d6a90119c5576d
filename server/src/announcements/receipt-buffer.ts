import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Database } from '../platform/database/database';
import { Unavailable } from '../platform/errors';
import { applyReceipts, type Receipt } from './receipts';

const BATCH = 500;
type Waiting = { receipt: Receipt; resolve: (found: boolean) => void; reject: (error: unknown) => void };

/**
 * Puts receipts that arrive together into one transaction. Each caller is answered only after its commit; a batch that fails is
 * retried one by one, so that one bad receipt spoils no other, unless the database is gone: then all fail alike. Nothing waits for a
 * timer: while one batch commits the next collects.
 */
@Injectable()
export class ReceiptBuffer implements OnApplicationShutdown {
  private waiting: Waiting[] = [];
  private running: Promise<void> | null = null;

  constructor(private readonly db: Database) {}

  /** @returns whether there is such a recipient */
  add(receipt: Receipt): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ receipt, resolve, reject });
      this.running ??= this.drain();
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.running;
  }

  private async drain(): Promise<void> {
    // Lets the requests of this turn of the event loop get in.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, BATCH);
      await this.commit(batch);
    }
    this.running = null;
  }

  private async commit(batch: Waiting[]): Promise<void> {
    try {
      const found = await this.db.transaction((tx) =>
        applyReceipts(
          tx,
          batch.map((one) => one.receipt),
        ),
      );
      for (const [i, one] of batch.entries()) one.resolve(found[i] ?? false);
    } catch (error) {
      if (batch.length === 1 || error instanceof Unavailable) for (const one of batch) one.reject(error);
      else for (const one of batch) await this.commit([one]);
    }
  }
}
