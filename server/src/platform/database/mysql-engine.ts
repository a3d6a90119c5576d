import type { PoolConnection, QueryOptions } from 'mysql2';
import type { QueryRunner } from 'typeorm';
import { isGone, wasDead } from './faults';
import type { MysqlLines } from './mysql-lines';
import { refuseSeveral } from './one-statement';
import type { Session, SqlEngine } from './session';
import type { Executed, SqlValue } from './sql';
import type { TransactionScope } from './stray';

type Kind = 'query' | 'execute';
type Asked = { sql: string; params: readonly SqlValue[]; resolve: (answer: unknown) => void; reject: (error: unknown) => void };

/** What travels together binds no more than this, so that one packet holds it. */
const MOST_BOUND = 16_000;

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
    refuseSeveral(statement.sql);
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

/** Statements that are begun together, none waiting for another, go to the server in one packet: a journey saved for each. */
class MysqlSession implements Session {
  private broken: unknown = null;
  private asked: Asked[] = [];

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

  private ask(sql: string, params: readonly SqlValue[]): Promise<unknown> {
    refuseSeveral(sql);
    return new Promise((resolve, reject) => {
      this.asked.push({ sql, params, resolve, reject });
      if (this.asked.length === 1) queueMicrotask(() => this.send());
    });
  }

  private send(): void {
    const all = this.asked;
    this.asked = [];
    // The driver keeps the order of what it is given.
    for (let from = 0; from < all.length; ) {
      let to = from;
      let bound = 0;
      do bound += all[to++]?.params.length ?? 0;
      while (to < all.length && bound + (all[to]?.params.length ?? 0) <= MOST_BOUND);
      void this.sendTogether(all.slice(from, to));
      from = to;
    }
  }

  private async sendTogether(asked: readonly Asked[]): Promise<void> {
    const isAlone = asked.length === 1;
    const values: SqlValue[] = [];
    for (const { params } of asked) for (const value of params) values.push(value);
    try {
      const answer = await this.lines.ask(this.connection, 'query', { sql: asked.map(({ sql }) => sql).join(';') }, values);
      for (const [i, { resolve }] of asked.entries()) resolve(isAlone ? answer : (answer as unknown[])[i]);
    } catch (error) {
      if (isGone(error)) this.broken = error;
      // Which of them it was, and what became of the others, isn't told: whoever goes on in spite of it must not commit.
      if (!isAlone) this.scope.doom ??= error;
      for (const { reject } of asked) reject(error);
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
