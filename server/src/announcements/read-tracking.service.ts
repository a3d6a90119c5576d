import type { Input } from '@dianquan/shared/contract/all';
import type { RecipientRow } from '@dianquan/shared/contract/announcements';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import { NotFound, Refused } from '../platform/errors';
import type { MemberActor, StaffActor } from '../platform/http/actor';
import { decodeCursor, pageOfRows } from '../platform/http/cursor';
import type { Question } from './announcement.entity';
import { ReceiptBuffer } from './receipt-buffer';
import { listRecipients, listUnread, presentRecipient, type RecipientFilter, type RecipientRecord } from './recipients.query';

type Page = { items: RecipientRow[]; next: string | null };
type ListInput = RecipientFilter & { id: number; limit: number; cursor?: string };

/** Receipts of recipients, and the questions who has and who has not. */
@Injectable()
export class ReadTrackingService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly receipts: ReceiptBuffer,
  ) {}

  /** A reading that was kept while offline brings its own time; it can lie neither ahead nor more than thirty days back. */
  async markRead(me: MemberActor, input: Input<'announcements.markRead'>): Promise<void> {
    const now = this.clock.now();
    const at = input.at === undefined ? now : Math.min(now, Math.max(Date.parse(input.at), now - 30 * 86_400_000));
    const found = await this.receipts.add({ announcementId: input.id, memberId: me.member.id, kind: 'read', at, seconds: input.seconds });
    if (!found) throw new NotFound();
  }

  async acknowledge(
    me: MemberActor,
    input: Input<'announcements.acknowledge'>,
  ): Promise<{ acknowledgedAt: string; understoodAt: string | null }> {
    const [row] = await this.db.query<{ question: string | null; state: string }>(
      `SELECT a.question, a.state FROM announcement a JOIN announcement_recipient r ON r.announcement_id = a.id AND r.member_id = ? WHERE a.id = ?`,
      [me.member.id, input.id],
    );
    if (!row || row.state === 'draft' || row.state === 'publishing') throw new NotFound();
    if (row.state === 'withdrawn') throw new Refused('announcement_withdrawn');
    const question = row.question === null ? null : (JSON.parse(row.question) as Question);
    if (question && input.answer === undefined) throw new Refused('answer_required');
    if (question && input.answer !== question.right) throw new Refused('answer_wrong');
    const found = await this.receipts.add({
      announcementId: input.id,
      memberId: me.member.id,
      kind: 'acknowledged',
      at: this.clock.now(),
      understood: question !== null,
    });
    if (!found) throw new NotFound();
    const [mine] = await this.db.query<{ acknowledged_at: number; understood_at: number | null }>(
      'SELECT acknowledged_at, understood_at FROM announcement_recipient WHERE announcement_id = ? AND member_id = ?',
      [input.id, me.member.id],
    );
    if (!mine) throw new NotFound();
    return {
      acknowledgedAt: new Date(mine.acknowledged_at).toISOString(),
      understoodAt: mine.understood_at === null ? null : new Date(mine.understood_at).toISOString(),
    };
  }

  /** Not awaited by whoever lists: that a notice arrived is worth a row, not a wait, and the next listing says it again. */
  markDelivered(memberId: number, announcementIds: number[]): void {
    const at = this.clock.now();
    for (const announcementId of announcementIds)
      this.receipts.add({ announcementId, memberId, kind: 'delivered', at }).catch(() => undefined);
  }

  async recipients(me: StaffActor, input: ListInput): Promise<Page> {
    const after = afterOf(input.cursor);
    return present(await listRecipients(this.db, me, input.id, input, after, input.limit + 1), input.limit);
  }

  async unread(me: StaffActor, input: ListInput): Promise<Page> {
    const after = afterOf(input.cursor);
    return present(await listUnread(this.db, me, input.id, input, after, input.limit + 1), input.limit);
  }
}

const afterOf = (cursor: string | undefined): number => (decodeCursor(cursor, ['number'])?.[0] as number | undefined) ?? 0;

function present(rows: RecipientRecord[], limit: number): Page {
  const page = pageOfRows(rows, limit, (row) => [row.member_id]);
  return { items: page.rows.map(presentRecipient), next: page.next };
}
