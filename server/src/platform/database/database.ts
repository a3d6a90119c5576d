import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { isConflict, isDuplicate, isGone, translate } from './faults';
import type { Session, SqlEngine } from './session';
import {
  containing,
  type Engine,
  type Executed,
  inList,
  insertMany,
  type Sql,
  type SqlValue,
  startingWith,
  type Tx,
  upsertMany,
} from './sql';
import { refuseStray, runInScope, type TransactionScope } from './stray';

export {
  containing,
  type Engine,
  type Executed,
  inList,
  insertMany,
  isDuplicate,
  type Sql,
  type SqlValue,
  startingWith,
  type Tx,
  upsertMany,
};

const RETRIES = 6;
const logger = new Logger('Database');
const NOTHING: readonly SqlValue[] = [];

/** The way to the database. Statements here commit by themselves; several that belong together go through `transaction`. */
@Injectable()
export class Database implements Sql {
  constructor(
    readonly engine: Engine,
    readonly dataSource: DataSource,
    private readonly driver: SqlEngine,
  ) {}

  async query<Row = Record<string, unknown>>(sql: string, params: readonly SqlValue[] = NOTHING): Promise<Row[]> {
    refuseStray(sql);
    return this.driver.query<Row>(sql, params).catch(fail);
  }

  async execute(sql: string, params: readonly SqlValue[] = NOTHING): Promise<Executed> {
    refuseStray(sql);
    return this.driver.execute(sql, params).catch(fail);
  }

  /** Prepared, rows as arrays in the order of the columns: for the hottest reads only. Few distinct texts, please. */
  async hot<Row extends unknown[]>(sql: string, params: readonly SqlValue[] = NOTHING): Promise<Row[]> {
    refuseStray(sql);
    return this.driver.rows<Row>(sql, params).catch(fail);
  }

  /**
   * Runs the work in one transaction. After a deadlock, a lock timeout or SQLITE_BUSY the whole work is run again on a new one, so it
   * must not do anything that a rollback cannot undo; such things go into the outbox or `tx.afterCommit`.
   */
  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    refuseStray('transaction()');
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.attempt(work);
      } catch (error) {
        if (!isConflict(error) || attempt === RETRIES) throw translate(error);
        await sleep((5 + Math.random() * 10) * 2 ** attempt);
      }
    }
  }

  async close(): Promise<void> {
    await this.dataSource.destroy();
  }

  private async attempt<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const scope: TransactionScope = { open: true };
    const session = await this.driver.begin(scope);
    const tx = new OpenTransaction(this.engine, session, scope);
    let result: T;
    try {
      result = await runInScope(scope, () => work(tx));
      if (scope.doom !== undefined) throw scope.doom;
      scope.open = false;
      await session.commit();
    } catch (error) {
      scope.open = false;
      await session.rollback();
      throw error;
    }
    tx.tellCommitted();
    return result;
  }
}

class OpenTransaction implements Tx {
  private readonly followers: (() => void)[] = [];
  private adopted: QueryRunner | null = null;

  constructor(
    readonly engine: Engine,
    private readonly session: Session,
    private readonly scope: TransactionScope,
  ) {}

  get manager(): EntityManager {
    this.adopted ??= this.session.runner();
    return this.adopted.manager;
  }

  async query<Row = Record<string, unknown>>(sql: string, params: readonly SqlValue[] = NOTHING): Promise<Row[]> {
    this.refuseIfOver(sql);
    return this.session.query<Row>(sql, params).catch((error) => this.remember(error));
  }

  async execute(sql: string, params: readonly SqlValue[] = NOTHING): Promise<Executed> {
    this.refuseIfOver(sql);
    return this.session.execute(sql, params).catch((error) => this.remember(error));
  }

  afterCommit(then: () => void): void {
    this.followers.push(then);
  }

  tellCommitted(): void {
    for (const then of this.followers) {
      try {
        then();
      } catch (error) {
        // It is committed: whoever asked must not be told that it failed.
        logger.error(error);
      }
    }
  }

  private refuseIfOver(sql: string): void {
    if (!this.scope.open) throw new Error(`the transaction has ended: ${sql.slice(0, 200)}`);
    refuseStray(sql, this.scope);
  }

  private remember(error: unknown): never {
    if (isConflict(error) || isGone(error)) this.scope.doom ??= error;
    throw error;
  }
}

function fail(error: unknown): never {
  throw translate(error);
}
