import { forUpdate, inList, type SqlValue, type Tx, upsertMany } from '../platform/database/sql';
import { chunkOf } from './chunks';
import { RECEIPT_MARKS, type ReceiptMarks, SELECTED_MARKS } from './receipt-marks';
import type { ShopCounts } from './standing';

export type RecipientRow = ReceiptMarks & { announcement_id: number; member_id: number; shop_id: number; is_owner: number };
export type ShopRow = ShopCounts & {
  announcement_id: number;
  shop_id: number;
  region_code: string | null;
  owner_staff_id: number | null;
  segment_ids: string;
};
/** A recipient with the shop that is counted and what the announcement asks; recipients of one shop share its object. */
export type LockedRow = { recipient: RecipientRow; shop: ShopRow; has_question: number; must_acknowledge: number };

const RECIPIENT = ['announcement_id', 'member_id', 'shop_id', 'is_owner', ...RECEIPT_MARKS] as const;
const COUNTS = ['delivered', 'owners_read', 'clerks_read', 'acknowledged', 'understood'] as const;
const SHOP = ['announcement_id', 'shop_id', 'segment_ids', ...COUNTS] as const;

type Joined = RecipientRow & ShopRow & { has_question: number; must_acknowledge: number };

/**
 * Everything that a batch may change of one published announcement, in one statement. The announcement's own row is the first that is
 * locked: batches for the same notice come one after the other, so those that meet in several processes can't lock each other out.
 */
export async function lockRows(tx: Tx, announcementId: number, memberIds: number[]): Promise<LockedRow[]> {
  const members = inList(memberIds);
  const rows = await tx.query<Joined>(
    `SELECT r.announcement_id, r.member_id, r.shop_id, r.is_owner, ${SELECTED_MARKS},
       a.question IS NOT NULL AS has_question, a.must_acknowledge,
       s.region_code, s.owner_staff_id, s.segment_ids, s.people, s.owners, ${COUNTS.map((name) => `s.${name}`).join(', ')}
     FROM announcement a JOIN announcement_recipient r ON r.announcement_id = a.id
       JOIN announcement_shop s ON s.announcement_id = r.announcement_id AND s.shop_id = r.shop_id
     WHERE a.id = ? AND a.state = 'published' AND r.member_id IN ${members.sql}${forUpdate(tx)}`,
    [announcementId, ...members.params],
  );
  const shops = new Map<number, ShopRow>();
  return rows.map((row) => {
    const shop = shops.get(row.shop_id) ?? row;
    shops.set(row.shop_id, shop);
    return { recipient: row, shop, has_question: row.has_question, must_acknowledge: row.must_acknowledge };
  });
}

/** The rows exist and are locked, so these inserts always turn into updates: one statement for a table, however many rows. */
export async function saveRecipients(tx: Tx, rows: RecipientRow[]): Promise<void> {
  await upsertMany(tx, 'announcement_recipient', RECIPIENT, valuesOf(rows, RECIPIENT), ['announcement_id', 'member_id'], RECEIPT_MARKS);
}

export async function saveShops(tx: Tx, shops: ShopRow[]): Promise<void> {
  await upsertMany(tx, 'announcement_shop', SHOP, valuesOf(shops, SHOP), ['announcement_id', 'shop_id'], COUNTS);
}

function valuesOf<Row extends Record<Name, SqlValue>, Name extends string>(rows: Row[], names: readonly Name[]): SqlValue[][] {
  return rows.map((row) => names.map((name) => row[name]));
}

export async function takeFromUnread(tx: Tx, rows: { announcement_id: number; member_id: number }[]): Promise<void> {
  const byChunk = new Map<string, { announcementId: number; number: number; count: number }>();
  for (const { announcement_id: announcementId, member_id } of rows) {
    const number = chunkOf(member_id);
    const chunk = byChunk.get(`${announcementId} ${number}`) ?? { announcementId, number, count: 0 };
    chunk.count++;
    byChunk.set(`${announcementId} ${number}`, chunk);
  }
  if (byChunk.size === 0) return;
  const chunks = [...byChunk.values()];
  await tx.execute(
    `UPDATE announcement_chunk SET unread = unread - CASE ${chunks.map(() => 'WHEN announcement_id = ? AND number = ? THEN ?').join(' ')} ELSE 0 END
     WHERE ${chunks.map(() => '(announcement_id = ? AND number = ?)').join(' OR ')}`,
    [
      ...chunks.flatMap(({ announcementId, number, count }) => [announcementId, number, count]),
      ...chunks.flatMap(({ announcementId, number }) => [announcementId, number]),
    ],
  );
}
