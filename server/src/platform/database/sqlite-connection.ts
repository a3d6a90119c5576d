import type { Executed, SqlValue } from './sql';

type Bound = string | number | bigint | null;

interface NativeStatement {
  readonly reader: boolean;
  raw(): NativeStatement;
  all(params: Bound[]): unknown[];
  run(params: Bound[]): { changes: number; lastInsertRowid: number };
}

export interface NativeConnection {
  prepare(sql: string): NativeStatement;
  pragma(source: string): unknown;
}

interface Prepared {
  statement: NativeStatement;
  reader: boolean;
  inserts: boolean;
}

const CACHED_STATEMENTS = 500;
const CACHED_LENGTH = 4_000;

/** The one libsql connection, with its prepared statements kept. */
export class SqliteConnection {
  private readonly objects = new Map<string, Prepared>();
  private readonly arrays = new Map<string, Prepared>();

  constructor(private readonly native: NativeConnection) {}

  all(sql: string, params: readonly unknown[]): unknown[] {
    const { statement, reader } = this.prepare(sql, this.objects);
    if (reader) return statement.all(params.map(bind));
    statement.run(params.map(bind));
    return [];
  }

  rows(sql: string, params: readonly SqlValue[]): unknown[] {
    return this.prepare(sql, this.arrays).statement.all(params.map(bind));
  }

  run(sql: string, params: readonly unknown[]): Executed {
    const { statement, reader, inserts } = this.prepare(sql, this.objects);
    if (reader) throw new Error(`execute() is for statements without rows: ${sql.slice(0, 200)}`);
    const { changes, lastInsertRowid } = statement.run(params.map(bind));
    return { affected: changes, insertId: inserts ? lastInsertRowid : 0 };
  }

  isReader(sql: string): boolean {
    return this.prepare(sql, this.objects).reader;
  }

  private prepare(sql: string, cache: Map<string, Prepared>): Prepared {
    const known = cache.get(sql);
    if (known) return known;
    const statement = this.native.prepare(sql);
    const prepared = { statement, reader: statement.reader, inserts: /^\s*(insert|replace)\b/i.test(sql) };
    if (cache === this.arrays) statement.raw();
    if (sql.length > CACHED_LENGTH) return prepared;
    cache.set(sql, prepared);
    if (cache.size > CACHED_STATEMENTS) cache.delete(cache.keys().next().value as string);
    return prepared;
  }
}

/** libsql binds every number as REAL and ends the process on a boolean. */
function bind(value: unknown): Bound {
  switch (typeof value) {
    case 'number':
      return Number.isInteger(value) ? BigInt(value) : value;
    case 'string':
    case 'bigint':
      return value;
    case 'boolean':
      return value ? 1n : 0n;
    case 'undefined':
      return null;
    default:
      if (value === null) return null;
      throw new TypeError(`cannot bind ${Object.prototype.toString.call(value)}`);
  }
}
