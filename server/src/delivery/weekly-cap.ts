import { forUpdate, inList, insertMany, type Tx } from '../platform/database/sql';

/** Counts one message more for each of these people in this week, and says who has had enough. Their rows are locked meanwhile. */
export async function countInWeek(tx: Tx, accountIds: number[], week: string, cap: number): Promise<Set<number>> {
  const sorted = [...new Set(accountIds)].sort((a, b) => a - b);
  await insertMany(
    tx,
    'push_week',
    ['account_id', 'week', 'used'],
    sorted.map((id) => [id, week, 0]),
    { ignore: true },
  );
  const ids = inList(sorted);
  const rows = await tx.query<{ account_id: number; used: number }>(
    `SELECT account_id, used FROM push_week WHERE account_id IN ${ids.sql} AND week = ? ORDER BY account_id${forUpdate(tx)}`,
    [...ids.params, week],
  );
  const full = new Set(rows.filter(({ used }) => used >= cap).map((row) => row.account_id));
  const counted = inList(sorted.filter((id) => !full.has(id)));
  await tx.execute(`UPDATE push_week SET used = used + 1 WHERE account_id IN ${counted.sql} AND week = ?`, [...counted.params, week]);
  return full;
}

/** What was counted and then not sent. */
export async function uncountInWeek(tx: Tx, accountIds: number[], week: string): Promise<void> {
  const ids = inList(accountIds);
  await tx.execute(`UPDATE push_week SET used = used - 1 WHERE account_id IN ${ids.sql} AND week = ? AND used > 0`, [...ids.params, week]);
}
