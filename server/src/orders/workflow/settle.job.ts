import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import { JobHandler, type RunningJob } from '../../platform/jobs/job';
import { OrderMoves } from '../order-moves';

/** Lets an order go on by itself when what it waited for has come. Idempotent: an order that can't go on stays as it is. */
@Injectable()
@JobHandler('orders.settle')
export class SettleJob {
  constructor(
    private readonly db: Database,
    private readonly moves: OrderMoves,
  ) {}

  async run(job: RunningJob): Promise<void> {
    const { orderId } = job.payload as { orderId: number };
    await this.db.transaction(async (tx) => {
      await this.moves.settle(tx, await this.moves.open(tx, orderId));
    });
  }
}
