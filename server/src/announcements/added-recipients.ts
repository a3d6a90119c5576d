import { groupBy } from '@dianquan/shared/group-by';
import { forUpdate, insertMany, type Tx } from '../platform/database/sql';
import { audienceCondition, type StoredAudience, segmentMembership } from './audience';
import { chunkOf, chunkRange } from './chunks';
import { type Asks } from './receipts';
import { type ShopCounts, standingDelta, standingOf } from './standing';
import { TallyDeltas } from './tallies';

type Candidate = { member_id: number; shop_id: number; is_owner: number };
type ShopRow = ShopCounts & { shop_id: number; region_code: string | null; owner_staff_id: number | null; segment_ids: string };

/**
 * Adds people who came into the audience of a published announcement after it went out, at most `limit` of them. Idempotent: only people
 * who are no recipients yet are taken.
 * @returns how many were added
 */
export async function addLateRecipients(
  tx: Tx,
  announcement: { id: number; audience: StoredAudience; asks: Asks },
  options: { memberId?: number; limit: number },
): Promise<number> {
  const condition = audienceCondition(announcement.audience, 's');
  const only = options.memberId === undefined ? '' : 'AND m.id = ?';
  const people = await tx.query<Candidate>(
    `SELECT m.id AS member_id, m.shop_id, CASE WHEN m.role = 'owner' THEN 1 ELSE 0 END AS is_owner FROM member m JOIN shop s ON s.id = m.shop_id
     WHERE m.status = 'active' ${only} AND ${condition.sql}
       AND NOT EXISTS (SELECT 1 FROM announcement_recipient r WHERE r.announcement_id = ? AND r.member_id = m.id)
     ORDER BY m.id LIMIT ${options.limit}`,
    [...(options.memberId === undefined ? [] : [options.memberId]), ...condition.params, announcement.id],
  );
  if (people.length === 0) return 0;
  await insertMany(
    tx,
    'announcement_recipient',
    ['announcement_id', 'member_id', 'shop_id', 'is_owner'],
    people.map((p) => [announcement.id, p.member_id, p.shop_id, p.is_owner]),
  );
  const tallies = new TallyDeltas();
  const byShop = groupBy(people, (p) => p.shop_id);
  for (const shopId of [...byShop.keys()].sort((a, b) => a - b))
    await growShop(tx, announcement, shopId, byShop.get(shopId) ?? [], tallies);
  await tallies.write(tx);
  await growChunks(
    tx,
    announcement.id,
    people.map((p) => p.member_id),
  );
  return people.length;
}

async function growShop(
  tx: Tx,
  announcement: { id: number; audience: StoredAudience; asks: Asks },
  shopId: number,
  people: Candidate[],
  tallies: TallyDeltas,
): Promise<void> {
  const was = await readShop(tx, announcement.id, shopId);
  const segments = segmentMembership(announcement.audience, 's');
  if (!was)
    await tx.execute(
      `INSERT INTO announcement_shop (announcement_id, shop_id, region_code, owner_staff_id, segment_ids, people, owners)
       SELECT ?, s.id, s.region_code, s.owner_staff_id, ${segments.sql}, 0, 0 FROM shop s WHERE s.id = ?`,
      [announcement.id, ...segments.params, shopId],
    );
  const owners = people.filter((p) => p.is_owner).length;
  await tx.execute('UPDATE announcement_shop SET people = people + ?, owners = owners + ? WHERE announcement_id = ? AND shop_id = ?', [
    people.length,
    owners,
    announcement.id,
    shopId,
  ]);
  const now = await readShop(tx, announcement.id, shopId);
  if (!now) return;
  tallies.addForShop(announcement.id, now, { people: people.length });
  tallies.addForShop(
    announcement.id,
    now,
    standingDelta(was && was.people > 0 ? standingOf(was, announcement.asks) : null, standingOf(now, announcement.asks)),
  );
  tallies.add(announcement.id, 'owner', '', { people: owners });
  tallies.add(announcement.id, 'clerk', '', { people: people.length - owners });
}

async function readShop(tx: Tx, announcementId: number, shopId: number): Promise<ShopRow | undefined> {
  const lock = forUpdate(tx);
  const [row] = await tx.query<ShopRow>(`SELECT * FROM announcement_shop WHERE announcement_id = ? AND shop_id = ?${lock}`, [
    announcementId,
    shopId,
  ]);
  return row;
}

async function growChunks(tx: Tx, announcementId: number, memberIds: number[]): Promise<void> {
  const byChunk = groupBy(memberIds, chunkOf);
  for (const number of [...byChunk.keys()].sort((a, b) => a - b)) {
    const count = byChunk.get(number)?.length ?? 0;
    const { affected } = await tx.execute(
      'UPDATE announcement_chunk SET people = people + ?, unread = unread + ? WHERE announcement_id = ? AND number = ?',
      [count, count, announcementId, number],
    );
    if (affected > 0) continue;
    const range = chunkRange(number);
    await tx.execute(
      'INSERT INTO announcement_chunk (announcement_id, number, first_member_id, last_member_id, people, unread) VALUES (?, ?, ?, ?, ?, ?)',
      [announcementId, number, range.first, range.last, count, count],
    );
  }
}

/** Takes a person who left out of every notice that they have not read; what was read stays part of the record. */
export async function dropUnreadRecipient(tx: Tx, memberId: number): Promise<void> {
  const lock = forUpdate(tx);
  const rows = await tx.query<{
    announcement_id: number;
    shop_id: number;
    is_owner: number;
    delivered_at: number | null;
    published_at: number | null;
    has_question: number;
    must_acknowledge: number;
  }>(
    `SELECT r.announcement_id, r.shop_id, r.is_owner, r.delivered_at, a.published_at, a.question IS NOT NULL AS has_question, a.must_acknowledge
     FROM announcement_recipient r JOIN announcement a ON a.id = r.announcement_id WHERE r.member_id = ? AND r.read_at IS NULL ORDER BY r.announcement_id${lock}`,
    [memberId],
  );
  const tallies = new TallyDeltas();
  for (const row of rows) {
    const was = await readShop(tx, row.announcement_id, row.shop_id);
    if (!was) continue;
    const asks: Asks = row.has_question ? 'question' : row.must_acknowledge ? 'acknowledgement' : 'nothing';
    const delivered = row.delivered_at === null ? 0 : 1;
    const now = {
      ...was,
      people: was.people - 1,
      owners: was.owners - Number(Boolean(row.is_owner)),
      delivered: was.delivered - delivered,
    };
    await tx.execute('UPDATE announcement_shop SET people = ?, owners = ?, delivered = ? WHERE announcement_id = ? AND shop_id = ?', [
      now.people,
      now.owners,
      now.delivered,
      row.announcement_id,
      row.shop_id,
    ]);
    // Before that there are no tallies: they are drawn from the shops when the last range has been written.
    if (row.published_at !== null) {
      const deltas = { people: -1, delivered: -delivered };
      tallies.addForShop(row.announcement_id, was, deltas);
      tallies.add(row.announcement_id, row.is_owner ? 'owner' : 'clerk', '', deltas);
      tallies.addForShop(row.announcement_id, was, standingDelta(standingOf(was, asks), now.people > 0 ? standingOf(now, asks) : null));
    }
    await tx.execute('UPDATE announcement_chunk SET people = people - 1, unread = unread - 1 WHERE announcement_id = ? AND number = ?', [
      row.announcement_id,
      chunkOf(memberId),
    ]);
    await tx.execute('DELETE FROM announcement_recipient WHERE announcement_id = ? AND member_id = ?', [row.announcement_id, memberId]);
  }
  await tallies.write(tx);
}
