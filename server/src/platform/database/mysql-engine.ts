import type { PoolConnection, QueryOptions } from 'mysql2';
import type { QueryRunner } from 'typeorm';
import { isGone, wasDead } from './faults';
import type { MysqlLines } from './mysql-lines';
import type { Session, SqlEngine } from './session';
import type { Executed, SqlValue } from './sql';
import type { TransactionScope } from './stray';

type Kind = 'query' | 'execute';

export class MysqlEngine implements SqlEngine {
  constructor(
    private readonly lines: MysqlLines,
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
      const connection = await this.lines.connect();
      try {
        await this.lines.ask(connection, 'query', { sql: 'START TRANSACTION' }, []);
        return new MysqlSession(this.lines, connection, scope, () => this.adopted(scope, connection));
      } catch (error) {
        this.lines.giveBack(connection, error);
        // An idle connection may have died unnoticed; nothing has happened yet, so a fresh one is tried.
        if (!wasDead(error) || attempt === 2) throw error;
      }
    }
  }

  private async once(kind: Kind, statement: QueryOptions, params: readonly SqlValue[]): Promise<unknown> {
    const connection = await this.lines.connect();
    try {
      const answer = await this.lines.ask(connection, kind, statement, params);
      connection.release();
      return answer;
    } catch (error) {
      this.lines.giveBack(connection, error);
      throw error;
    }
  }
}

class MysqlSession implements Session {
  private broken: unknown = null;

  constructor(
    private readonly lines: MysqlLines,
    private readonly connection: PoolConnection,
    private readonly scope: TransactionScope,
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
    // A statement through TypeORM may be what found the server gone.
    if (isGone(this.scope.doom)) this.broken ??= this.scope.doom;
    if (this.broken === null) await this.ask('ROLLBACK', []).catch(() => undefined);
    this.lines.giveBack(this.connection, this.broken);
  }

  private async ask(sql: string, params: readonly SqlValue[]): Promise<unknown> {
    try {
      return await this.lines.ask(this.connection, 'query', { sql }, params);
    } catch (error) {
      if (isGone(error)) this.broken = error;
      throw error;
    }
  }
}

function rowsOf<Row>(answer: unknown): Row[] {
  return Array.isArray(answer) ? (answer as Row[]) : [];
}

function executedOf(answer: unknown): Executed {
  const { affectedRows, insertId } = answer as { affectedRows?: number; insertId?: number };
  if (affectedRows === undefined) throw new Error('execute() is for statements without rows');
  return { affected: affectedRows, insertId: insertId ?? 0 };
}
