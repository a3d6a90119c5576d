import type { Sql } from '../platform/database/sql';

/** Ends a SELECT whose rows nobody else may change until the transaction is over. On SQLite a transaction has the database to itself. */
export const forUpdate = (sql: Pick<Sql, 'engine'>): string => (sql.engine === 'mysql' ? ' FOR UPDATE' : '');
