import { groupBy } from '@dianquan/shared/group-by';
import type { Tx } from '../platform/database/sql';
import { chunkOf } from './chunks';
import { type ShopCounts, standingDelta, standingOf } from './standing';
import { TallyDeltas } from './tallies';

/** One thing that a recipient did. Times are epoch milliseconds. */
export type Receipt = {
  announcementId: number;
  memberId: number;
  kind: 'delivered' | 'read' | 'acknowledged';
  at: number;
  /** Reading time to add. */
  seconds?: number;
  /** With `acknowledged`: the check question was answered right. */
  understood?: boolean;
};

type RecipientRow = {
  announcement_id: number;
  member_id: number;
  shop_id: number;
  is_owner: number;
  delivered_at: number | null;
  read_at: number | null;
  last_read_at: number | null;
  read_seconds: number;
  acknowledged_at: number | null;
  understood_at: number | null;
};
type ShopRow = ShopCounts & {
  announcement_id: number;
  shop_id: number;
  region_code: string | null;
  owner_staff_id: number | null;
  segment_ids: string;
};
export type Asks = 'question' | 'acknowledgement' | 'nothing';

const RECIPIENT_COLUMNS =
  'announcement_id, member_id, shop_id, is_owner, delivered_at, read_at, last_read_at, read_seconds, acknowledged_at, understood_at';
const SHOP_COUNT_COLUMNS = ['delivered', 'owners_read', 'clerks_read', 'acknowledged', 'understood'] as const;

/**
 * Writes a batch of receipts with the counts beside them, in one transaction. Marks only move forward: a first reading stays the first,
 * so a receipt that comes twice changes nothing but the last time seen. Rows are locked before they are looked at, which is what makes
 * the counts exact when several processes write.
 * @returns for each receipt whether there is such a recipient of a published announcement
 */
export async function applyReceipts(tx: Tx, receipts: Receipt[]): Promise<boolean[]> {
  const found = new Set<string>();
  const tallies = new TallyDeltas();
  const byAnnouncement = groupBy(receipts, (receipt) => receipt.announcementId);
  for (const announcementId of [...byAnnouncement.keys()].sort((a, b) => a - b)) {
    const own = byAnnouncement.get(announcementId) ?? [];
    const asks = await publishedAsks(tx, announcementId);
    if (asks) for (const memberId of await applyOne(tx, announcementId, own, asks, tallies)) found.add(`${announcementId} ${memberId}`);
  }
  await tallies.write(tx);
  return receipts.map((receipt) => found.has(`${receipt.announcementId} ${receipt.memberId}`));
}

async function publishedAsks(tx: Tx, announcementId: number): Promise<Asks | null> {
  const [row] = await tx.query<{ has_question: number; must_acknowledge: number }>(
    `SELECT question IS NOT NULL AS has_question, must_acknowledge FROM announcement WHERE id = ? AND state = 'published'`,
    [announcementId],
  );
  return row ? asksOf(row) : null;
}

export function asksOf(row: { has_question: number | boolean; must_acknowledge: number | boolean }): Asks {
  return row.has_question ? 'question' : row.must_acknowledge ? 'acknowledgement' : 'nothing';
}

async function applyOne(tx: Tx, announcementId: number, receipts: Receipt[], asks: Asks, tallies: TallyDeltas): Promise<number[]> {
  const memberIds = [...new Set(receipts.map((receipt) => receipt.memberId))].sort((a, b) => a - b);
  const rows = await tx.query<RecipientRow>(
    `SELECT ${RECIPIENT_COLUMNS} FROM announcement_recipient WHERE announcement_id = ? AND member_id IN (${marks(memberIds)})${lock(tx)}`,
    [announcementId, ...memberIds],
  );
  if (rows.length === 0) return [];
  const before = new Map(rows.map((row) => [row.member_id, row]));
  const after = new Map(rows.map((row) => [row.member_id, { ...row }]));
  for (const receipt of receipts) {
    const row = after.get(receipt.memberId);
    if (row) advance(row, receipt);
  }
  const changed = [...after.values()].filter((row) => differs(row, before.get(row.member_id) as RecipientRow));
  if (changed.length > 0) {
    await saveRecipients(tx, changed);
    await saveCounts(tx, announcementId, before, changed, asks, tallies);
  }
  return rows.map((row) => row.member_id);
}

function advance(row: RecipientRow, receipt: Receipt): void {
  row.delivered_at ??= receipt.at;
  if (receipt.kind === 'delivered') return;
  row.read_at ??= receipt.at;
  row.last_read_at = Math.max(row.last_read_at ?? 0, receipt.at);
  row.read_seconds += receipt.seconds ?? 0;
  if (receipt.kind !== 'acknowledged') return;
  row.acknowledged_at ??= receipt.at;
  if (receipt.understood) row.understood_at ??= receipt.at;
}

function differs(a: RecipientRow, b: RecipientRow): boolean {
  return (
    a.delivered_at !== b.delivered_at ||
    a.last_read_at !== b.last_read_at ||
    a.read_seconds !== b.read_seconds ||
    a.acknowledged_at !== b.acknowledged_at ||
    a.understood_at !== b.understood_at
  );
}

const SAVED = ['delivered_at', 'read_at', 'last_read_at', 'read_seconds', 'acknowledged_at', 'understood_at'] as const;

/** One statement for the batch: the rows exist and are locked, so the insert always turns into the update. */
async function saveRecipients(tx: Tx, rows: RecipientRow[]): Promise<void> {
  const columns = RECIPIENT_COLUMNS.split(', ') as (keyof RecipientRow)[];
  const values = rows.map(() => `(${marks(columns)})`).join(',');
  const params = rows.flatMap((row) => columns.map((column) => row[column]));
  const update =
    tx.engine === 'mysql'
      ? `ON DUPLICATE KEY UPDATE ${SAVED.map((c) => `${c} = VALUES(${c})`).join(', ')}`
      : `ON CONFLICT (announcement_id, member_id) DO UPDATE SET ${SAVED.map((c) => `${c} = excluded.${c}`).join(', ')}`;
  await tx.execute(`INSERT INTO announcement_recipient (${RECIPIENT_COLUMNS}) VALUES ${values} ${update}`, params);
}

async function saveCounts(
  tx: Tx,
  announcementId: number,
  before: Map<number, RecipientRow>,
  changed: RecipientRow[],
  asks: Asks,
  tallies: TallyDeltas,
): Promise<void> {
  const firsts = changed.map((row) => firstsOf(row, before.get(row.member_id) as RecipientRow)).filter((f) => f.any);
  if (firsts.length === 0) return;
  const shopIds = [...new Set(firsts.map((f) => f.row.shop_id))].sort((a, b) => a - b);
  const shops = await tx.query<ShopRow>(
    `SELECT announcement_id, shop_id, region_code, owner_staff_id, segment_ids, people, owners, ${SHOP_COUNT_COLUMNS.join(', ')}
     FROM announcement_shop WHERE announcement_id = ? AND shop_id IN (${marks(shopIds)})${lock(tx)}`,
    [announcementId, ...shopIds],
  );
  const byShop = groupBy(firsts, (f) => f.row.shop_id);
  for (const shop of shops) {
    const was = standingOf(shop, asks);
    for (const f of byShop.get(shop.shop_id) ?? []) {
      const people = { delivered: f.delivered, people_read: f.read, acknowledged: f.acknowledged, understood: f.understood };
      shop.delivered += f.delivered;
      if (f.row.is_owner) shop.owners_read += f.read;
      else shop.clerks_read += f.read;
      shop.acknowledged += f.acknowledged;
      shop.understood += f.understood;
      tallies.addForShop(announcementId, shop, people);
      tallies.add(announcementId, f.row.is_owner ? 'owner' : 'clerk', '', people);
    }
    tallies.addForShop(announcementId, shop, standingDelta(was, standingOf(shop, asks)));
  }
  await saveShops(tx, shops);
  await takeFromUnread(
    tx,
    announcementId,
    firsts.filter((f) => f.read > 0).map((f) => f.row.member_id),
  );
}

function firstsOf(row: RecipientRow, was: RecipientRow) {
  const delivered = Number(was.delivered_at === null && row.delivered_at !== null);
  const read = Number(was.read_at === null && row.read_at !== null);
  const acknowledged = Number(was.acknowledged_at === null && row.acknowledged_at !== null);
  const understood = Number(was.understood_at === null && row.understood_at !== null);
  return { row, delivered, read, acknowledged, understood, any: delivered + read + acknowledged + understood > 0 };
}

async function saveShops(tx: Tx, shops: ShopRow[]): Promise<void> {
  const columns = ['announcement_id', 'shop_id', 'segment_ids', ...SHOP_COUNT_COLUMNS] as const;
  const update =
    tx.engine === 'mysql'
      ? `ON DUPLICATE KEY UPDATE ${SHOP_COUNT_COLUMNS.map((c) => `${c} = VALUES(${c})`).join(', ')}`
      : `ON CONFLICT (announcement_id, shop_id) DO UPDATE SET ${SHOP_COUNT_COLUMNS.map((c) => `${c} = excluded.${c}`).join(', ')}`;
  await tx.execute(
    `INSERT INTO announcement_shop (${columns.join(', ')}) VALUES ${shops.map(() => `(${marks([...columns])})`).join(',')} ${update}`,
    shops.flatMap((shop) => columns.map((column) => shop[column])),
  );
}

async function takeFromUnread(tx: Tx, announcementId: number, memberIds: number[]): Promise<void> {
  const byChunk = groupBy(memberIds, chunkOf);
  const numbers = [...byChunk.keys()].sort((a, b) => a - b);
  if (numbers.length === 0) return;
  const cases = numbers.map(() => 'WHEN ? THEN ?').join(' ');
  await tx.execute(
    `UPDATE announcement_chunk SET unread = unread - CASE number ${cases} ELSE 0 END WHERE announcement_id = ? AND number IN (${marks(numbers)})`,
    [...numbers.flatMap((number) => [number, byChunk.get(number)?.length ?? 0]), announcementId, ...numbers],
  );
}

const marks = (values: readonly unknown[]): string => values.map(() => '?').join(',');
const lock = (tx: Tx): string => (tx.engine === 'mysql' ? ' FOR UPDATE' : '');
