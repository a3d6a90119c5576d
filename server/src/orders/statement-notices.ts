import { Injectable } from '@nestjs/common';
import { InboxItems } from '../delivery/inbox-items';
import { StatementReplied } from '../payments/events';
import type { Tx } from '../platform/database/sql';
import { OnEvent } from '../platform/jobs/events';

type Owner = { accountId: number; memberId: number };

/** Owners, who objected to something in a statement, are told what finance says to it. */
@Injectable()
export class StatementNotices {
  constructor(private readonly inbox: InboxItems) {}

  @OnEvent(StatementReplied)
  async onReplied({ shopId, month, lineId, text, at }: StatementReplied, tx: Tx): Promise<void> {
    const owners = await tx.query<Owner>(
      `SELECT account_id AS accountId, id AS memberId FROM member WHERE shop_id = ? AND role = 'owner' AND status = 'active'`,
      [shopId],
    );
    const [year, number] = month.split('-').map(Number);
    await this.inbox.add(
      tx,
      owners.map((owner) => ({
        ...owner,
        kind: 'order' as const,
        title: `财务答复了${year}年${number}月对账单的异议`,
        excerpt: text,
        page: `/shop/statement/index?shopId=${shopId}&month=${month}`,
        subject: `statement:${shopId}:${month}:${lineId}:${at}`,
        at,
      })),
    );
  }
}
