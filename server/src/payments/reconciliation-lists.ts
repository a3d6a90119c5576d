import type { Answer, Input } from '@dianquan/shared/contract/all';
import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import { inList } from '../platform/database/sql';
import { NotFound } from '../platform/errors';
import { decodeCursor, pageOfRows } from '../platform/http/cursor';
import type { Difference } from './bill-comparison';

type Day = Answer<'payments.reconcile'>;
type Row = { day: string; at: number; matched: number; our_fen: number; their_fen: number; differences: string };
type Named = { id: number; number: string };

const SELECT = 'SELECT day, at, matched, our_fen, their_fen, differences FROM payment_reconciliation';

/** What was found, day by day, each difference with the payment of ours that it is about. */
@Injectable()
export class ReconciliationLists {
  constructor(private readonly db: Database) {}

  async list({ limit, cursor }: Input<'payments.reconciliations'>): Promise<Answer<'payments.reconciliations'>> {
    const before = decodeCursor(cursor, ['string'])?.[0] ?? null;
    const rows = await this.db.query<Row>(
      `${SELECT} ${before === null ? '' : 'WHERE day < ?'} ORDER BY day DESC LIMIT ${limit + 1}`,
      before === null ? [] : [before],
    );
    const page = pageOfRows(rows, limit, ({ day }) => [day]);
    return { items: await this.views(page.rows), next: page.next };
  }

  /** @throws NotFound for a day that was never compared */
  async one(day: string): Promise<Day> {
    const [view] = await this.views(await this.db.query<Row>(`${SELECT} WHERE day = ?`, [day]));
    if (!view) throw new NotFound();
    return view;
  }

  private async views(rows: readonly Row[]): Promise<Day[]> {
    const days = rows.map((row) => ({ ...row, differences: JSON.parse(row.differences) as Difference[] }));
    const ours = await this.paymentsOf(days.flatMap(({ differences }) => differences.map(({ number }) => number)));
    return days.map(({ day, at, matched, our_fen, their_fen, differences }) => ({
      day,
      at: new Date(at).toISOString(),
      matched,
      ourFen: our_fen,
      theirFen: their_fen,
      differences: differences.map((one) => ({ ...one, paymentId: ours.get(one.number) ?? null })),
    }));
  }

  /** By the number of a payment, or of one of its refunds. */
  private async paymentsOf(numbers: readonly string[]): Promise<Map<string, number>> {
    if (numbers.length === 0) return new Map();
    const wanted = inList([...new Set(numbers)]);
    const rows = await this.db.query<Named>(
      `SELECT id, number FROM payment WHERE number IN ${wanted.sql} UNION SELECT payment_id AS id, number FROM refund WHERE number IN ${wanted.sql}`,
      [...wanted.params, ...wanted.params],
    );
    return new Map(rows.map(({ id, number }) => [number, id]));
  }
}
