import { Injectable } from '@nestjs/common';
import { OrderPayments } from '../../payments/order-payments';
import { Audit } from '../../platform/audit/audit';
import { Database, type Tx } from '../../platform/database/database';
import type { Actor } from '../../platform/http/actor';
import { Reservations } from '../goods/reservations';
import { type OpenOrder, OrderMoves } from '../order-moves';
import { findOrder } from '../order-rows';
import { OrderNotices } from './order-notices';
import { OrderRefunds } from './refunds';

/** Calling an order off: its goods are free again, what was paid goes back. */
@Injectable()
export class OrderCancels {
  constructor(
    private readonly audit: Audit,
    private readonly db: Database,
    private readonly moves: OrderMoves,
    private readonly notices: OrderNotices,
    private readonly payments: OrderPayments,
    private readonly refunds: OrderRefunds,
    private readonly reservations: Reservations,
  ) {}

  async cancelFor(me: Actor, orderId: number, reason: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      await findOrder(tx, me, orderId);
      const order = await this.cancel(tx, orderId, me, reason);
      if (me.staff) await this.audit.record(tx, me, 'orders.cancel', `order:${orderId}`, { number: order.record.number, reason });
    });
  }

  /** `system`: nobody paid in time. @throws Refused when it can't be cancelled any more, or not by this person */
  async cancel(tx: Tx, orderId: number, me: Actor | 'system', reason: string): Promise<OpenOrder> {
    const open = await this.moves.open(tx, orderId);
    const { record } = await this.moves.take(tx, open, 'cancel', me, { note: reason });
    await tx.execute('UPDATE order_line SET cancelled = 1 WHERE order_id = ?', [orderId]);
    await this.reservations.releaseAll(tx, orderId);
    await this.refunds.reopen(tx, record, -(record.totalFen - record.chargedFen));
    await this.payments.closeWaiting(tx, orderId);
    await this.refunds.refundSurplus(tx, record, '订单取消');
    if (me === 'system' || me.member?.shopId !== record.shopId) await this.notices.cancelled(tx, orderId, reason);
    return this.moves.again(tx, open);
  }
}
