import type { PoolConnection } from 'mysql2';
import type { MysqlDriver } from 'typeorm/driver/mysql/MysqlDriver';
import { MysqlQueryRunner } from 'typeorm/driver/mysql/MysqlQueryRunner';
import { isConflict, isGone, translate } from './faults';
import type { MysqlLines } from './mysql-lines';
import { refuseSeveral } from './one-statement';
import { refuseStray, type TransactionScope } from './stray';

/** Refuses statements that would escape the transaction their caller is in, and reports outages in the house's family. */
export class GuardedMysqlQueryRunner extends MysqlQueryRunner {
  private scope: TransactionScope | undefined;
  private broken: unknown = null;

  constructor(
    driver: MysqlDriver,
    mode: 'master' | 'slave',
    private readonly lines: MysqlLines,
  ) {
    super(driver, mode);
  }

  /** Joins a transaction that somebody else began and will end. */
  adopt(scope: TransactionScope, connection: unknown): void {
    this.scope = scope;
    this.databaseConnection = connection;
    this.isTransactionActive = true;
    this.transactionDepth = 1;
  }

  // biome-ignore lint/suspicious/noExplicitAny: the signature of TypeORM's own method
  override async query(sql: string, parameters?: any[], structured = false): Promise<any> {
    if (this.scope && !this.scope.open) throw new Error(`the transaction has ended: ${sql.slice(0, 200)}`);
    refuseStray(sql, this.scope);
    refuseSeveral(sql);
    try {
      await this.connect();
      return await this.lines.watch(super.query(sql, parameters, structured));
    } catch (error) {
      if (isGone(error)) this.broken ??= error;
      if (!this.scope) throw translate(error);
      if (isConflict(error) || isGone(error)) this.scope.doom ??= error;
      throw error;
    }
  }

  override async release(): Promise<void> {
    if (this.scope) return;
    const connection = this.databaseConnection as PoolConnection | undefined;
    if (this.broken !== null && connection) this.lines.giveBack(connection, this.broken);
    await super.release();
  }
}
