import type { RecipientRow } from '@dianquan/shared/contract/announcements';
import type { MemberRole } from '@dianquan/shared/roles';
import { shopScope } from '../members/shop-scope';
import type { Fragment, Sql, SqlValue } from '../platform/database/sql';
import type { StaffActor } from '../platform/http/actor';
import { presentMarks, type ReceiptMarks, SELECTED_MARKS } from './receipt-marks';

export type RecipientFilter = {
  shopId?: number;
  staffId?: number;
  regionCode?: string;
  role?: MemberRole;
  state?: 'unread' | 'read' | 'acknowledged' | 'understood';
};
export type RecipientRecord = ReceiptMarks & {
  member_id: number;
  name: string;
  is_owner: number;
  phone: string | null;
  shop_id: number;
  shop_name: string;
  salesperson_name: string | null;
};
type Chunk = { first_member_id: number; last_member_id: number };

const SELECT = `SELECT r.member_id, m.name, r.is_owner, a.phone, r.shop_id, s.name AS shop_name, st.name AS salesperson_name,
    ${SELECTED_MARKS}
  FROM announcement_recipient r JOIN member m ON m.id = r.member_id JOIN account a ON a.id = m.account_id
    JOIN shop s ON s.id = r.shop_id LEFT JOIN staff st ON st.id = s.owner_staff_id`;

/** Recipients in order of member id, within what the actor may see. */
export async function listRecipients(
  sql: Sql,
  me: StaffActor,
  announcementId: number,
  filter: RecipientFilter,
  after: number,
  limit: number,
): Promise<RecipientRecord[]> {
  const where = whereOf(me, filter);
  return sql.query<RecipientRecord>(
    `${SELECT} WHERE r.announcement_id = ? AND r.member_id > ? AND ${where.sql} ORDER BY r.member_id LIMIT ${limit}`,
    [announcementId, after, ...where.params],
  );
}

/**
 * *Who has not read this?* in order of member id. Ranges without an unread person are skipped by their kept count, so the first page of a
 * million costs what the first page of ten thousand does, also when nearly everyone has read.
 */
export async function listUnread(
  sql: Sql,
  me: StaffActor,
  announcementId: number,
  filter: RecipientFilter,
  after: number,
  limit: number,
): Promise<RecipientRecord[]> {
  const where = whereOf(me, { ...filter, state: 'unread' });
  const rows: RecipientRecord[] = [];
  let from = after;
  while (rows.length < limit) {
    const chunk = await nextUnreadChunk(sql, announcementId, from);
    if (!chunk) break;
    const found = await sql.query<RecipientRecord>(
      `${SELECT} WHERE r.announcement_id = ? AND r.member_id BETWEEN ? AND ? AND ${where.sql} ORDER BY r.member_id LIMIT ${limit - rows.length}`,
      [announcementId, Math.max(chunk.first_member_id, from + 1), chunk.last_member_id, ...where.params],
    );
    rows.push(...found);
    from = chunk.last_member_id;
  }
  return rows;
}

async function nextUnreadChunk(sql: Sql, announcementId: number, after: number): Promise<Chunk | undefined> {
  const [chunk] = await sql.query<Chunk>(
    `SELECT first_member_id, last_member_id FROM announcement_chunk WHERE announcement_id = ? AND last_member_id > ? AND unread > 0 ORDER BY number LIMIT 1`,
    [announcementId, after],
  );
  return chunk;
}

const STATES = {
  unread: 'r.read_at IS NULL',
  read: 'r.read_at IS NOT NULL',
  acknowledged: 'r.acknowledged_at IS NOT NULL',
  understood: 'r.understood_at IS NOT NULL',
};

function whereOf(me: StaffActor, filter: RecipientFilter): Fragment {
  const scope = shopScope(me, 's');
  const parts = [scope.sql];
  const params = [...(scope.params as SqlValue[])];
  if (filter.state) parts.push(STATES[filter.state]);
  const add = (sql: string, ...values: SqlValue[]): void => {
    parts.push(sql);
    params.push(...values);
  };
  if (filter.shopId !== undefined) add('r.shop_id = ?', filter.shopId);
  if (filter.staffId !== undefined) add('s.owner_staff_id = ?', filter.staffId);
  if (filter.regionCode !== undefined) add('s.region_code LIKE ?', `${filter.regionCode.replace(/\D/g, '')}%`);
  if (filter.role !== undefined) add('r.is_owner = ?', filter.role === 'owner' ? 1 : 0);
  return { sql: parts.join(' AND '), params };
}

export function presentRecipient(row: RecipientRecord): RecipientRow {
  return {
    memberId: row.member_id,
    name: row.name,
    role: row.is_owner ? 'owner' : 'clerk',
    phone: row.phone,
    shopId: row.shop_id,
    shopName: row.shop_name,
    salespersonName: row.salesperson_name,
    ...presentMarks(row),
  };
}
