import type { Fragment, Sql, Tx } from '../platform/database/sql';
import { LeaseLost } from '../platform/jobs/job';
import { BLOCK_COLUMNS, type Block, type BlockRow, endBlocks, presentBlock } from './blocks';
import type { CampaignState } from './campaign-rows';

/** Whoever sends says so again every few seconds, also while a platform is slow to answer. */
const LEASE_MS = 15_000;
export const BEAT_MS = 4_000;

export type ClaimedRange = { campaignId: number; number: number; first: number; last: number; owner: string };
/** As it was when it was claimed. `rows`: somebody of it has, or may have, a row of their own. */
export type Claim = { range: ClaimedRange; block: Block | null; rows: boolean };
type Row = BlockRow & { last_member_id: number; people: number };

/** Only one at a time sends to the people of a range. Null: somebody else does. */
export async function claimRange(sql: Sql, campaignId: number, number: number, owner: string, now: number): Promise<Claim | null> {
  const { affected } = await sql.execute(
    `UPDATE push_range SET lease_owner = ?, lease_until = ? WHERE campaign_id = ? AND number = ?
       AND (lease_owner IS NULL OR lease_until < ?)`,
    [owner, now + LEASE_MS, campaignId, number, now],
  );
  if (affected === 0) return null;
  const [row] = await sql.query<Row>(
    `SELECT last_member_id, people, ${BLOCK_COLUMNS} FROM push_range WHERE campaign_id = ? AND number = ?`,
    [campaignId, number],
  );
  if (!row) return null;
  const range = { campaignId, number, first: row.first_member_id, last: row.last_member_id, owner };
  return { range, block: presentBlock(row), rows: row.block_people < row.people };
}

/** First in every transaction about the range: whoever was overtaken changes nothing. */
export async function keepRange(sql: Sql, range: ClaimedRange, now: number, set?: Fragment): Promise<void> {
  const { affected } = await sql.execute(
    `UPDATE push_range SET lease_until = ?${set ? `, ${set.sql}` : ''} WHERE campaign_id = ? AND number = ? AND lease_owner = ?`,
    [now + LEASE_MS, ...(set?.params ?? []), range.campaignId, range.number, range.owner],
  );
  if (affected === 0) throw new LeaseLost(range.number);
}

/** Neither withdrawn, nor over, nor waiting for somebody to decide about its fault. */
export async function stillGoesOut(tx: Tx, campaignId: number): Promise<boolean> {
  const [row] = await tx.query<{ state: string; fault: string | null }>('SELECT state, fault FROM push_campaign WHERE id = ?', [
    campaignId,
  ]);
  return row !== undefined && row.fault === null && ['planning', 'sending'].includes(row.state);
}

/** When the lease of whoever has the range ends; null where nobody has it. */
export async function rangeFreeAt(sql: Sql, campaignId: number, number: number): Promise<number | null> {
  const [row] = await sql.query<{ lease_until: number }>(
    'SELECT lease_until FROM push_range WHERE campaign_id = ? AND number = ? AND lease_owner IS NOT NULL',
    [campaignId, number],
  );
  return row?.lease_until ?? null;
}

/** With nothing planned any more the range is done; otherwise it waits for the next that is due. @returns when that is */
export async function releaseRange(tx: Tx, range: ClaimedRange, fallbackAt: number | null, now: number): Promise<number | null> {
  const rows = await tx.query<{ due: number | null }>(
    `SELECT MIN(due_at) AS due FROM push_recipient WHERE campaign_id = ? AND member_id BETWEEN ? AND ? AND state = 'planned'
     UNION ALL SELECT block_due_at FROM push_range WHERE campaign_id = ? AND number = ? AND block_people > 0 AND block_state IN ('planned', 'held')`,
    [range.campaignId, range.first, range.last, range.campaignId, range.number],
  );
  const dues = rows.flatMap((row) => row.due ?? []);
  const due = dues.length === 0 ? null : Math.min(...dues);
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

/** Read without a lock, which the planner has as long as it plans. It closes the campaign itself if all is sent by then. */
export async function stateOf(tx: Tx, campaignId: number): Promise<CampaignState | null> {
  const [campaign] = await tx.query<{ state: CampaignState }>('SELECT state FROM push_campaign WHERE id = ?', [campaignId]);
  return campaign?.state ?? null;
}

/** What a batch on its way planned anew after the withdrawal had been tidied up. */
export async function cancelPlanned(tx: Tx, { campaignId, number, first, last }: ClaimedRange, now: number): Promise<void> {
  await tx.execute(
    `UPDATE push_recipient SET state = 'cancelled', due_at = NULL, changed_at = ? WHERE campaign_id = ? AND member_id BETWEEN ? AND ? AND state = 'planned'`,
    [now, campaignId, first, last],
  );
  await endBlocks(tx, campaignId, 'cancelled', number);
}
