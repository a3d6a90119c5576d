import { MysqlQueryRunner } from 'typeorm/driver/mysql/MysqlQueryRunner';
import { isConflict, isGone, translate } from './faults';
import { refuseStray, type TransactionScope } from './stray';

/** Refuses statements that would escape the transaction their caller is in, and reports outages in the house's family. */
export class GuardedMysqlQueryRunner extends MysqlQueryRunner {
  private scope: TransactionScope | undefined;

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
    try {
      return await super.query(sql, parameters, structured);
    } catch (error) {
      if (!this.scope) throw translate(error);
      if (isConflict(error) || isGone(error)) this.scope.doom ??= error;
      throw error;
    }
  }

  override async release(): Promise<void> {
    if (!this.scope) await super.release();
  }
}
