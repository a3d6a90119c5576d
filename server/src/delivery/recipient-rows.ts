import { type Fragment, inList, type Sql, type SqlValue, type Tx } from '../platform/database/sql';
import { audienceOf, type Campaign, whoOf } from './campaign-rows';
import type { Recipient } from './channels/channel';
import type { MemberSet } from './member-set';
import { membersOf } from './range-members';
import type { ClaimedRange } from './range-rows';

/** Everything in SQL is done for so many people at once. */
const PART = 1_000;
const EVERYBODY: Fragment = { sql: '1 = 1', params: [] };

type Row = {
  member_id: number;
  account_id: number;
  shop_id: number;
  shop_name: string;
  name: string;
  external_id: string;
  unionid: string | null;
  owner_staff_id: number | null;
  present: number;
};
export type Waiting = { recipients: Recipient[]; gone: number[]; last: number | null };

/** The next of a range that are due on a channel, in the order of their ids. `gone` are those who belong to the audience no more. */
export async function nextWaiting(
  sql: Sql,
  campaign: Campaign,
  range: ClaimedRange,
  channel: string,
  after: number,
  limit: number,
  now: number,
): Promise<Waiting> {
  const person = personOf(campaign);
  const rows = await sql.query<Row>(
    `SELECT r.member_id, r.account_id, r.shop_id, ${person.columns}, a.external_id, a.unionid, CASE WHEN ${person.present.sql} THEN 1 ELSE 0 END AS present
     FROM push_recipient r ${person.joins} JOIN account a ON a.id = r.account_id
     WHERE r.campaign_id = ? AND r.member_id BETWEEN ? AND ? AND r.state = 'planned' AND r.channel = ? AND r.due_at <= ?
     ORDER BY r.member_id LIMIT ${limit}`,
    [...person.present.params, campaign.id, Math.max(range.first, after + 1), range.last, channel, now],
  );
  return {
    recipients: rows.filter((row) => row.present === 1).map((row) => present(campaign.id, row)),
    gone: rows.filter((row) => row.present === 0).map((row) => row.member_id),
    last: rows.at(-1)?.member_id ?? null,
  };
}

/** The members of a range who still belong to a campaign's audience. An erased account has no membership that is active. */
export async function presentOf(sql: Sql, { to }: Campaign, range: ClaimedRange): Promise<MemberSet> {
  const who = whoOf(to);
  const from = `FROM member m JOIN shop s ON s.id = m.shop_id WHERE m.status = 'active' AND ${who.sql}`;
  return (await membersOf(sql, range, { sql: from, params: who.params }, EVERYBODY)).members;
}

/** By their ids, whether or not they belong to the audience still. */
export async function recipientsOf(sql: Sql, campaign: Campaign, memberIds: number[]): Promise<Recipient[]> {
  const found: Recipient[] = [];
  for (let i = 0; i < memberIds.length; i += PART) {
    const ids = inList(memberIds.slice(i, i + PART));
    const rows = await sql.query<Row>(
      `SELECT m.id AS member_id, m.account_id, m.shop_id, s.name AS shop_name, m.name, a.external_id, a.unionid, s.owner_staff_id, 1 AS present
       FROM member m JOIN shop s ON s.id = m.shop_id JOIN account a ON a.id = m.account_id WHERE m.id IN ${ids.sql} ORDER BY m.id`,
      ids.params,
    );
    found.push(...rows.map((row) => present(campaign.id, row)));
  }
  return found;
}

function personOf({ to }: Campaign): { columns: string; joins: string; present: Fragment } {
  if (audienceOf(to) === 'staff')
    return {
      columns: `'' AS shop_name, f.name, NULL AS owner_staff_id`,
      joins: 'JOIN staff f ON f.id = r.member_id',
      present: { sql: 'f.disabled_at IS NULL', params: [] },
    };
  const who = 'condition' in to ? whoOf(to) : { sql: '1 = 1', params: [] };
  return {
    columns: 's.name AS shop_name, m.name, s.owner_staff_id',
    joins: 'JOIN member m ON m.id = r.member_id JOIN shop s ON s.id = r.shop_id',
    present: { sql: `m.status = 'active' AND a.erased_at IS NULL AND ${who.sql}`, params: who.params },
  };
}

const present = (campaignId: number, row: Row): Recipient => ({
  campaignId,
  memberId: row.member_id,
  accountId: row.account_id,
  shopId: row.shop_id,
  shopName: row.shop_name,
  name: row.name,
  externalId: row.external_id,
  unionid: row.unionid,
  ownerStaffId: row.owner_staff_id,
});

/** The channels by which somebody in the range is due. */
export async function dueChannels(sql: Sql, range: ClaimedRange, now: number): Promise<string[]> {
  const rows = await sql.query<{ channel: string }>(
    `SELECT DISTINCT channel FROM push_recipient
     WHERE campaign_id = ? AND member_id BETWEEN ? AND ? AND state = 'planned' AND due_at <= ? ORDER BY channel`,
    [range.campaignId, range.first, range.last, now],
  );
  return rows.map(({ channel }) => channel);
}

/** Those who are still in the state that is expected, by the ids given. */
export async function stillIn(tx: Tx, campaignId: number, memberIds: number[], state: string): Promise<Set<number>> {
  const found = new Set<number>();
  for (let i = 0; i < memberIds.length; i += PART) {
    const ids = inList(memberIds.slice(i, i + PART));
    const rows = await tx.query<{ id: number }>(
      `SELECT member_id AS id FROM push_recipient WHERE campaign_id = ? AND member_id IN ${ids.sql} AND state = ?${tx.engine === 'mysql' ? ' FOR UPDATE' : ''}`,
      [campaignId, ...ids.params, state],
    );
    for (const { id } of rows) found.add(id);
  }
  return found;
}

/** Changes those of the ids that are in one of the states `from`. */
export async function moveRecipients(
  tx: Tx,
  campaignId: number,
  memberIds: number[],
  from: readonly string[],
  set: Fragment,
): Promise<number> {
  let affected = 0;
  const states = from.map((state) => `'${state}'`).join(', ');
  for (let i = 0; i < memberIds.length; i += PART) {
    const ids = inList(memberIds.slice(i, i + PART));
    const params: SqlValue[] = [...set.params, campaignId, ...ids.params];
    affected += (
      await tx.execute(
        `UPDATE push_recipient SET ${set.sql} WHERE campaign_id = ? AND member_id IN ${ids.sql} AND state IN (${states})`,
        params,
      )
    ).affected;
  }
  return affected;
}

/** A state in which nothing more is sent for now. */
export const restIn = (state: string, now: number): Fragment => ({
  sql: 'state = ?, due_at = NULL, changed_at = ?',
  params: [state, now],
});
/** To be sent to, not before `due`. */
export const planAgain = (due: number, now: number): Fragment => ({
  sql: `state = 'planned', due_at = ?, changed_at = ?`,
  params: [due, now],
});
