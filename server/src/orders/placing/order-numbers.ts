import type { Tx } from '../../platform/database/sql';

/** The next `count` numbers of a day (YYYYMMDD), such as DD20261122-000123. Numbers that a rollback gives back are given again. */
export async function takeNumbers(tx: Tx, day: number, count: number): Promise<string[]> {
  const text = String(day);
  const last = tx.engine === 'mysql' ? await countOnMysql(tx, text, count) : await countOnSqlite(tx, text, count);
  const first = last - count + 1;
  return Array.from({ length: count }, (_, i) => `DD${text}-${String(first + i).padStart(6, '0')}`);
}

/** YYYYMMDD of the day in Shanghai, as a number. */
export const dayNumber = (shanghaiDay: string): number => Number(shanghaiDay.replaceAll('-', ''));

/** LAST_INSERT_ID(…) is answered with the statement itself. A new row answers the 0 of a table that counts nothing by itself. */
async function countOnMysql(tx: Tx, day: string, count: number): Promise<number> {
  const { insertId } = await tx.execute(
    'INSERT INTO order_counter (day, next) VALUES (?, ?) ON DUPLICATE KEY UPDATE next = LAST_INSERT_ID(next + VALUES(next))',
    [day, count],
  );
  return insertId === 0 ? count : insertId;
}

async function countOnSqlite(tx: Tx, day: string, count: number): Promise<number> {
  await tx.execute('INSERT INTO order_counter (day, next) VALUES (?, ?) ON CONFLICT (day) DO UPDATE SET next = next + excluded.next', [
    day,
    count,
  ]);
  const [row] = await tx.query<{ next: number }>('SELECT next FROM order_counter WHERE day = ?', [day]);
  return row?.next ?? count;
}
