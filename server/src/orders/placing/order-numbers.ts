import { forUpdate, insertMany, type Tx } from '../../platform/database/sql';

/** How far the numbers of a day (YYYYMMDD) have come; null before its first. */
export type LastNumber = { day: number; last: number | null };
export type Numbers = { numbers: string[]; keep(): Promise<unknown> };

/** Nobody else gives numbers of that day until the transaction is over. */
export async function lockNumbers(tx: Tx, day: number): Promise<LastNumber> {
  const [row] = await tx.query<{ next: number }>(`SELECT next FROM order_counter WHERE day = ?${forUpdate(tx)}`, [String(day)]);
  return { day, last: row?.next ?? null };
}

/**
 * The next `count` numbers, such as DD20261122-000123; `keep` writes down that they are given. Numbers that a rollback gives back are
 * given again.
 */
export async function takeNumbers(tx: Tx, { day, last }: LastNumber, count: number): Promise<Numbers> {
  const text = String(day);
  const before = last ?? (await beginDay(tx, text));
  return {
    numbers: Array.from({ length: count }, (_, i) => `DD${text}-${String(before + i + 1).padStart(6, '0')}`),
    keep: () => tx.execute('UPDATE order_counter SET next = next + ? WHERE day = ?', [count, text]),
  };
}

/** YYYYMMDD of the day in Shanghai, as a number. */
export const dayNumber = (shanghaiDay: string): number => Number(shanghaiDay.replaceAll('-', ''));

/** What isn't there can't be locked: another process may have begun the day in the meantime. */
async function beginDay(tx: Tx, day: string): Promise<number> {
  await insertMany(tx, 'order_counter', ['day', 'next'], [[day, 0]], { ignore: true });
  return (await lockNumbers(tx, Number(day))).last ?? 0;
}
