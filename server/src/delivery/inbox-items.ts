import type { INBOX_KINDS, InboxItem } from '@dianquan/shared/contract/home';
import { Injectable } from '@nestjs/common';
import { inList, insertMany, type Sql, startingWith, type Tx } from '../platform/database/sql';

export type InboxKind = (typeof INBOX_KINDS)[number];
export type NewInboxItem = {
  accountId: number;
  /** The membership it concerns; null for staff and for the person as such. */
  memberId: number | null;
  kind: Exclude<InboxKind, 'announcement'>;
  title: string;
  excerpt: string;
  page: string;
  /** What it is about; the same subject for the same person is one item. */
  subject: string;
  at: number;
};
type Row = { id: number; kind: InboxKind; title: string; excerpt: string; page: string; created_at: number; read_at: number | null };
/** Whose inbox: everything of the person as such, and of the membership acted under. */
export type Reader = { accountId: number; memberId: number | null };

/** The in-app channel for what concerns one person. Announcements are not copied here: their recipient rows are their items. */
@Injectable()
export class InboxItems {
  /** Telling the same thing again adds nothing. */
  async add(tx: Tx, items: NewInboxItem[]): Promise<void> {
    await insertMany(
      tx,
      'inbox_item',
      ['account_id', 'member_id', 'kind', 'title', 'excerpt', 'page', 'subject', 'created_at'],
      items.map((item) => [
        item.accountId,
        item.memberId,
        item.kind,
        cut(item.title, 120),
        cut(item.excerpt, 200),
        item.page,
        item.subject,
        item.at,
      ]),
      { ignore: true },
    );
  }

  async list(
    sql: Sql,
    reader: Reader,
    options: { before: { at: number; id: number } | null; unread: boolean; limit: number },
  ): Promise<{ item: InboxItem; at: number; id: number }[]> {
    const { before } = options;
    const rows = await sql.query<Row>(
      `SELECT id, kind, title, excerpt, page, created_at, read_at FROM inbox_item WHERE account_id = ? AND (member_id IS NULL OR member_id = ?)
         ${options.unread ? 'AND read_at IS NULL' : ''} ${before ? 'AND (created_at < ? OR (created_at = ? AND id < ?))' : ''}
       ORDER BY created_at DESC, id DESC LIMIT ${options.limit}`,
      [reader.accountId, reader.memberId ?? 0, ...(before ? [before.at, before.at, before.id] : [])],
    );
    return rows.map((row) => ({ item: present(row), at: row.created_at, id: row.id }));
  }

  async countUnread(sql: Sql, reader: Reader): Promise<number> {
    const [row] = await sql.query<{ n: number }>(
      'SELECT COUNT(*) AS n FROM inbox_item WHERE account_id = ? AND read_at IS NULL AND (member_id IS NULL OR member_id = ?)',
      [reader.accountId, reader.memberId ?? 0],
    );
    return Number(row?.n ?? 0);
  }

  /** What was asked of these people has been done, perhaps by another of them: nobody need open it any more. */
  async settle(tx: Tx, accountIds: number[], subjectStart: string, at: number): Promise<void> {
    const ids = inList(accountIds);
    await tx.execute(`UPDATE inbox_item SET read_at = ? WHERE account_id IN ${ids.sql} AND read_at IS NULL AND subject LIKE ? ESCAPE '!'`, [
      at,
      ...ids.params,
      startingWith(subjectStart),
    ]);
  }

  /** `ids` null: all of them. */
  async markRead(tx: Tx, reader: Reader, ids: number[] | null, at: number): Promise<void> {
    if (ids?.length === 0) return;
    await tx.execute(
      `UPDATE inbox_item SET read_at = ? WHERE account_id = ? AND read_at IS NULL AND (member_id IS NULL OR member_id = ?)
       ${ids ? `AND id IN (${ids.map(() => '?').join(',')})` : ''}`,
      [at, reader.accountId, reader.memberId ?? 0, ...(ids ?? [])],
    );
  }
}

const cut = (text: string, max: number): string => [...text].slice(0, max).join('');

function present(row: Row): InboxItem {
  return {
    key: `item:${row.id}`,
    kind: row.kind,
    title: row.title,
    excerpt: row.excerpt,
    at: new Date(row.created_at).toISOString(),
    read: row.read_at !== null,
    page: row.page,
    mustAcknowledge: false,
  };
}
