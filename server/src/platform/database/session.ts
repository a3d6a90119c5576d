import type { QueryRunner } from 'typeorm';
import type { Executed, SqlValue } from './sql';
import type { TransactionScope } from './stray';

/** One open transaction on one connection. */
export interface Session {
  query<Row>(sql: string, params: readonly SqlValue[]): Promise<Row[]>;
  execute(sql: string, params: readonly SqlValue[]): Promise<Executed>;
  /** A TypeORM runner on the same connection, already inside the transaction. */
  runner(): QueryRunner;
  commit(): Promise<void>;
  /** Never throws: a connection that cannot roll back is thrown away. */
  rollback(): Promise<void>;
}

/** What `Database` needs from an engine. */
export interface SqlEngine {
  query<Row>(sql: string, params: readonly SqlValue[]): Promise<Row[]>;
  execute(sql: string, params: readonly SqlValue[]): Promise<Executed>;
  rows<Row extends unknown[]>(sql: string, params: readonly SqlValue[]): Promise<Row[]>;
  begin(scope: TransactionScope): Promise<Session>;
}
