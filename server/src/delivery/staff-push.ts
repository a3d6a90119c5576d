import { createHash } from 'node:crypto';
import { groupBy } from '@dianquan/shared/group-by';
import { Injectable } from '@nestjs/common';
import { inList, type Tx } from '../platform/database/sql';
import { Campaigns } from './campaigns';
import type { NewInboxItem } from './inbox-items';

type Told = Pick<NewInboxItem, 'accountId' | 'title' | 'excerpt' | 'page' | 'subject' | 'at'>;

/** Staff don't sit before the app: what their inbox asks of them is told in WeCom too. */
@Injectable()
export class StaffPush {
  constructor(private readonly campaigns: Campaigns) {}

  /** People with the same words get the same message. Told again under the same subject, it is told once. */
  async tell(tx: Tx, items: readonly Told[]): Promise<void> {
    for (const same of groupBy(items, ({ subject, title }) => `${subject}\n${title}`).values()) {
      const [first] = same;
      const staffIds = await staffOf(
        tx,
        same.map(({ accountId }) => accountId),
      );
      if (!first || staffIds.length === 0) continue;
      const { title, excerpt: summary, page, at } = first;
      await this.campaigns.start(tx, {
        kind: 'staff',
        subject: `staff:${createHash('sha256').update(`${first.subject}\n${title}`).digest('hex').slice(0, 32)}`,
        importance: 'must',
        message: { use: 'waiting', title, summary, page, category: 'orders', at },
        to: { staffIds },
        channels: ['wecom-app'],
      });
    }
  }
}

async function staffOf(tx: Tx, accountIds: number[]): Promise<number[]> {
  const ids = inList(accountIds);
  const rows = await tx.query<{ id: number }>(
    `SELECT id FROM staff WHERE account_id IN ${ids.sql} AND disabled_at IS NULL ORDER BY id`,
    ids.params,
  );
  return rows.map(({ id }) => id);
}
