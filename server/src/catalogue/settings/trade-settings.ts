import type { TradeSettings } from '@dianquan/shared/contract/prices';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { Database, type Sql, type Tx } from '../../platform/database/database';
import { forUpdate } from '../../platform/database/sql';
import { DEFAULT_TRADE_SETTINGS } from './default-trade-settings';

const FRESH_MS = 2_000;
const ROW = 1;

/** How prices, stock and orders behave: one row for the supplier. */
@Injectable()
export class TradeSettingsStore {
  private seen: { settings: TradeSettings; until: number } | null = null;
  /** What a version says never changes once it is committed. */
  private known: { settings: TradeSettings; version: number } = { settings: DEFAULT_TRADE_SETTINGS, version: 0 };

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Inside a transaction as they are; outside of one at most two seconds old. */
  async get(sql: Sql): Promise<TradeSettings> {
    if (sql !== this.db) return (await this.read(sql)).settings;
    // Real time, not the clock of the business: a clock that stands still must not keep an old setting for ever.
    if (!this.seen || this.seen.until < Date.now()) this.seen = { settings: (await this.read(sql)).settings, until: Date.now() + FRESH_MS };
    return this.seen.settings;
  }

  /** As they are, for whoever has just read which version holds (0: nothing was ever set): the database is asked only for a new one. */
  async at(sql: Sql, version: number): Promise<TradeSettings> {
    if (this.known.version === version) return this.known.settings;
    const read = await this.read(sql);
    if (read.version >= this.known.version) this.known = read;
    return read.settings;
  }

  async change(tx: Tx, staffId: number, change: Partial<TradeSettings>): Promise<TradeSettings> {
    const { settings, version } = await this.read(tx, true);
    const next = { ...settings, ...change };
    const values = [JSON.stringify(next), version + 1, this.clock.now(), staffId];
    if (version === 0)
      await tx.execute('INSERT INTO trade_setting (settings, version, updated_at, updated_by_staff_id, id) VALUES (?, ?, ?, ?, ?)', [
        ...values,
        ROW,
      ]);
    else
      await tx.execute('UPDATE trade_setting SET settings = ?, version = ?, updated_at = ?, updated_by_staff_id = ? WHERE id = ?', [
        ...values,
        ROW,
      ]);
    tx.afterCommit(() => {
      this.seen = null;
    });
    return next;
  }

  private async read(sql: Sql, lock = false): Promise<{ settings: TradeSettings; version: number }> {
    const [row] = await sql.query<{ settings: string; version: number }>(
      `SELECT settings, version FROM trade_setting WHERE id = ?${lock ? forUpdate(sql) : ''}`,
      [ROW],
    );
    return {
      settings: { ...DEFAULT_TRADE_SETTINGS, ...(row ? (JSON.parse(row.settings) as Partial<TradeSettings>) : {}) },
      version: row?.version ?? 0,
    };
  }
}
