import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock';
import type { Tx } from '../platform/database/sql';
import { Asking } from './asking';
import { lockPaymentsOf } from './payment-rows';

/** Payments by WeChat that nobody has confirmed on the phone yet. */
@Injectable()
export class WaitingPayments {
  constructor(
    private readonly clock: Clock,
    private readonly asking: Asking,
  ) {}

  /**
   * No longer wanted. The platform hears of it afterwards; if somebody was quicker on the phone, the payment is settled all the same.
   * What was said to have been handed over stays with finance, who look for the money.
   */
  async close(tx: Tx, orderId: number): Promise<void> {
    for (const { id, method, state } of await lockPaymentsOf(tx, orderId)) {
      if (method !== 'wechat' || state !== 'waiting') continue;
      await tx.execute(`UPDATE payment SET state = 'closed', open_order_id = NULL, next_ask_at = ?, asks = 0 WHERE id = ?`, [
        this.clock.now(),
        id,
      ]);
      await this.asking.soon(tx, { paymentId: id });
    }
  }
}
