import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import { forUpdate, inList, insertMany, type Tx, upsertMany } from '../platform/database/sql';
import { type Counted, current, retryAt, windowOf } from './limit-windows';
import { type Asked, type Granted, type LimitAsked, Limits, type LimitUse } from './limits';

type Row = { limit_key: string; window_start: number; used: number; previous: number };
const COLUMNS = ['limit_key', 'window_start', 'used', 'previous'];

/** Limits as rows: whoever takes holds the rows' locks, so processes take one after the other. */
@Injectable()
export class SqlLimits extends Limits {
  constructor(private readonly db: Database) {
    super();
  }

  async take(asked: readonly Asked[], now: number): Promise<Granted[]> {
    if (asked.length === 0) return [];
    return this.db.transaction(async (tx) => {
      const kept = await this.lock(tx, asked);
      const changed: (string | number)[][] = [];
      const answers = asked.map((limit) => {
        const window = windowOf(limit.per, now);
        const counted = current(kept.get(limit.key), window);
        const granted = Math.max(0, Math.min(limit.n, limit.most - counted.used - counted.previous));
        if (granted > 0) changed.push([limit.key, window.start, counted.used + granted, counted.previous]);
        return { granted, retryAt: retryAt({ ...counted, used: counted.used + granted }, limit.most, window) };
      });
      await this.save(tx, changed);
      return answers;
    });
  }

  async giveBack(asked: readonly Asked[], now: number): Promise<void> {
    if (asked.length === 0) return;
    await this.db.transaction(async (tx) => {
      const kept = await this.lock(tx, asked);
      const changed = asked.flatMap((limit) => {
        const row = kept.get(limit.key);
        // Of a window that is over nothing is left to give back to.
        if (!row || row.windowStart !== windowOf(limit.per, now).start) return [];
        return [[limit.key, row.windowStart, Math.max(0, row.used - limit.n), row.previous]];
      });
      await this.save(tx, changed);
    });
  }

  async use(limits: readonly LimitAsked[], now: number): Promise<LimitUse[]> {
    const keys = inList(limits.map(({ key }) => key));
    const rows = await this.db.query<Row>(`SELECT ${COLUMNS.join(', ')} FROM push_limit WHERE limit_key IN ${keys.sql}`, keys.params);
    const kept = new Map(rows.map((row) => [row.limit_key, countedOf(row)]));
    return limits.map(({ key, per }) => {
      const window = windowOf(per, now);
      const { used, previous } = current(kept.get(key), window);
      return { used: used + previous, resetsAt: used + previous > 0 ? window.end : null };
    });
  }

  /** In the order of their keys, so that two processes lock alike. */
  private async lock(tx: Tx, asked: readonly LimitAsked[]): Promise<Map<string, Counted>> {
    const keys = asked.map(({ key }) => key).sort();
    await insertMany(
      tx,
      'push_limit',
      COLUMNS,
      keys.map((key) => [key, 0, 0, 0]),
      { ignore: true },
    );
    const among = inList(keys);
    const rows = await tx.query<Row>(
      `SELECT ${COLUMNS.join(', ')} FROM push_limit WHERE limit_key IN ${among.sql} ORDER BY limit_key${forUpdate(tx)}`,
      among.params,
    );
    return new Map(rows.map((row) => [row.limit_key, countedOf(row)]));
  }

  private async save(tx: Tx, rows: (string | number)[][]): Promise<void> {
    await upsertMany(tx, 'push_limit', COLUMNS, rows, ['limit_key'], COLUMNS.slice(1));
  }
}

const countedOf = (row: Row): Counted => ({ windowStart: row.window_start, used: row.used, previous: row.previous });
