import { isBusy } from './faults';
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
  exec(sql: string): void;
  pragma(source: string): unknown;
}

interface Prepared {
  statement: NativeStatement;
  reader: boolean;
  inserts: boolean;
}

const CACHED_STATEMENTS = 500;
const CACHED_LENGTH = 4_000;
const CONTROL = /^\s*(begin|commit|end|rollback|savepoint|release)\b/i;

/** The one libsql connection, with its prepared statements kept. */
export class SqliteConnection {
  private readonly objects = new Map<string, Prepared>();
  private readonly arrays = new Map<string, Prepared>();

  constructor(private readonly native: NativeConnection) {}

  all(sql: string, params: readonly unknown[]): unknown[] {
    const { statement, reader } = this.prepare(sql, this.objects);
    const bound = params.map(bind);
    if (reader) return this.whole(() => statement.all(bound));
    this.whole(() => statement.run(bound));
    return [];
  }

  rows(sql: string, params: readonly SqlValue[]): unknown[] {
    const { statement } = this.prepare(sql, this.arrays);
    const bound = params.map(bind);
    return this.whole(() => statement.all(bound));
  }

  run(sql: string, params: readonly unknown[]): Executed {
    if (CONTROL.test(sql)) return this.control(sql);
    const { statement, reader, inserts } = this.prepare(sql, this.objects);
    if (reader) throw new Error(`execute() is for statements without rows: ${sql.slice(0, 200)}`);
    const bound = params.map(bind);
    const { changes, lastInsertRowid } = this.whole(() => statement.run(bound));
    return { affected: changes, insertId: inserts ? lastInsertRowid : 0 };
  }

  /** Never kept: what fails here is over at once. */
  private control(sql: string): Executed {
    this.native.exec(sql);
    return { affected: 0, insertId: 0 };
  }

  /**
   * A statement that met another process's lock stays half begun, and libsql has no way to reset it: no COMMIT would succeed beside it,
   * and single writes would not be committed. One that is refused is over, so it runs once more while writes are refused.
   */
  private whole<T>(step: () => T): T {
    try {
      return step();
    } catch (error) {
      if (isBusy(error)) this.end(step);
      throw error;
    }
  }

  private end(step: () => unknown): void {
    this.native.exec('PRAGMA query_only = ON');
    try {
      step();
    } catch {
      // The refusal is what was wanted.
    } finally {
      this.native.exec('PRAGMA query_only = OFF');
    }
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
