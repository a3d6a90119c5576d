import type { Fragment, Sql } from '../platform/database/sql';
import { MemberSet, WORD } from './member-set';

type Bounds = { first: number; last: number };

/**
 * Which members of a range are meant, and how many people `from` finds in it. `from` is a `FROM … WHERE …` over `m`, `meant` an
 * expression over the same. SQLite adds up the bits itself, since it hands out rows slowly; MySQL hands out the ids, since it groups slowly.
 */
export async function membersOf(sql: Sql, range: Bounds, from: Fragment, meant: Fragment): Promise<{ people: number; members: MemberSet }> {
  const within: Fragment = { sql: `${from.sql} AND m.id BETWEEN ? AND ?`, params: [...from.params, range.first, range.last] };
  return sql.engine === 'sqlite' ? byWords(sql, range, within, meant) : byIds(sql, range, within, meant);
}

async function byWords(sql: Sql, range: Bounds, within: Fragment, meant: Fragment): Promise<{ people: number; members: MemberSet }> {
  const place = `(m.id - ${range.first})`;
  const words = await sql.query<{ word: number; people: number; bits: number }>(
    `SELECT ${place} / ${WORD} AS word, COUNT(*) AS people, SUM(CASE WHEN ${meant.sql} THEN 1 << (${place} % ${WORD}) ELSE 0 END) AS bits
     ${within.sql} GROUP BY ${place} / ${WORD}`,
    [...meant.params, ...within.params],
  );
  return { people: words.reduce((sum, { people }) => sum + people, 0), members: MemberSet.ofWords(range, words) };
}

async function byIds(sql: Sql, range: Bounds, within: Fragment, meant: Fragment): Promise<{ people: number; members: MemberSet }> {
  const rows = await sql.query<{ id: number; meant: number }>(
    `SELECT m.id, CASE WHEN ${meant.sql} THEN 1 ELSE 0 END AS meant ${within.sql}`,
    [...meant.params, ...within.params],
  );
  const ids = rows.filter((row) => row.meant === 1).map(({ id }) => id);
  return { people: rows.length, members: MemberSet.of(range, ids) };
}
