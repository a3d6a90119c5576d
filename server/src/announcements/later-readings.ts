import { groupBy } from '@dianquan/shared/group-by';
import { inList, type Sql } from '../platform/database/sql';
import type { Receipt } from './receipts';

/** Remembered by one process; a hundred bytes each. */
const CAPACITY = 50_000;

/**
 * Readings by people who are known to have read the notice before. They add time and nothing that is counted, so one statement that
 * commits by itself does what a first reading needs a transaction for. What is remembered is a hint; the statement looks for itself.
 */
export class LaterReadings {
  private readonly readers = new Set<string>();

  remember(receipts: readonly Receipt[]): void {
    for (const receipt of receipts) if (receipt.kind !== 'delivered') this.readers.add(keyOf(receipt));
    for (const key of this.readers) {
      if (this.readers.size <= CAPACITY) break;
      this.readers.delete(key);
    }
  }

  forget(receipts: readonly Receipt[]): void {
    for (const receipt of receipts) this.readers.delete(keyOf(receipt));
  }

  isOne(receipt: Receipt): boolean {
    return receipt.kind === 'read' && this.readers.has(keyOf(receipt));
  }
}

/**
 * Adds the time of later readings of one published announcement, each once.
 * @returns whether all of them were later readings; those that were have been added in any case
 */
export async function addReadingTime(sql: Sql, announcementId: number, receipts: readonly Receipt[]): Promise<boolean> {
  const byMember = [...groupBy(receipts, (receipt) => receipt.memberId)].sort(([a], [b]) => a - b);
  const cases = `CASE member_id ${byMember.map(() => 'WHEN ? THEN ?').join(' ')} ELSE 0 END`;
  const members = inList(byMember.map(([memberId]) => memberId));
  const { affected } = await sql.execute(
    `UPDATE announcement_recipient SET last_read_at = ${sql.engine === 'mysql' ? 'GREATEST' : 'MAX'}(last_read_at, ${cases}), read_seconds = read_seconds + ${cases}
     WHERE announcement_id = ? AND member_id IN ${members.sql} AND read_at IS NOT NULL
       AND EXISTS (SELECT 1 FROM announcement WHERE id = ? AND state = 'published')`,
    [
      ...byMember.flatMap(([memberId, own]) => [memberId, Math.max(...own.map((receipt) => receipt.at))]),
      ...byMember.flatMap(([memberId, own]) => [memberId, own.reduce((sum, receipt) => sum + (receipt.seconds ?? 0), 0)]),
      announcementId,
      ...members.params,
      announcementId,
    ],
  );
  return affected === byMember.length;
}

const keyOf = ({ announcementId, memberId }: Receipt): string => `${announcementId} ${memberId}`;
