import { insertMany, type SqlValue, type Tx } from '../../platform/database/sql';
import { type Once } from '../../platform/idempotency/idempotency';

export type KnownKey = { accountId: number; key: string; bodyHash: string; answer: string };
const keyOf = ({ accountId, key }: { accountId: number; key: string }): string => `${accountId} ${key}`;

/** Which of these commands were done before, in one statement. All are of one operation. */
export async function knownKeys(tx: Tx, all: readonly Once[]): Promise<(once: Once) => KnownKey | undefined> {
  const [first] = all;
  if (!first) return () => undefined;
  const pairs = all.map(() => '(account_id = ? AND operation = ? AND idem_key = ?)').join(' OR ');
  const rows = await tx.query<KnownKey>(
    `SELECT account_id AS accountId, idem_key AS ${tx.engine === 'mysql' ? '`key`' : '"key"'}, body_hash AS bodyHash, answer FROM idempotency_key WHERE ${pairs}`,
    all.flatMap(({ accountId, operation, key }): SqlValue[] => [accountId, operation, key]),
  );
  const known = new Map(rows.map((row) => [keyOf(row), row]));
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
