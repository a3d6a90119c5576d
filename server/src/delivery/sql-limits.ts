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
    await this.prepare(asked);
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

  /** Rows for what is limited for the first time, before any is locked: to insert and lock in one transaction makes processes wait in circles. */
  private async prepare(asked: readonly LimitAsked[]): Promise<void> {
    const keys = asked.map(({ key }) => key).sort();
    const among = inList(keys);
    const there = await this.db.query<Pick<Row, 'limit_key'>>(
      `SELECT limit_key FROM push_limit WHERE limit_key IN ${among.sql}`,
      among.params,
    );
    const known = new Set(there.map((row) => row.limit_key));
    const missing = keys.filter((key) => !known.has(key)).map((key) => [key, 0, 0, 0]);
    if (missing.length > 0) await insertMany(this.db, 'push_limit', COLUMNS, missing, { ignore: true });
  }

  /** In the order of their keys, so that two processes lock alike. */
  private async lock(tx: Tx, asked: readonly LimitAsked[]): Promise<Map<string, Counted>> {
    const among = inList(asked.map(({ key }) => key));
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
