import { QueryFailedError, QueryResult } from 'typeorm';
import type { BetterSqlite3Driver } from 'typeorm/driver/better-sqlite3/BetterSqlite3Driver';
import { BetterSqlite3QueryRunner } from 'typeorm/driver/better-sqlite3/BetterSqlite3QueryRunner';
import { AppError } from '../errors';
import { translate } from './faults';
import type { SqliteEngine } from './sqlite-engine';
import type { Release } from './sqlite-gate';
import { refuseStray, type TransactionScope } from './stray';

/**
 * TypeORM's own driver hands the same runner to everybody. Here each asker gets its own, with its own transaction state,
 * and every statement passes the gate.
 */
export class SqliteQueryRunner extends BetterSqlite3QueryRunner {
  private leave: Release | null = null;
  private scope: TransactionScope | undefined;

  constructor(
    driver: BetterSqlite3Driver,
    private readonly engine: SqliteEngine,
  ) {
    super(driver);
  }

  /** Joins a transaction that somebody else began and will end. */
  adopt(scope: TransactionScope): void {
    this.scope = scope;
    this.leave = () => undefined;
    this.isTransactionActive = true;
    this.transactionDepth = 1;
  }

  // biome-ignore lint/suspicious/noExplicitAny: the signature of TypeORM's own method
  override async query(sql: string, parameters: any = [], structured = false): Promise<any> {
    if (this.isReleased || (this.scope && !this.scope.open)) throw new Error(`the transaction has ended: ${sql.slice(0, 200)}`);
    refuseStray(sql, this.scope);
    try {
      const result = this.leave ? this.run(sql, parameters) : await this.engine.outside(() => this.run(sql, parameters));
      return structured ? result : result.raw;
    } catch (error) {
      if (!(error instanceof Error) || error instanceof AppError || !('code' in error)) throw error;
      const failed = new QueryFailedError(sql, parameters, error);
      throw this.scope ? failed : translate(failed);
    }
  }

  override async startTransaction(): Promise<void> {
    if (this.transactionDepth > 0) return super.startTransaction();
    refuseStray('BEGIN', this.scope);
    this.leave = await this.engine.enter();
    this.isTransactionActive = true;
    this.transactionDepth = 1;
  }

  override async commitTransaction(): Promise<void> {
    await super.commitTransaction();
    this.leaveIfOver();
  }

  override async rollbackTransaction(): Promise<void> {
    try {
      await super.rollbackTransaction();
    } finally {
      this.leaveIfOver();
    }
  }

  override async release(): Promise<void> {
    if (this.scope) return;
    while (this.isTransactionActive) await this.rollbackTransaction();
    await super.release();
  }

  private run(sql: string, parameters: unknown[]): QueryResult<unknown> {
    const result = new QueryResult<unknown>();
    const { connection } = this.engine;
    if (connection.isReader(sql)) {
      result.raw = result.records = connection.all(sql, parameters);
    } else {
      const { affected, insertId } = connection.run(sql, parameters);
      result.affected = affected;
      result.raw = insertId;
    }
    return result;
  }

  private leaveIfOver(): void {
    if (this.isTransactionActive) return;
    this.leave?.();
    this.leave = null;
  }
}
