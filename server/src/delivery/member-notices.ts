import { Injectable } from '@nestjs/common';
import { AccountErased, MemberConfirmed, MemberJoined, MemberRemoved } from '../members/events';
import { inList, type Tx } from '../platform/database/sql';
import { OnEvent } from '../platform/jobs/events';
import { InboxItems } from './inbox-items';

type Person = { account_id: number; member_id: number; name: string };

/** Puts into people's inboxes what happened to their membership. */
@Injectable()
export class MemberNotices {
  constructor(private readonly inbox: InboxItems) {}

  /** A clerk who waits is the owner's to confirm. */
  @OnEvent(MemberJoined)
  async onJoined(event: MemberJoined, tx: Tx): Promise<void> {
    if (event.status !== 'pending') return;
    const [joined] = await tx.query<{ name: string }>('SELECT name FROM member WHERE id = ?', [event.memberId]);
    const owners = await tx.query<Person>(
      `SELECT account_id, id AS member_id, name FROM member WHERE shop_id = ? AND role = 'owner' AND status = 'active'`,
      [event.shopId],
    );
    await this.inbox.add(
      tx,
      owners.map((owner) => ({
        accountId: owner.account_id,
        memberId: owner.member_id,
        kind: 'clerk_waiting' as const,
        title: `${joined?.name ?? '有人'} 申请加入您的门店`,
        excerpt: '请确认是否是您的店员',
        page: '/shop/people/index',
        subject: `waiting:${event.memberId}:${event.at}`,
        at: event.at,
      })),
    );
  }

  @OnEvent(MemberConfirmed)
  async onConfirmed(event: MemberConfirmed, tx: Tx): Promise<void> {
    await this.settle(tx, event);
    const [shop] = await tx.query<{ name: string }>('SELECT name FROM shop WHERE id = ?', [event.shopId]);
    await this.inbox.add(tx, [
      {
        accountId: event.accountId,
        memberId: event.memberId,
        kind: 'membership',
        title: `您已加入 ${shop?.name ?? '门店'}`,
        excerpt: '店主已确认，现在可以查看公告和社区',
        page: '/pages/home/index',
        subject: `confirmed:${event.memberId}:${event.at}`,
        at: event.at,
      },
    ]);
  }

  @OnEvent(MemberRemoved)
  async onRemoved(event: MemberRemoved, tx: Tx): Promise<void> {
    await this.settle(tx, event);
  }

  /** Whoever decided about the one who waited, no owner needs to be asked any more. */
  private async settle(tx: Tx, { memberId, shopId, at }: MemberConfirmed | MemberRemoved): Promise<void> {
    const owners = await tx.query<{ id: number }>(`SELECT account_id AS id FROM member WHERE shop_id = ? AND role = 'owner'`, [shopId]);
    await this.inbox.settle(
      tx,
      owners.map(({ id }) => id),
      `waiting:${memberId}:`,
      at,
    );
  }

  @OnEvent(AccountErased)
  async onErased(event: AccountErased, tx: Tx): Promise<void> {
    const ids = inList(event.memberIds);
    await tx.execute(`DELETE FROM inbox_item WHERE account_id = ? OR member_id IN ${ids.sql}`, [event.accountId, ...ids.params]);
  }
}
