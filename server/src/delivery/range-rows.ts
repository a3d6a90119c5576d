import type { Sql, Tx } from '../platform/database/sql';
import { LeaseLost } from '../platform/jobs/job';

/** Whoever sends says so again every few seconds, also while a platform is slow to answer. */
const LEASE_MS = 15_000;
export const BEAT_MS = 4_000;

export type ClaimedRange = { campaignId: number; number: number; first: number; last: number; owner: string };
type Row = { first_member_id: number; last_member_id: number; lease_until: number | null };

/** Only one at a time sends to the people of a range. Null: somebody else does. */
export async function claimRange(sql: Sql, campaignId: number, number: number, owner: string, now: number): Promise<ClaimedRange | null> {
  const { affected } = await sql.execute(
    `UPDATE push_range SET lease_owner = ?, lease_until = ? WHERE campaign_id = ? AND number = ?
       AND (lease_owner IS NULL OR lease_until < ?)`,
    [owner, now + LEASE_MS, campaignId, number, now],
  );
  if (affected === 0) return null;
  const [row] = await sql.query<Row>('SELECT first_member_id, last_member_id FROM push_range WHERE campaign_id = ? AND number = ?', [
    campaignId,
    number,
  ]);
  return row ? { campaignId, number, first: row.first_member_id, last: row.last_member_id, owner } : null;
}

/** First in every transaction about the range: whoever was overtaken changes nothing. */
export async function keepRange(sql: Sql, range: ClaimedRange, now: number): Promise<void> {
  const { affected } = await sql.execute('UPDATE push_range SET lease_until = ? WHERE campaign_id = ? AND number = ? AND lease_owner = ?', [
    now + LEASE_MS,
    range.campaignId,
    range.number,
    range.owner,
  ]);
  if (affected === 0) throw new LeaseLost(range.number);
}

/** When the lease of whoever has the range ends; null where nobody has it. */
export async function rangeFreeAt(sql: Sql, campaignId: number, number: number): Promise<number | null> {
  const [row] = await sql.query<Row>(
    'SELECT lease_until FROM push_range WHERE campaign_id = ? AND number = ? AND lease_owner IS NOT NULL',
    [campaignId, number],
  );
  return row?.lease_until ?? null;
}

/** With nothing planned any more the range is done; otherwise it waits for the next that is due. @returns when that is */
export async function releaseRange(tx: Tx, range: ClaimedRange, fallbackAt: number | null, now: number): Promise<number | null> {
  const [row] = await tx.query<{ due: number | null }>(
    `SELECT MIN(due_at) AS due FROM push_recipient WHERE campaign_id = ? AND member_id BETWEEN ? AND ? AND state = 'planned'`,
    [range.campaignId, range.first, range.last],
  );
  const due = row?.due ?? null;
  await tx.execute(
    `UPDATE push_range SET lease_owner = NULL, lease_until = NULL, due_at = ?, done_at = ?, fallback_at = ?
     WHERE campaign_id = ? AND number = ? AND lease_owner = ?`,
    [due, due === null ? now : null, due === null ? fallbackAt : null, range.campaignId, range.number, range.owner],
  );
  return due;
}

/** A campaign is done when all of its ranges are. */
export async function closeCampaign(tx: Tx, campaignId: number, now: number): Promise<void> {
  await tx.execute(
    `UPDATE push_campaign SET state = 'done', finished_at = ? WHERE id = ? AND state = 'sending'
       AND NOT EXISTS (SELECT 1 FROM push_range r WHERE r.campaign_id = push_campaign.id AND r.done_at IS NULL)`,
    [now, campaignId],
  );
}

/** What a batch on its way planned anew after the withdrawal had been tidied up. */
export async function cancelIfWithdrawn(tx: Tx, { campaignId, first, last }: ClaimedRange, now: number): Promise<void> {
  const [campaign] = await tx.query<{ state: string }>('SELECT state FROM push_campaign WHERE id = ?', [campaignId]);
  if (campaign?.state !== 'withdrawn') return;
  await tx.execute(
    `UPDATE push_recipient SET state = 'cancelled', due_at = NULL, changed_at = ? WHERE campaign_id = ? AND member_id BETWEEN ? AND ? AND state = 'planned'`,
    [now, campaignId, first, last],
  );
}
