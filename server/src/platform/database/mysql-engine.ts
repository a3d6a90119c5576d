import type { Socket } from 'node:net';
import type { Pool, PoolConnection, QueryError, QueryOptions } from 'mysql2';
import type { QueryRunner } from 'typeorm';
import { isGone, SILENT, wasDead } from './faults';
import type { Session, SqlEngine } from './session';
import type { Executed, SqlValue } from './sql';
import type { TransactionScope } from './stray';

type Kind = 'query' | 'execute';

export class MysqlEngine implements SqlEngine {
  constructor(
    private readonly pool: Pool,
    /** The server ends a statement at its own limit; this one is for a server that doesn't answer at all. */
    private readonly silenceLimitMs: number,
    private readonly adopted: (scope: TransactionScope, connection: PoolConnection) => QueryRunner,
  ) {}

  async query<Row>(sql: string, params: readonly SqlValue[]): Promise<Row[]> {
    return rowsOf(await this.once('query', { sql }, params));
  }

  async execute(sql: string, params: readonly SqlValue[]): Promise<Executed> {
    return executedOf(await this.once('query', { sql }, params));
  }

  async rows<Row extends unknown[]>(sql: string, params: readonly SqlValue[]): Promise<Row[]> {
    return rowsOf(await this.once('execute', { sql, rowsAsArray: true }, params));
  }

  async begin(scope: TransactionScope): Promise<Session> {
    for (let attempt = 1; ; attempt++) {
      const connection = await this.connect();
      try {
        await ask(connection, 'query', { sql: 'START TRANSACTION' }, [], this.silenceLimitMs);
        return new MysqlSession(connection, this.silenceLimitMs, () => this.adopted(scope, connection));
      } catch (error) {
        giveBack(connection, error);
        // An idle connection may have died unnoticed; nothing has happened yet, so a fresh one is tried.
        if (!wasDead(error) || attempt === 2) throw error;
      }
    }
  }

  private async once(kind: Kind, statement: QueryOptions, params: readonly SqlValue[]): Promise<unknown> {
    const connection = await this.connect();
    try {
      const answer = await ask(connection, kind, statement, params, this.silenceLimitMs);
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
      return await ask(this.connection, 'query', { sql }, params, this.silenceLimitMs);
    } catch (error) {
      if (isGone(error)) this.broken = error;
      throw error;
    }
  }
}

function ask(
  connection: PoolConnection,
  kind: Kind,
  statement: QueryOptions,
  params: readonly SqlValue[],
  silenceLimitMs: number,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    // The driver has such a limit too, but forgets its timers when a connection breaks.
    const timer = setTimeout(() => reject(new Silence(silenceLimitMs)), silenceLimitMs);
    const done = (error: QueryError | null, answer: unknown): void => {
      clearTimeout(timer);
      if (error) reject(error);
      else resolve(answer);
    };
    if (kind === 'query') connection.query(statement, params as SqlValue[], done);
    else connection.execute(statement, params as SqlValue[], done);
  });
}

class Silence extends Error {
  readonly code = SILENT;

  constructor(limitMs: number) {
    super(`no answer from the database within ${limitMs} ms`);
  }
}

/** A connection with an answer still under way, or with a dead peer, must never be lent again. */
function giveBack(connection: PoolConnection, error: unknown): void {
  if (error === null || !isGone(error)) {
    connection.release();
    return;
  }
  connection.destroy();
  // The driver's destroy() says goodbye and waits for a peer that may never answer.
  (connection as PoolConnection & { stream: Socket }).stream.destroy();
}

function rowsOf<Row>(answer: unknown): Row[] {
  return Array.isArray(answer) ? (answer as Row[]) : [];
}

function executedOf(answer: unknown): Executed {
  const { affectedRows, insertId } = answer as { affectedRows?: number; insertId?: number };
  if (affectedRows === undefined) throw new Error('execute() is for statements without rows');
  return { affected: affectedRows, insertId: insertId ?? 0 };
}
