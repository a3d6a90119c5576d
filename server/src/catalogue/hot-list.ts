import type { Fragment, SqlValue } from '../platform/database/sql';

const SMALLEST = 8;

/**
 * `IN ${list.sql}` for prepared statements: the last value is repeated up to the next power of two, so that pages of any length share a
 * handful of texts. Of no values it matches none.
 */
export function hotList(values: readonly SqlValue[]): Fragment {
  const params = filledUp(values, null);
  return { sql: `(${Array<string>(params.length).fill('?').join(',')})`, params };
}

/** `WHERE ${any.sql}`, likewise: one condition, with the values of each row in turn. */
export function hotAny(condition: string, rows: readonly (readonly SqlValue[])[], width: number): Fragment {
  const all = filledUp(rows, Array<SqlValue>(width).fill(null));
  return { sql: `(${Array<string>(all.length).fill(condition).join(' OR ')})`, params: all.flat() };
}

function filledUp<T>(values: readonly T[], none: T): T[] {
  let size = SMALLEST;
  while (size < values.length) size *= 2;
  return [...values, ...Array<T>(size - values.length).fill(values.at(-1) ?? none)];
}
