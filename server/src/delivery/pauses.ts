import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import { type Sql, upsertMany } from '../platform/database/sql';

export type Pause = { until: number; reason: string };

/** A platform that asks for patience is left alone by every process until the time is over. */
@Injectable()
export class Pauses {
  constructor(private readonly db: Database) {}

  async current(now: number): Promise<Map<string, Pause>> {
    const rows = await this.db.query<{ channel: string; until_at: number; reason: string }>(
      'SELECT channel, until_at, reason FROM push_pause WHERE until_at > ?',
      [now],
    );
    return new Map(rows.map((row) => [row.channel, { until: row.until_at, reason: row.reason }]));
  }

  async set(sql: Sql, channel: string, until: number, reason: string): Promise<void> {
    await upsertMany(
      sql,
      'push_pause',
      ['channel', 'until_at', 'reason'],
      [[channel, until, reason.slice(0, 120)]],
      ['channel'],
      ['until_at', 'reason'],
    );
  }
}
