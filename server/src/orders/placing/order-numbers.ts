import type { Tx } from '../../platform/database/sql';

/** The next `count` numbers of a day (YYYYMMDD), such as DD20261122-000123. Numbers that a rollback gives back are given again. */
export async function takeNumbers(tx: Tx, day: number, count: number): Promise<string[]> {
  const text = String(day);
  const added =
    tx.engine === 'mysql'
      ? 'ON DUPLICATE KEY UPDATE next = next + VALUES(next)'
      : 'ON CONFLICT (day) DO UPDATE SET next = next + excluded.next';
  await tx.execute(`INSERT INTO order_counter (day, next) VALUES (?, ?) ${added}`, [text, count]);
  const [row] = await tx.query<{ next: number }>('SELECT next FROM order_counter WHERE day = ?', [text]);
  const first = (row?.next ?? count) - count + 1;
  return Array.from({ length: count }, (_, i) => `DD${text}-${String(first + i).padStart(6, '0')}`);
}

/** YYYYMMDD of the day in Shanghai, as a number. */
export const dayNumber = (shanghaiDay: string): number => Number(shanghaiDay.replaceAll('-', ''));
