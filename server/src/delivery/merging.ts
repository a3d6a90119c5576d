import { groupBy } from '@dianquan/shared/group-by';
import { forUpdate, inList, type SqlValue, type Tx } from '../platform/database/sql';
import type { Message, Recipient } from './channels/channel';

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

/** Lets what else waits for these people be told by the message they get now. @returns how many notices each message stands for */
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
     WHERE r.account_id IN ${ids.sql} AND r.campaign_id <> ? AND r.state = 'planned' AND r.due_at <= ? AND r.attempts = 0
       AND c.importance = 'normal' AND c.state IN ('planning', 'sending') AND c.fault IS NULL`,
    [...ids.params, campaignId, now + minutes * MINUTE],
  );
  const merged = new Map<number, number>();
  for (const [other, own] of groupBy(others, (row) => row.campaign_id)) {
    const taken = await takeOver(tx, campaignId, other, own, now);
    for (const accountId of taken) merged.set(accountId, (merged.get(accountId) ?? 1) + 1);
  }
  return merged;
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

/** One message for several notices: it says how many, and opens where they all are. */
export function mergedMessage(message: Message, count: number): Message {
  return { ...message, merged: count, title: `${count} 条新公告`, summary: `包括：${message.title}`, page: INBOX_PAGE };
}
