import type { StatementView } from '@dianquan/shared/contract/payments';
import { Injectable } from '@nestjs/common';
import { inList, type Sql } from '../platform/database/sql';
import { endOfMonth, startOfMonth } from './months';

type Kind = StatementView['lines'][number]['kind'];
type EntryRow = { id: number; at: number; kind: Kind; memo: string; fen: number; order_id: number | null };
type Line = StatementView['lines'][number];

export type Figures = Pick<StatementView, 'openingFen' | 'closingFen' | 'deliveredFen' | 'paidFen' | 'returnedFen' | 'refundedFen'> & {
  lines: Omit<Line, 'objection' | 'reply'>[];
};

/** What a month of a shop adds up to, straight from the ledger: both sides read the same entries. */
@Injectable()
export class StatementFigures {
  async of(sql: Sql, shopId: number, month: string): Promise<Figures> {
    const [start, end] = [startOfMonth(month), endOfMonth(month)];
    const [before] = await sql.query<{ fen: number }>(
      `SELECT COALESCE(SUM(fen), 0) AS fen FROM ledger_entry WHERE account = 'receivable' AND shop_id = ? AND at < ?`,
      [shopId, start],
    );
    const rows = await sql.query<EntryRow>(
      `SELECT id, at, kind, memo, fen, order_id FROM ledger_entry
       WHERE account = 'receivable' AND shop_id = ? AND at >= ? AND at < ? ORDER BY at, id`,
      [shopId, start, end],
    );
    const openingFen = before?.fen ?? 0;
    let balanceFen = openingFen;
    const lines = rows.map((row) => {
      balanceFen += row.fen;
      const at = new Date(row.at).toISOString();
      return { id: row.id, at, kind: row.kind, text: row.memo, fen: row.fen, balanceFen, orderId: row.order_id };
    });
    const sum = (kind: Kind) => rows.filter((row) => row.kind === kind).reduce((total, { fen }) => total + fen, 0);
    return {
      openingFen,
      closingFen: balanceFen,
      deliveredFen: sum('delivery'),
      // Shown as what was paid and sent back, not as what it takes off the debt.
      paidFen: 0 - sum('payment'),
      returnedFen: 0 - sum('return'),
      refundedFen: sum('refund'),
      lines,
    };
  }

  async sums(sql: Sql, shopIds: number[], month: string): Promise<Map<number, { openingFen: number; closingFen: number }>> {
    const ids = inList(shopIds);
    const rows = await sql.query<{ shop_id: number; opening: number; closing: number }>(
      `SELECT shop_id, SUM(CASE WHEN at < ? THEN fen ELSE 0 END) AS opening, SUM(fen) AS closing FROM ledger_entry
       WHERE account = 'receivable' AND shop_id IN ${ids.sql} AND at < ? GROUP BY shop_id`,
      [startOfMonth(month), ...ids.params, endOfMonth(month)],
    );
    return new Map(rows.map(({ shop_id, opening, closing }) => [shop_id, { openingFen: opening, closingFen: closing }]));
  }
}
