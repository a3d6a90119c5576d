import type { Tx } from '../platform/database/sql';
import { audienceCondition, type StoredAudience, segmentMembership } from './audience';
import { chunkRange } from './chunks';
import { type ShopDimensions, TallyDeltas } from './tallies';

/**
 * Writes one range of member ids as recipients, with the shops' counts and the chunk's own row beside them: three set-based statements,
 * nothing read into the process. Run in the transaction that also moves the job's cursor, so a range is written exactly once.
 * @returns how many recipients the range gave
 */
export async function fanOutChunk(
  tx: Tx,
  announcementId: number,
  audience: StoredAudience,
  number: number,
  lastMemberId: number,
): Promise<number> {
  const range = chunkRange(number);
  const last = Math.min(range.last, lastMemberId);
  const condition = audienceCondition(audience, 's');
  const { affected } = await tx.execute(
    `INSERT INTO announcement_recipient (announcement_id, member_id, shop_id, is_owner)
     SELECT ?, m.id, m.shop_id, CASE WHEN m.role = 'owner' THEN 1 ELSE 0 END FROM member m JOIN shop s ON s.id = m.shop_id
     WHERE m.id BETWEEN ? AND ? AND m.status = 'active' AND ${condition.sql} ORDER BY m.id`,
    [announcementId, range.first, last, ...condition.params],
  );
  if (affected === 0) return 0;
  const segments = segmentMembership(audience, 's');
  const grow =
    tx.engine === 'mysql'
      ? 'ON DUPLICATE KEY UPDATE people = announcement_shop.people + VALUES(people), owners = announcement_shop.owners + VALUES(owners)'
      : 'ON CONFLICT (announcement_id, shop_id) DO UPDATE SET people = people + excluded.people, owners = owners + excluded.owners';
  await tx.execute(
    `INSERT INTO announcement_shop (announcement_id, shop_id, region_code, owner_staff_id, segment_ids, people, owners)
     SELECT ?, s.id, s.region_code, s.owner_staff_id, ${segments.sql}, g.people, g.owners
     FROM (SELECT shop_id, COUNT(*) AS people, SUM(is_owner) AS owners FROM announcement_recipient
           WHERE announcement_id = ? AND member_id BETWEEN ? AND ? GROUP BY shop_id) g JOIN shop s ON s.id = g.shop_id
     WHERE 1 = 1 ${grow}`,
    [announcementId, ...segments.params, announcementId, range.first, last],
  );
  await tx.execute(
    'INSERT INTO announcement_chunk (announcement_id, number, first_member_id, last_member_id, people, unread) VALUES (?, ?, ?, ?, ?, ?)',
    [announcementId, number, range.first, range.last, affected, affected],
  );
  return affected;
}

type ShopGroup = ShopDimensions & { people: number; owners: number; shops: number };

/** Sets the counts that the report is drawn from. Nobody can have read yet: a notice shows only once it is published. */
export async function writeTallies(tx: Tx, announcementId: number, audience: StoredAudience): Promise<void> {
  // One pass over the shops for all dimensions: a million people are some hundred thousand shops, and few kinds of them.
  const groups = await tx.query<ShopGroup>(
    `SELECT region_code, owner_staff_id, segment_ids, SUM(people) AS people, SUM(owners) AS owners, COUNT(*) AS shops
     FROM announcement_shop WHERE announcement_id = ? AND people > 0 GROUP BY region_code, owner_staff_id, segment_ids`,
    [announcementId],
  );
  const tallies = new TallyDeltas();
  // Asked for by the report also where nobody is counted.
  for (const dimension of ['all', 'owner', 'clerk']) tallies.add(announcementId, dimension, '', {});
  for (const segmentId of audience.segmentIds) tallies.add(announcementId, 'segment', String(segmentId), {});
  for (const group of groups) {
    const { people, owners, shops } = group;
    tallies.addForShop(announcementId, group, { people, shops });
    tallies.add(announcementId, 'owner', '', { people: owners });
    tallies.add(announcementId, 'clerk', '', { people: people - owners });
  }
  await tallies.insert(tx);
}
