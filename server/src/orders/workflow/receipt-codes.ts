import { Injectable } from '@nestjs/common';
import { Database, type Sql } from '../../platform/database/database';
import { Refused } from '../../platform/errors';

const TRIES = 5;

/** The four digits that the shop tells its courier. After a few wrong ones only a photo counts, so guessing is no use. */
@Injectable()
export class ReceiptCodes {
  constructor(private readonly db: Database) {}

  async fits(sql: Sql, orderId: number, code: string): Promise<boolean> {
    const rows = await sql.query<{ code: string; wrong: number }>(
      'SELECT receipt_code AS code, wrong_codes AS wrong FROM shipment WHERE order_id = ?',
      [orderId],
    );
    // Before anything has left there is no code; the workflow refuses then.
    return rows.length === 0 || rows.some((row) => row.code === code && row.wrong < TRIES);
  }

  async refuse(orderId: number): Promise<Refused> {
    await this.db.execute('UPDATE shipment SET wrong_codes = wrong_codes + 1 WHERE order_id = ?', [orderId]);
    const [row] = await this.db.query<{ wrong: number }>('SELECT MAX(wrong_codes) AS wrong FROM shipment WHERE order_id = ?', [orderId]);
    return new Refused('receipt_code_wrong', { triesLeft: Math.max(0, TRIES - (row?.wrong ?? 0)) });
  }
}
