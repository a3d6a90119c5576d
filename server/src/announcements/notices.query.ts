import type { AnnouncementCategory } from '@dianquan/shared/contract/announcements';
import type { Sql } from '../platform/database/sql';

export type NoticeRow = {
  id: number;
  title: string;
  category: AnnouncementCategory;
  excerpt: string;
  cover_file_id: number | null;
  button: string | null;
  published_at: number;
  must_acknowledge: number;
  has_question: number;
  corrected_at: number | null;
  delivered_at: number | null;
  read_at: number | null;
  acknowledged_at: number | null;
};
export type Position = { at: number; id: number };

const COLUMNS = `a.id, a.title, a.category, a.excerpt, a.cover_file_id, a.button, a.published_at, a.must_acknowledge, a.question IS NOT NULL AS has_question, a.corrected_at`;

/** The notices of one person, newest first, below a position. */
export function noticesOf(
  sql: Sql,
  memberId: number,
  options: { before: Position | null; unread?: boolean; limit: number },
): Promise<NoticeRow[]> {
  const { before } = options;
  return sql.query<NoticeRow>(
    `SELECT ${COLUMNS}, r.delivered_at, r.read_at, r.acknowledged_at FROM announcement_recipient r JOIN announcement a ON a.id = r.announcement_id
     WHERE r.member_id = ? AND a.state = 'published' ${options.unread ? 'AND r.read_at IS NULL' : ''} ${before ? BELOW : ''}
     ORDER BY a.published_at DESC, a.id DESC LIMIT ${options.limit}`,
    [memberId, ...below(before)],
  );
}

/** For staff, who are no recipients: everything that is out. */
export function publishedNotices(sql: Sql, options: { before: Position | null; limit: number }): Promise<NoticeRow[]> {
  const { before } = options;
  return sql.query<NoticeRow>(
    `SELECT ${COLUMNS}, a.published_at AS delivered_at, a.published_at AS read_at, NULL AS acknowledged_at FROM announcement a
     WHERE a.state = 'published' ${before ? BELOW : ''} ORDER BY a.published_at DESC, a.id DESC LIMIT ${options.limit}`,
    below(before),
  );
}

/** Unread notices, and those that still wait for an acknowledgement, oldest of the waiting first. */
export async function waitingOf(
  sql: Sql,
  memberId: number,
): Promise<{ unread: number; acknowledge: number; firstAnnouncementId: number | null }> {
  const [row] = await sql.query<{ unread: number; acknowledge: number; first_id: number | null }>(
    `SELECT COALESCE(SUM(CASE WHEN r.read_at IS NULL THEN 1 ELSE 0 END), 0) AS unread,
       COALESCE(SUM(CASE WHEN r.acknowledged_at IS NULL AND (a.must_acknowledge = 1 OR a.question IS NOT NULL) THEN 1 ELSE 0 END), 0) AS acknowledge,
       MIN(CASE WHEN r.acknowledged_at IS NULL AND (a.must_acknowledge = 1 OR a.question IS NOT NULL) THEN a.id END) AS first_id
     FROM announcement_recipient r JOIN announcement a ON a.id = r.announcement_id AND a.state = 'published' WHERE r.member_id = ?`,
    [memberId],
  );
  return { unread: Number(row?.unread ?? 0), acknowledge: Number(row?.acknowledge ?? 0), firstAnnouncementId: row?.first_id ?? null };
}

const BELOW = 'AND (a.published_at < ? OR (a.published_at = ? AND a.id < ?))';
const below = (before: Position | null): number[] => (before ? [before.at, before.at, before.id] : []);
