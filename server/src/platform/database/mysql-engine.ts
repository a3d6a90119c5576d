import type { Pool, PoolConnection, QueryError } from 'mysql2';
import type { QueryRunner } from 'typeorm';
import { isGone } from './faults';
import type { Session, SqlEngine } from './session';
import type { Executed, SqlValue } from './sql';
import type { TransactionScope } from './stray';

type Kind = 'query' | 'execute';

interface Statement {
  sql: string;
  timeout: number;
  rowsAsArray?: boolean;
}

export class MysqlEngine implements SqlEngine {
  constructor(
    private readonly pool: Pool,
    /** The server ends a statement at its own limit; this one is for a server that doesn't answer at all. */
    private readonly silenceLimitMs: number,
    private readonly adopted: (scope: TransactionScope, connection: PoolConnection) => QueryRunner,
  ) {}

  async query<Row>(sql: string, params: readonly SqlValue[]): Promise<Row[]> {
    return rowsOf(await this.once('query', { sql, timeout: this.silenceLimitMs }, params));
  }

  async execute(sql: string, params: readonly SqlValue[]): Promise<Executed> {
    return executedOf(await this.once('query', { sql, timeout: this.silenceLimitMs }, params));
  }

  async rows<Row extends unknown[]>(sql: string, params: readonly SqlValue[]): Promise<Row[]> {
    return rowsOf(await this.once('execute', { sql, timeout: this.silenceLimitMs, rowsAsArray: true }, params));
  }

  async begin(scope: TransactionScope): Promise<Session> {
    const statement = { sql: 'START TRANSACTION', timeout: this.silenceLimitMs };
    for (let attempt = 1; ; attempt++) {
      const connection = await this.connect();
      try {
        await ask(connection, 'query', statement, []);
        return new MysqlSession(connection, this.silenceLimitMs, () => this.adopted(scope, connection));
      } catch (error) {
        giveBack(connection, error);
        // An idle connection may have died unnoticed; nothing has happened yet, so a fresh one is tried.
        if (!isGone(error) || attempt === 2) throw error;
      }
    }
  }

  private async once(kind: Kind, statement: Statement, params: readonly SqlValue[]): Promise<unknown> {
    const connection = await this.connect();
    try {
      const answer = await ask(connection, kind, statement, params);
      connection.release();
      return answer;
    } catch (error) {
      giveBack(connection, error);
      throw error;
    }
  }

  private connect(): Promise<PoolConnection> {
    return new Promise((resolve, reject) => {
      this.pool.getConnection((error, connection) => (error ? reject(error) : resolve(connection)));
    });
  }
}

class MysqlSession implements Session {
  private broken: unknown = null;

  constructor(
    private readonly connection: PoolConnection,
    private readonly silenceLimitMs: number,
    readonly runner: () => QueryRunner,
  ) {}

  async query<Row>(sql: string, params: readonly SqlValue[]): Promise<Row[]> {
    return rowsOf(await this.ask(sql, params));
  }

  async execute(sql: string, params: readonly SqlValue[]): Promise<Executed> {
    return executedOf(await this.ask(sql, params));
  }

  async commit(): Promise<void> {
    await this.ask('COMMIT', []);
    this.connection.release();
  }

  async rollback(): Promise<void> {
    if (this.broken === null) await this.ask('ROLLBACK', []).catch(() => undefined);
    giveBack(this.connection, this.broken);
  }

  private async ask(sql: string, params: readonly SqlValue[]): Promise<unknown> {
    try {
      return await ask(this.connection, 'query', { sql, timeout: this.silenceLimitMs }, params);
    } catch (error) {
      if (isGone(error)) this.broken = error;
      throw error;
    }
  }
}

function ask(connection: PoolConnection, kind: Kind, statement: Statement, params: readonly SqlValue[]): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const done = (error: QueryError | null, answer: unknown): void => (error ? reject(error) : resolve(answer));
    if (kind === 'query') connection.query(statement, params as SqlValue[], done);
    else connection.execute(statement, params as SqlValue[], done);
  });
}

/** A connection with an answer still under way, or with a dead peer, must never be lent again. */
function giveBack(connection: PoolConnection, error: unknown): void {
  if (error !== null && isGone(error)) connection.destroy();
  else connection.release();
}

function rowsOf<Row>(answer: unknown): Row[] {
  return Array.isArray(answer) ? (answer as Row[]) : [];
}

function executedOf(answer: unknown): Executed {
  const { affectedRows, insertId } = answer as { affectedRows?: number; insertId?: number };
  if (affectedRows === undefined) throw new Error('execute() is for statements without rows');
  return { affected: affectedRows, insertId: insertId ?? 0 };
}
