import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import { AppError } from '../platform/errors';
import { Scheduled } from '../platform/jobs/scheduled';
import { OrderCancels } from './workflow/order-cancels';

const EVERY_MS = 30_000;
const AT_ONCE = 200;

/** Gives back what was reserved for orders that nobody paid for in time. */
@Injectable()
export class ReservationExpiry {
  private readonly logger = new Logger(ReservationExpiry.name);

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly cancels: OrderCancels,
  ) {}

  /** Idempotent: an order is looked at again under its lock, and one that was paid meanwhile stays. */
  @Scheduled('orders.expiry', { everyMs: EVERY_MS })
  async run(): Promise<void> {
    for (let last = 0; ; ) {
      const due = await this.db.query<{ id: number }>(
        'SELECT id FROM shop_order WHERE expires_at <= ? AND closed_at IS NULL AND id > ? ORDER BY id LIMIT ?',
        [this.clock.now(), last, AT_ONCE],
      );
      for (const { id } of due) await this.expire(id);
      last = due.at(-1)?.id ?? last;
      if (due.length < AT_ONCE) return;
    }
  }

  private async expire(id: number): Promise<void> {
    await this.db
      .transaction((tx) => this.cancels.cancel(tx, id, 'system', '超过付款时限，订单自动取消'))
      .catch((error: unknown) => {
        // Paid a moment ago, or closed by somebody else: there is nothing to give back.
        if (!(error instanceof AppError)) throw error;
        this.logger.debug(`order ${id} was not called off: ${error.code}`);
      });
  }
}
