import { hotAny } from '../../catalogue/hot-list';
import { hotRows } from '../../catalogue/hot-rows';
import { insertMany, type Sql, type Tx } from '../../platform/database/sql';
import type { Once } from '../../platform/idempotency/idempotency';

export type KnownKey = { accountId: number; key: string; bodyHash: string; answer: string };
const keyOf = ({ accountId, key }: { accountId: number; key: string }): string => `${accountId} ${key}`;

/** Which of these commands were done before, in one statement. All are of one operation. */
export async function knownKeys(sql: Sql, all: readonly Once[]): Promise<(once: Once) => KnownKey | undefined> {
  const wanted = hotAny(
    '(account_id = ? AND operation = ? AND idem_key = ?)',
    all.map(({ accountId, operation, key }) => [accountId, operation, key]),
    3,
  );
  const rows = await hotRows<[accountId: number, key: string, bodyHash: string, answer: string]>(
    sql,
    `SELECT account_id, idem_key, body_hash, answer FROM idempotency_key WHERE ${wanted.sql}`,
    wanted.params,
  );
  const known = new Map(
    rows.map(([accountId, key, bodyHash, answer]) => [keyOf({ accountId, key }), { accountId, key, bodyHash, answer }]),
  );
  return (once) => known.get(keyOf(once));
}

/** A key that somebody else writes at this moment makes this wait, and then fail as a duplicate. */
export async function rememberKeys(tx: Tx, done: readonly { once: Once; answer: string }[], at: number): Promise<void> {
  const rows = [...done].sort((a, b) => (keyOf(a.once) < keyOf(b.once) ? -1 : 1));
  await insertMany(
    tx,
    'idempotency_key',
    ['account_id', 'operation', 'idem_key', 'body_hash', 'answer', 'at'],
    rows.map(({ once, answer }) => [once.accountId, once.operation, once.key, once.bodyHash, answer, at]),
  );
}
