import { groupBy } from '@dianquan/shared/group-by';
import { forUpdate, inList, type SqlValue, type Tx } from '../platform/database/sql';
import type { Message, Recipient } from './channels/channel';
import { moveRecipients, planAgain, restIn } from './recipient-rows';

const MINUTE = 60_000;
/** Where several notices are found together. */
const INBOX_PAGE = '/pages/inbox/index';

/** Who was sent another notice a moment ago, and until when this one waits so that what comes meanwhile can join it. */
export async function recentlyTold(
  tx: Tx,
  campaignId: number,
  people: Recipient[],
  minutes: number,
  now: number,
): Promise<Map<number, number>> {
  const ids = inList(people.map(({ accountId }) => accountId));
  const rows = await tx.query<{ account_id: number; at: number }>(
    `SELECT t.account_id, MAX(t.at) AS at FROM push_attempt t JOIN push_campaign c ON c.id = t.campaign_id AND c.importance = 'normal'
     WHERE t.account_id IN ${ids.sql} AND t.at > ? AND t.campaign_id <> ? AND t.state IN ('sending', 'accepted', 'unknown') GROUP BY t.account_id`,
    [...ids.params, now - minutes * MINUTE, campaignId],
  );
  return new Map(rows.map((row) => [row.account_id, row.at + minutes * MINUTE]));
}

type Other = { campaign_id: number; member_id: number; account_id: number };

/** Lets what else waits for these people, and cannot have reached them, be told by the message they get now. @returns how many notices each message stands for */
export async function mergeOthers(
  tx: Tx,
  campaignId: number,
  people: Recipient[],
  minutes: number,
  now: number,
): Promise<Map<number, number>> {
  const ids = inList(people.map(({ accountId }) => accountId));
  const others = await tx.query<Other>(
    `SELECT r.campaign_id, r.member_id, r.account_id FROM push_recipient r JOIN push_campaign c ON c.id = r.campaign_id
     WHERE r.account_id IN ${ids.sql} AND r.campaign_id <> ? AND r.state = 'planned' AND r.due_at <= ?
       AND NOT EXISTS (SELECT 1 FROM push_attempt t
         WHERE t.campaign_id = r.campaign_id AND t.member_id = r.member_id AND t.channel = r.channel AND t.state <> 'refused')
       AND c.importance = 'normal' AND c.state IN ('planning', 'sending') AND c.fault IS NULL`,
    [...ids.params, campaignId, now + minutes * MINUTE],
  );
  const merged = await toldBefore(tx, campaignId, people);
  for (const [other, own] of groupBy(others, (row) => row.campaign_id)) {
    const taken = await takeOver(tx, campaignId, other, own, now);
    for (const accountId of taken) merged.set(accountId, (merged.get(accountId) ?? 1) + 1);
  }
  return merged;
}

/** A message that goes out once more, through the next channel, stands for all that it stood for before. */
async function toldBefore(tx: Tx, campaignId: number, people: Recipient[]): Promise<Map<number, number>> {
  const ids = inList(people.map(({ accountId }) => accountId));
  const rows = await tx.query<{ account_id: number; n: number }>(
    `SELECT account_id, COUNT(*) AS n FROM push_recipient WHERE account_id IN ${ids.sql} AND merged_into = ? AND state = 'merged' GROUP BY account_id`,
    [...ids.params, campaignId],
  );
  return new Map(rows.map((row) => [row.account_id, row.n + 1]));
}

async function takeOver(tx: Tx, into: number, from: number, rows: Other[], now: number): Promise<number[]> {
  const ids = inList(rows.map((row) => row.member_id).sort((a, b) => a - b));
  const still = await tx.query<{ member_id: number; account_id: number }>(
    `SELECT member_id, account_id FROM push_recipient WHERE campaign_id = ? AND member_id IN ${ids.sql} AND state = 'planned'${forUpdate(tx)}`,
    [from, ...ids.params],
  );
  const taken = inList(still.map((row) => row.member_id));
  const params: SqlValue[] = [into, now, from, ...taken.params];
  await tx.execute(
    `UPDATE push_recipient SET state = 'merged', merged_into = ?, due_at = NULL, changed_at = ? WHERE campaign_id = ? AND member_id IN ${taken.sql}`,
    params,
  );
  return still.map((row) => row.account_id);
}

type Merged = {
  campaign_id: number;
  member_id: number;
  campaign_state: string;
  fault: string | null;
  number: number;
  due_at: number | null;
};

/**
 * Whatever was to be told by a message that did not go out speaks for itself again, at the time of that message where it has one: they
 * may meet once more. After the recipients of the message have been moved; the sweep of what is due wakes the ranges.
 */
export async function partAgain(tx: Tx, into: number, accountIds: number[], now: number): Promise<void> {
  if (accountIds.length === 0) return;
  const ids = inList(accountIds);
  const rows = await tx.query<Merged>(
    `SELECT r.campaign_id, r.member_id, c.state AS campaign_state, c.fault, g.number, o.due_at FROM push_recipient r
       JOIN push_campaign c ON c.id = r.campaign_id
       JOIN push_range g ON g.campaign_id = r.campaign_id AND r.member_id BETWEEN g.first_member_id AND g.last_member_id
       JOIN push_recipient o ON o.account_id = r.account_id AND o.campaign_id = r.merged_into AND o.state NOT IN ('sent', 'unknown')
     WHERE r.account_id IN ${ids.sql} AND r.merged_into = ? AND r.state = 'merged' ORDER BY r.campaign_id, g.number`,
    [...ids.params, into],
  );
  for (const [end, own] of groupBy(rows, endOf)) {
    for (const [campaignId, members] of groupBy(own, (row) => row.campaign_id)) {
      if (end === null) await openAgain(tx, campaignId, members, now);
      for (const [due, some] of groupBy(members, (row) => row.due_at ?? now)) {
        const memberIds = some.map((row) => row.member_id);
        await moveRecipients(tx, campaignId, memberIds, ['merged'], end === null ? planAgain(due, now) : restIn(end, now));
      }
    }
  }
}

/** Null: there is somebody to send to again. */
const endOf = ({ campaign_state, fault }: Merged): string | null =>
  campaign_state === 'withdrawn' ? 'cancelled' : campaign_state === 'done' && fault !== null ? 'refused' : null;

/** The range before its people: whoever gives a range back has locked it, and then counts whom it still has to send to. */
async function openAgain(tx: Tx, campaignId: number, rows: Merged[], now: number): Promise<void> {
  for (const [number, own] of groupBy(rows, (row) => row.number)) {
    const due = Math.min(...own.map((row) => row.due_at ?? now));
    await tx.execute(
      `UPDATE push_range SET due_at = CASE WHEN due_at < ? THEN due_at ELSE ? END, done_at = NULL, fallback_at = NULL WHERE campaign_id = ? AND number = ?`,
      [due, due, campaignId, number],
    );
  }
  await tx.execute(`UPDATE push_campaign SET state = 'sending', finished_at = NULL WHERE id = ? AND state = 'done'`, [campaignId]);
}

/** One message for several notices: it says how many, and opens where they all are. */
export function mergedMessage(message: Message, count: number): Message {
  return { ...message, merged: count, title: `${count} 条新公告`, summary: `包括：${message.title}`, page: INBOX_PAGE };
}
