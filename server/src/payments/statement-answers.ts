import { Injectable } from '@nestjs/common';
import { type Sql, type Tx, upsertMany } from '../platform/database/sql';

export type Reply = { text: string; at: number; by: string };
export type Objection = { lineId: number; text: string; reply?: Reply };
/** What the shop has said to a statement, and what finance has said to that. */
export type StatementAnswer = {
  state: 'confirmed' | 'objected';
  objections: Objection[];
  accountId: number;
  at: number;
  by: string | null;
};
type Row = Omit<StatementAnswer, 'objections' | 'by'> & { objections: string; name: string | null };

/** One row for a shop and a month, written over by what is said next. */
@Injectable()
export class StatementAnswers {
  async find(sql: Sql, shopId: number, month: string): Promise<StatementAnswer | null> {
    const [row] = await sql.query<Row>(
      `SELECT s.state, s.objections, s.account_id AS accountId, s.at, COALESCE(MIN(m.name), MIN(a.name)) AS name FROM statement_answer s
       LEFT JOIN account a ON a.id = s.account_id LEFT JOIN member m ON m.account_id = s.account_id AND m.shop_id = s.shop_id
       WHERE s.shop_id = ? AND s.month = ? GROUP BY s.state, s.objections, s.account_id, s.at`,
      [shopId, month],
    );
    if (!row) return null;
    const { objections, name, ...rest } = row;
    return { ...rest, objections: JSON.parse(objections) as Objection[], by: name };
  }

  async keep(tx: Tx, statement: { shopId: number; month: string; closingFen: number }, answer: Omit<StatementAnswer, 'by'>): Promise<void> {
    const { state, objections, accountId, at } = answer;
    const unanswered = state === 'confirmed' ? 0 : objections.filter(({ reply }) => reply === undefined).length;
    await upsertMany(
      tx,
      'statement_answer',
      ['shop_id', 'month', 'state', 'closing_fen', 'objections', 'unanswered', 'account_id', 'at'],
      [[statement.shopId, statement.month, state, statement.closingFen, JSON.stringify(objections), unanswered, accountId, at]],
      ['shop_id', 'month'],
      ['state', 'closing_fen', 'objections', 'unanswered', 'account_id', 'at'],
    );
  }
}

/** A reply stands as long as the objection is the same; what is said anew waits for a new one. */
export function withReplies(said: readonly Omit<Objection, 'reply'>[], before: readonly Objection[]): Objection[] {
  return said.map(({ lineId, text }) => {
    const reply = before.find((one) => one.lineId === lineId && one.text === text)?.reply;
    return { lineId, text, ...(reply ? { reply } : {}) };
  });
}
