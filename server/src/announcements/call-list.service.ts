import type { Input } from '@dianquan/shared/contract/all';
import type { CallRow } from '@dianquan/shared/contract/call-list';
import { Injectable } from '@nestjs/common';
import { Campaigns } from '../delivery/campaigns';
import { shopScope } from '../members/shop-scope';
import { Audit } from '../platform/audit/audit';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import { type SqlValue, upsertMany } from '../platform/database/sql';
import { NotFound } from '../platform/errors';
import type { StaffActor } from '../platform/http/actor';
import { decodeCursor, pageOfRows } from '../platform/http/cursor';

type Row = {
  announcement_id: number;
  title: string;
  must_acknowledge: number;
  published_at: number;
  member_id: number;
  name: string;
  is_owner: number;
  phone: string | null;
  shop_id: number;
  shop_name: string;
  value: number;
  called_at: number | null;
  result: CallRow['lastCall'] extends infer C ? (C extends { result: infer R } ? R : never) : never;
  note: string | null;
  task_since: number | null;
};
type Selection = { announcementId?: number; memberId?: number; tasks?: boolean; after?: [number, number, number] | null; limit: number };

/** Whether somebody (`c`: the last call to them) is still to be called. */
export const NOT_SETTLED = `(c.result IS NULL OR c.result = 'no_answer')`;
/** A notice drops off the list after so many days: by then it is no longer news. */
export const FRESH_DAYS = 30;

/**
 * Whom to call: the unread of the shops that one may see, what has become a task and what may be read without a call. Who reads is gone
 * from the next look.
 */
@Injectable()
export class CallListService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly campaigns: Campaigns,
  ) {}

  /** By value at stake, then newest notice first. */
  async list(me: StaffActor, input: Input<'announcements.callList'>): Promise<{ items: CallRow[]; next: string | null }> {
    const after = decodeCursor(input.cursor, ['number', 'number', 'number']) as [number, number, number] | null;
    const { announcementId, tasks } = input;
    const rows = await this.select(me, { announcementId, tasks, after, limit: input.limit + 1 });
    const page = pageOfRows(rows, input.limit, (row) => [row.value, row.announcement_id, row.member_id]);
    return { items: page.rows.map(present), next: page.next };
  }

  async noteCall(me: StaffActor, input: Input<'announcements.noteCall'>): Promise<CallRow> {
    const [row] = await this.select(me, { announcementId: input.announcementId, memberId: input.memberId, limit: 1 });
    if (!row) throw new NotFound();
    const at = this.clock.now();
    await this.db.transaction(async (tx) => {
      await upsertMany(
        tx,
        'announcement_call',
        ['announcement_id', 'member_id', 'staff_id', 'result', 'note', 'at'],
        [[input.announcementId, input.memberId, me.staff.id, input.result, input.note, at]],
        ['announcement_id', 'member_id'],
        ['staff_id', 'result', 'note', 'at'],
      );
      // Whoever was told needs no message any more; whoever did not answer may still get one.
      if (input.result !== 'no_answer') await this.campaigns.settle(tx, `announcement:${input.announcementId}`, [input.memberId], 'called');
      await this.audit.record(tx, me, 'announcements.noteCall', `announcement:${input.announcementId}`, {
        memberId: input.memberId,
        result: input.result,
      });
    });
    return { ...present(row), lastCall: { at: new Date(at).toISOString(), result: input.result, note: input.note } };
  }

  private select(me: StaffActor, options: Selection): Promise<Row[]> {
    const scope = shopScope(me, 's');
    const parts = [scope.sql];
    const params = [this.clock.now() - FRESH_DAYS * 86_400_000, ...(scope.params as SqlValue[])];
    if (options.announcementId !== undefined) {
      parts.push('a.id = ?');
      params.push(options.announcementId);
    }
    if (options.memberId !== undefined) {
      parts.push('r.member_id = ?');
      params.push(options.memberId);
    }
    if (options.tasks) parts.push(`t.announcement_id IS NOT NULL AND ${NOT_SETTLED}`);
    if (options.after) {
      const [value, announcementId, memberId] = options.after;
      parts.push('(s.spend_90d_fen < ? OR (s.spend_90d_fen = ? AND (a.id < ? OR (a.id = ? AND r.member_id > ?))))');
      params.push(value, value, announcementId, announcementId, memberId);
    }
    return this.db.query<Row>(
      `SELECT r.announcement_id, a.title, a.must_acknowledge, a.published_at, r.member_id, m.name, r.is_owner, acc.phone, r.shop_id, s.name AS shop_name,
         s.spend_90d_fen AS value, c.at AS called_at, c.result, c.note, t.created_at AS task_since
       FROM announcement a JOIN announcement_recipient r ON r.announcement_id = a.id AND r.read_at IS NULL
         JOIN shop s ON s.id = r.shop_id JOIN member m ON m.id = r.member_id AND m.status = 'active' JOIN account acc ON acc.id = m.account_id
         LEFT JOIN announcement_call c ON c.announcement_id = r.announcement_id AND c.member_id = r.member_id
         LEFT JOIN announcement_task t ON t.announcement_id = r.announcement_id AND t.member_id = r.member_id
       WHERE a.state = 'published' AND a.published_at > ? AND ${parts.join(' AND ')}
       ORDER BY s.spend_90d_fen DESC, a.id DESC, r.member_id LIMIT ${options.limit}`,
      params,
    );
  }
}

function present(row: Row): CallRow {
  return {
    announcementId: row.announcement_id,
    title: row.title,
    memberId: row.member_id,
    name: row.name,
    role: row.is_owner ? 'owner' : 'clerk',
    phone: row.phone,
    shopId: row.shop_id,
    shopName: row.shop_name,
    publishedAt: new Date(row.published_at).toISOString(),
    mustAcknowledge: Boolean(row.must_acknowledge),
    value: row.value,
    lastCall: row.called_at === null ? null : { at: new Date(row.called_at).toISOString(), result: row.result, note: row.note ?? '' },
    taskSince: row.task_since === null ? null : new Date(row.task_since).toISOString(),
  };
}
