import { Injectable } from '@nestjs/common';
import { InboxItems } from '../../delivery/inbox-items';
import { Clock } from '../../platform/clock';
import type { Tx } from '../../platform/database/sql';
import { OnEvent } from '../../platform/jobs/events';
import { OrderMoved } from '../events';

type Person = { accountId: number; memberId: number };

/** Puts into a shop's inboxes what it has to know or answer about its orders: of its owners, and of the clerk who ordered. */
@Injectable()
export class OrderNotices {
  constructor(
    private readonly clock: Clock,
    private readonly inbox: InboxItems,
  ) {}

  @OnEvent(OrderMoved)
  async onMoved({ orderId, from, to, at }: OrderMoved, tx: Tx): Promise<void> {
    // What went straight through is no news.
    if (to === 'shipped' || (to === 'received' && from === 'outbound'))
      await this.tell(tx, orderId, '已发货', '收到货后请确认，收货码在订单里', `shipped:${at}`);
  }

  async amended(tx: Tx, orderId: number, version: number): Promise<void> {
    await this.tell(tx, orderId, '有修改，请确认', '供应商修改了商品、数量或价格，同意后继续处理', `amended:${version}`);
  }

  async cancelled(tx: Tx, orderId: number, reason: string): Promise<void> {
    await this.tell(tx, orderId, '已取消', reason, 'cancelled');
  }

  private async tell(tx: Tx, orderId: number, what: string, excerpt: string, subject: string): Promise<void> {
    const [order] = await tx.query<{ number: string; shopId: number; accountId: number }>(
      'SELECT number, shop_id AS shopId, account_id AS accountId FROM shop_order WHERE id = ?',
      [orderId],
    );
    if (!order) return;
    const people = await tx.query<Person>(
      `SELECT account_id AS accountId, id AS memberId FROM member
       WHERE shop_id = ? AND status = 'active' AND (role = 'owner' OR account_id = ?)`,
      [order.shopId, order.accountId],
    );
    await this.inbox.add(
      tx,
      people.map((person) => ({
        ...person,
        kind: 'order' as const,
        title: `订单 ${order.number} ${what}`,
        excerpt,
        page: `/shop/order/index?id=${orderId}`,
        subject: `order:${orderId}:${subject}`,
        at: this.clock.now(),
      })),
    );
  }
}
