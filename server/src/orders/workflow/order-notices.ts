import type { TemplateUse } from '@dianquan/shared/push-channels';
import { Injectable } from '@nestjs/common';
import { Campaigns } from '../../delivery/campaigns';
import { InboxItems } from '../../delivery/inbox-items';
import { Clock } from '../../platform/clock';
import type { Tx } from '../../platform/database/sql';
import { OnEvent } from '../../platform/jobs/events';
import { OrderMoved } from '../events';

type Person = { accountId: number; memberId: number };
type News = {
  /** What became of the order, after its number. */
  what: string;
  excerpt: string;
  /** The same news told twice is told once. */
  subject: string;
  use: TemplateUse;
};

/** Tells a shop, in its inboxes and outside, what it has to know or answer about its orders: its owners, and the clerk who ordered. */
@Injectable()
export class OrderNotices {
  constructor(
    private readonly clock: Clock,
    private readonly campaigns: Campaigns,
    private readonly inbox: InboxItems,
  ) {}

  @OnEvent(OrderMoved)
  async onMoved({ orderId, from, to, at }: OrderMoved, tx: Tx): Promise<void> {
    // What went straight through is no news.
    if (to === 'shipped' || (to === 'received' && from === 'outbound'))
      await this.tell(tx, orderId, {
        what: '已发货',
        excerpt: '收到货后请确认，收货码在订单里',
        subject: `shipped:${at}`,
        use: 'order',
      });
  }

  async amended(tx: Tx, orderId: number, version: number): Promise<void> {
    await this.tell(tx, orderId, {
      what: '有修改，请确认',
      excerpt: '供应商修改了商品、数量或价格，同意后继续处理',
      subject: `amended:${version}`,
      use: 'waiting',
    });
  }

  async cancelled(tx: Tx, orderId: number, reason: string): Promise<void> {
    await this.tell(tx, orderId, { what: '已取消', excerpt: reason, subject: 'cancelled', use: 'order' });
  }

  private async tell(tx: Tx, orderId: number, news: News): Promise<void> {
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
    const subject = `order:${orderId}:${news.subject}`;
    const title = `订单 ${order.number} ${news.what}`;
    const page = `/shop/order/index?id=${orderId}`;
    const at = this.clock.now();
    await this.inbox.add(
      tx,
      people.map((person) => ({ ...person, kind: 'order' as const, title, excerpt: news.excerpt, page, subject, at })),
    );
    if (people.length === 0) return;
    const fields = { number: order.number, state: news.what, note: news.excerpt };
    await this.campaigns.start(tx, {
      kind: 'order',
      subject,
      importance: 'order',
      message: { use: news.use, title, summary: news.excerpt, page, category: 'orders', at, fields },
      to: { memberIds: people.map(({ memberId }) => memberId) },
    });
  }
}
