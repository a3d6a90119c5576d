import { forUpdate, inList, type Sql, type Tx } from '../platform/database/sql';
import { type Campaign, isNamed } from './campaign-rows';
import type { Channel } from './channels/channel';
import { CHUNK_SIZE } from './member-chunks';
import { MemberSet } from './member-set';

/**
 * Those of a range who all go through one channel that tells nothing of single persons. They are claimed, sent to and finished together,
 * and no row speaks of any of them; whoever turns out an exception leaves the block and becomes a recipient with a row.
 */
export type Block = { channel: string; state: BlockState; people: number; members: MemberSet; dueAt: number };
export type BlockState = 'planned' | 'held' | 'sent' | 'refused' | 'cancelled';
export type BlockPlace = { campaignId: number; number: number };

export const BLOCK_COLUMNS = 'first_member_id, block_channel, block_state, block_people, block_members, block_due_at';
export type BlockRow = {
  first_member_id: number;
  block_channel: string | null;
  block_state: BlockState | null;
  block_people: number;
  block_members: string | null;
  block_due_at: number | null;
};

/** Leaving takes many rows at once. */
const PART = 1_000;

/** Whether a whole range may go through the channel in one call, with nothing to be looked at for each person. */
export function takesBlocks({ to, importance, policy }: Pick<Campaign, 'to' | 'importance' | 'policy'>, channel: Channel): boolean {
  const isSparing = importance === 'normal' && (policy.mergeMinutes > 0 || policy.weeklyCap > 0);
  return channel.sendBlock !== undefined && !isNamed(to) && !isSparing;
}

export function presentBlock(row: BlockRow): Block | null {
  if (row.block_channel === null || row.block_state === null || row.block_people === 0) return null;
  return {
    channel: row.block_channel,
    state: row.block_state,
    people: row.block_people,
    members: MemberSet.read(row.first_member_id, row.block_members ?? ''),
    dueAt: row.block_due_at ?? 0,
  };
}

/** Nobody else changes it until the transaction is over. */
export async function lockBlock(tx: Tx, { campaignId, number }: BlockPlace): Promise<Block | null> {
  const [row] = await tx.query<BlockRow>(`SELECT ${BLOCK_COLUMNS} FROM push_range WHERE campaign_id = ? AND number = ?${forUpdate(tx)}`, [
    campaignId,
    number,
  ]);
  return row ? presentBlock(row) : null;
}

/** Those of the ids who are in a locked block become recipients with rows of their own, in the state that they were in. */
export async function leaveBlock(tx: Tx, place: BlockPlace, block: Block, ids: number[], now: number): Promise<Block> {
  const own = ids.filter((id) => block.members.has(id)).sort((a, b) => a - b);
  if (own.length === 0) return block;
  const due = block.state === 'planned' ? block.dueAt : null;
  const attempts = block.state === 'held' || block.state === 'sent' ? 1 : 0;
  for (let i = 0; i < own.length; i += PART) {
    const part = inList(own.slice(i, i + PART));
    await tx.execute(
      `INSERT INTO push_recipient (campaign_id, member_id, account_id, shop_id, channel, state, due_at, attempts, changed_at)
       SELECT ?, m.id, m.account_id, m.shop_id, ?, ?, ?, ?, ? FROM member m WHERE m.id IN ${part.sql} ORDER BY m.id`,
      [place.campaignId, block.channel, block.state, due, attempts, now, ...part.params],
    );
  }
  const rest: Block = { ...block, people: block.people - own.length, members: block.members.without(own) };
  await tx.execute('UPDATE push_range SET block_people = ?, block_members = ? WHERE campaign_id = ? AND number = ?', [
    rest.people,
    rest.members.toString(),
    place.campaignId,
    place.number,
  ]);
  return rest;
}

/** The same for people of any of a campaign's ranges. */
export async function leaveBlocks(tx: Tx, campaignId: number, memberIds: number[], now: number): Promise<void> {
  const numbers = [...new Set(memberIds.map((id) => Math.floor((id - 1) / CHUNK_SIZE)))].sort((a, b) => a - b);
  for (const number of numbers) {
    const block = await lockBlock(tx, { campaignId, number });
    if (block) await leaveBlock(tx, { campaignId, number }, block, memberIds, now);
  }
}

/** How many people the blocks of a campaign hold, as if they were recipients. */
export async function countBlocks(sql: Sql, campaignId: number): Promise<{ channel: string; state: string; people: number }[]> {
  return sql.query(
    `SELECT block_channel AS channel, block_state AS state, SUM(block_people) AS people FROM push_range
     WHERE campaign_id = ? AND block_people > 0 GROUP BY block_channel, block_state`,
    [campaignId],
  );
}

/** All that is planned of a campaign, or of one range of it, comes to this end. */
export async function endBlocks(tx: Tx, campaignId: number, state: 'refused' | 'cancelled', number: number | null = null): Promise<void> {
  await tx.execute(
    `UPDATE push_range SET block_state = ? WHERE campaign_id = ? AND block_state = 'planned'${number === null ? '' : ' AND number = ?'}`,
    [state, campaignId, ...(number === null ? [] : [number])],
  );
}
