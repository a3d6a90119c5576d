import { Injectable } from '@nestjs/common';
import { PaymentRefunded, PaymentSettled } from '../../payments/events';
import { OrderPayments } from '../../payments/order-payments';
import type { Tx } from '../../platform/database/sql';
import { OnEvent } from '../../platform/jobs/events';
import { dueOf } from '../order-facts';
import { OrderMoves } from '../order-moves';
import { lockOrder } from '../order-rows';

/** Keeps what orders were paid, and lets them go on when they are. */
@Injectable()
export class PaymentFollowers {
  constructor(
    private readonly moves: OrderMoves,
    private readonly payments: OrderPayments,
  ) {}

  /** Money for an order that is closed goes back; what comes twice for an open one is the payments room's to return. */
  @OnEvent(PaymentSettled)
  async onSettled({ orderId, fen }: PaymentSettled, tx: Tx): Promise<void> {
    if (orderId === null) return;
    await lockOrder(tx, orderId);
    await tx.execute('UPDATE shop_order SET paid_fen = paid_fen + ? WHERE id = ?', [fen, orderId]);
    const order = await this.moves.open(tx, orderId);
    const due = dueOf(order.record);
    if (order.facts.state === 'cancelled' || order.facts.state === 'completed') {
      const over = Math.min(fen, -due);
      if (over > 0) await this.payments.refund(tx, orderId, over, '订单已结束，付款退回');
      return;
    }
    if (due > 0) return;
    // Finance has seen the money by confirming it.
    if (order.record.paymentMethod === 'offline' && order.record.needsFinance === 1)
      await tx.execute('UPDATE shop_order SET needs_finance = 0 WHERE id = ?', [orderId]);
    await this.moves.settlePaid(tx, await this.moves.again(tx, order), { fen });
  }

  @OnEvent(PaymentRefunded)
  async onRefunded({ orderId, fen }: PaymentRefunded, tx: Tx): Promise<void> {
    if (orderId !== null) await tx.execute('UPDATE shop_order SET refunded_fen = refunded_fen + ? WHERE id = ?', [fen, orderId]);
  }
}
