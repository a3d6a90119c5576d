import { Database, type Sql, type SqlValue } from '../platform/database/database';

/** Rows as arrays: prepared where nothing is open, in the transaction where one is. Every column needs a name of its own. */
export async function hotRows<Row extends unknown[]>(sql: Sql, text: string, params: readonly SqlValue[]): Promise<Row[]> {
  if (sql instanceof Database) return sql.hot<Row>(text, params);
  return (await sql.query<Record<string, unknown>>(text, params)).map((row) => Object.values(row) as Row);
}
