import type { Fragment, SqlValue } from '../platform/database/sql';

const SMALLEST = 8;

/**
 * `IN ${list.sql}` for prepared statements: the last value is repeated up to the next power of two, so that pages of any length share a
 * handful of texts. Of no values it matches none.
 */
export function hotList(values: readonly SqlValue[]): Fragment {
  let size = SMALLEST;
  while (size < values.length) size *= 2;
  const last = values.at(-1) ?? null;
  const params = [...values, ...Array<SqlValue>(size - values.length).fill(last)];
  return { sql: `(${Array<string>(size).fill('?').join(',')})`, params };
}
