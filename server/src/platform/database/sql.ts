import type { EntityManager } from 'typeorm';

export type Engine = 'sqlite' | 'mysql';
/** What may be bound to a `?`. Times are epoch milliseconds, JSON is a string. */
export type SqlValue = string | number | boolean | null;

export interface Executed {
  /** Rows matched, also when nothing in them changed; don't read it after an upsert, the engines count differently. */
  affected: number;
  /** Of a single-row INSERT, otherwise 0. */
  insertId: number;
}

/** What both the database and an open transaction can do; helpers that only read take this. */
export interface Sql {
  readonly engine: Engine;
  query<Row = Record<string, unknown>>(sql: string, params?: readonly SqlValue[]): Promise<Row[]>;
  execute(sql: string, params?: readonly SqlValue[]): Promise<Executed>;
}

/**
 * An open transaction; pass it on explicitly. It is dead once the work has returned. Statements of which none needs another's answer are
 * best begun together (`Promise.all`): MySQL gets them in one packet, and does them in the order in which they were begun.
 */
export interface Tx extends Sql {
  /** For small writes with entities; shares the transaction. */
  readonly manager: EntityManager;
  /** Runs after a successful commit, never when the work is rolled back or tried again. */
  afterCommit(then: () => void): void;
}

export interface Fragment {
  sql: string;
  params: SqlValue[];
}

/** `id IN ${inList(ids).sql}`; an empty list matches nothing. */
export function inList(values: readonly SqlValue[]): Fragment {
  return values.length === 0 ? { sql: '(NULL)', params: [] } : { sql: `(${marks(values.length)})`, params: [...values] };
}

/** Ends a SELECT whose rows nobody else may change until the transaction is over. On SQLite a transaction has the database to itself. */
export const forUpdate = (sql: Pick<Sql, 'engine'>): string => (sql.engine === 'mysql' ? ' FOR UPDATE' : '');

/** Patterns for `LIKE ? ESCAPE '!'`, with the wildcards of the term taken literally. LIKE tells case apart on both engines. */
export const containing = (term: string): string => `%${literally(term)}%`;
export const startingWith = (term: string): string => `${literally(term)}%`;

/** SQLite binds at most 32,766 values; far below that a longer statement gains nothing. */
const MAX_BOUND = 16_000;

/** Inserts in statements of many rows; returns how many rows were written. `ignore` skips rows whose key is taken. */
export async function insertMany(
  sql: Sql,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly SqlValue[])[],
  options: { ignore?: boolean; chunk?: number } = {},
): Promise<number> {
  const verb = options.ignore ? (sql.engine === 'mysql' ? 'INSERT IGNORE' : 'INSERT OR IGNORE') : 'INSERT';
  return writeRows(sql, `${verb} INTO ${table} (${columns.join(', ')}) VALUES `, '', columns.length, rows, options.chunk);
}

/** Inserts, or where `keyColumns` (a unique key) are taken, sets `updateColumns` from the new row. */
export async function upsertMany(
  sql: Sql,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly SqlValue[])[],
  keyColumns: readonly string[],
  updateColumns: readonly string[],
): Promise<void> {
  if (updateColumns.length === 0) {
    await insertMany(sql, table, columns, rows, { ignore: true });
    return;
  }
  const tail =
    sql.engine === 'mysql'
      ? ` ON DUPLICATE KEY UPDATE ${updateColumns.map((name) => `${name} = VALUES(${name})`).join(', ')}`
      : ` ON CONFLICT (${keyColumns.join(', ')}) DO UPDATE SET ${updateColumns.map((name) => `${name} = excluded.${name}`).join(', ')}`;
  await writeRows(sql, `INSERT INTO ${table} (${columns.join(', ')}) VALUES `, tail, columns.length, rows);
}

async function writeRows(
  sql: Sql,
  head: string,
  tail: string,
  width: number,
  rows: readonly (readonly SqlValue[])[],
  chunk = 1_000,
): Promise<number> {
  const size = Math.max(1, Math.min(chunk, Math.floor(MAX_BOUND / width)));
  const one = `(${marks(width)})`;
  let affected = 0;
  for (let start = 0; start < rows.length; start += size) {
    const part = rows.slice(start, start + size);
    const statement = head + Array<string>(part.length).fill(one).join(',') + tail;
    // Not flat(), which takes longer than the driver takes to write the statement.
    const values: SqlValue[] = [];
    for (const row of part) for (const value of row) values.push(value);
    affected += (await sql.execute(statement, values)).affected;
  }
  return affected;
}

const marks = (count: number): string => Array<string>(count).fill('?').join(',');
const literally = (term: string): string => term.replace(/[!%_]/g, '!$&');
