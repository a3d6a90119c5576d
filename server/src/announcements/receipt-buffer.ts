import { groupBy } from '@dianquan/shared/group-by';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Database } from '../platform/database/database';
import { Unavailable } from '../platform/errors';
import { AnnouncementPushes } from './announcement-pushes';
import { addReadingTime, LaterReadings } from './later-readings';
import { applyReceipts, type OnFirstRead, type Receipt } from './receipts';

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
  private readonly later = new LaterReadings();

  constructor(
    private readonly db: Database,
    private readonly pushes: AnnouncementPushes,
  ) {}

  private readonly onFirstRead: OnFirstRead = (tx, announcementId, memberIds) => this.pushes.settleRead(tx, announcementId, memberIds);

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
      const rest = batch.filter(({ receipt }) => !this.later.isOne(receipt));
      const later = batch.filter(({ receipt }) => this.later.isOne(receipt));
      for (const [announcementId, own] of groupBy(later, ({ receipt }) => receipt.announcementId))
        rest.push(...(await this.addTime(announcementId, own)));
      if (rest.length > 0) await this.commit(rest);
    }
    this.running = null;
  }

  /** @returns those that it couldn't deal with */
  private async addTime(announcementId: number, batch: Waiting[]): Promise<Waiting[]> {
    const receipts = batch.map((one) => one.receipt);
    try {
      const complete = await addReadingTime(this.db, announcementId, receipts);
      if (complete) {
        for (const one of batch) one.resolve(true);
        return [];
      }
      // Somebody is no recipient any more, or the notice was taken back. Who, the longer way knows; the time has been added.
      this.later.forget(receipts);
      return batch.map((one) => ({ ...one, receipt: { ...one.receipt, seconds: 0 } }));
    } catch (error) {
      if (!(error instanceof Unavailable)) return batch;
      for (const one of batch) one.reject(error);
      return [];
    }
  }

  private async commit(batch: Waiting[]): Promise<void> {
    const receipts = batch.map((one) => one.receipt);
    try {
      const found = await this.db.transaction((tx) => applyReceipts(tx, receipts, this.onFirstRead));
      this.later.remember(receipts.filter((_, i) => found[i]));
      for (const [i, one] of batch.entries()) one.resolve(found[i] ?? false);
    } catch (error) {
      if (batch.length === 1 || error instanceof Unavailable) for (const one of batch) one.reject(error);
      else for (const one of batch) await this.commit([one]);
    }
  }
}
