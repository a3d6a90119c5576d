import { createHash } from 'node:crypto';
import type { QueryRunner } from 'typeorm';

/**
 * DDL that means the same on both engines. Migrations are written with these functions only, so that a table
 * cannot come out differently on SQLite and on MySQL / MariaDB.
 */

type Engine = 'sqlite' | 'mysql';

export class Column {
  private constructor(
    private readonly types: Record<Engine, string>,
    private readonly isNullable = false,
    private readonly initial: string | number | null = null,
    readonly isSerial = false,
  ) {}

  static of(sqlite: string, mysql: string): Column {
    return new Column({ sqlite, mysql });
  }

  static serial(): Column {
    return new Column({ sqlite: 'INTEGER PRIMARY KEY AUTOINCREMENT', mysql: 'INT UNSIGNED NOT NULL AUTO_INCREMENT' }, false, null, true);
  }

  nullable(): Column {
    return new Column(this.types, true, this.initial, this.isSerial);
  }

  default(value: string | number): Column {
    return new Column(this.types, this.isNullable, value, this.isSerial);
  }

  ddl(name: string, engine: Engine): string {
    const parts = [quote(name), this.types[engine]];
    if (!this.isSerial) parts.push(this.isNullable ? 'NULL' : 'NOT NULL');
    if (this.initial !== null) parts.push(`DEFAULT ${literal(this.initial)}`);
    return parts.join(' ');
  }
}

export const id = (): Column => Column.serial();
export const int = (): Column => Column.of('INTEGER', 'INT UNSIGNED');
/** For the few numbers that may be below zero but stay small (orders of display, differences). */
export const signed = (): Column => Column.of('INTEGER', 'INT');
/** Epoch milliseconds, UTC. */
export const time = (): Column => Column.of('INTEGER', 'BIGINT');
/** Integer fen. */
export const money = (): Column => Column.of('INTEGER', 'BIGINT');
export const bool = (): Column => Column.of('INTEGER', 'TINYINT');
export const varchar = (length: number): Column => Column.of(`VARCHAR(${length})`, `VARCHAR(${length})`);
/** Up to 64 KB. MySQL allows no DEFAULT on it: give a value or make it nullable. */
export const text = (): Column => Column.of('TEXT', 'TEXT');
export const longtext = (): Column => Column.of('TEXT', 'LONGTEXT');
export const double = (): Column => Column.of('REAL', 'DOUBLE');

export interface TableOptions {
  /** Composite or natural key; not together with an `id()` column. */
  primary?: string[];
  indexes?: string[][];
  uniques?: string[][];
  /** SQLite only: store the rows in the primary key's own tree. */
  withoutRowid?: boolean;
}

export async function createTable(
  q: QueryRunner,
  table: string,
  columns: Record<string, Column>,
  options: TableOptions = {},
): Promise<void> {
  const engine = engineOf(q);
  const lines = Object.entries(columns).map(([name, column]) => column.ddl(name, engine));
  const serial = Object.entries(columns).find(([, column]) => column.isSerial);
  if (serial && options.primary) throw new Error(`${table}: an id() column is the primary key already`);
  if (!serial && !options.primary) throw new Error(`${table}: no primary key`);
  if (options.primary) lines.push(`PRIMARY KEY (${list(options.primary)})`);
  else if (serial && engine === 'mysql') lines.push(`PRIMARY KEY (${quote(serial[0])})`);
  if (engine === 'mysql') {
    for (const keys of options.uniques ?? []) lines.push(`UNIQUE KEY ${quote(keyName('uq', table, keys))} (${list(keys)})`);
    for (const keys of options.indexes ?? []) lines.push(`KEY ${quote(keyName('ix', table, keys))} (${list(keys)})`);
  }
  const suffix =
    engine === 'mysql'
      ? ' ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin'
      : options.withoutRowid && !serial
        ? ' WITHOUT ROWID'
        : '';
  await q.query(`CREATE TABLE ${quote(table)} (\n  ${lines.join(',\n  ')}\n)${suffix}`);
  if (engine === 'mysql') return;
  for (const keys of options.uniques ?? []) await createIndex(q, table, keys, { unique: true });
  for (const keys of options.indexes ?? []) await createIndex(q, table, keys);
}

export async function dropTable(q: QueryRunner, table: string): Promise<void> {
  await q.query(`DROP TABLE ${quote(table)}`);
}

/** SQLite fills existing rows only from a default: a column that is not nullable needs one. */
export async function addColumn(q: QueryRunner, table: string, name: string, column: Column): Promise<void> {
  await q.query(`ALTER TABLE ${quote(table)} ADD COLUMN ${column.ddl(name, engineOf(q))}`);
}

export async function dropColumn(q: QueryRunner, table: string, name: string): Promise<void> {
  await q.query(`ALTER TABLE ${quote(table)} DROP COLUMN ${quote(name)}`);
}

export async function createIndex(q: QueryRunner, table: string, keys: string[], options: { unique?: boolean } = {}): Promise<void> {
  const name = keyName(options.unique ? 'uq' : 'ix', table, keys);
  await q.query(`CREATE ${options.unique ? 'UNIQUE ' : ''}INDEX ${quote(name)} ON ${quote(table)} (${list(keys)})`);
}

export async function dropIndex(q: QueryRunner, table: string, keys: string[], options: { unique?: boolean } = {}): Promise<void> {
  const name = quote(keyName(options.unique ? 'uq' : 'ix', table, keys));
  await q.query(engineOf(q) === 'mysql' ? `DROP INDEX ${name} ON ${quote(table)}` : `DROP INDEX ${name}`);
}

function engineOf(q: QueryRunner): Engine {
  const type = q.dataSource.options.type;
  return type === 'mysql' || type === 'mariadb' ? 'mysql' : 'sqlite';
}

const quote = (name: string): string => `\`${name}\``;
/** `created_at DESC` is allowed in a key. */
const list = (keys: string[]): string => keys.map((key) => key.replace(/^\w+/, quote)).join(', ');
const literal = (value: string | number): string => (typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`);

/** Names of indexes are global on SQLite and at most 64 characters on MySQL. */
function keyName(kind: 'ix' | 'uq', table: string, keys: string[]): string {
  const full = `${kind}_${table}_${keys.join('_').replace(/\W+/g, '_').toLowerCase()}`;
  return full.length <= 60 ? full : `${full.slice(0, 50)}_${createHash('sha256').update(full).digest('hex').slice(0, 8)}`;
}
