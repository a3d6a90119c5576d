import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import { inList } from '../platform/database/sql';
import { Scheduled } from '../platform/jobs/scheduled';
import { weekOf } from './quiet-hours';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A campaign and each of its attempts can be looked up for so long; afterwards a notice says only who has read it. */
export const KEPT_DAYS = 400;
/** Longer than the longest time that anything is counted in: a month. */
const COUNTS_KEPT_DAYS = 40;
const CAMPAIGNS_AT_ONCE = 50;
const PART = 1_000;
const LOOKED_AT = 5_000;

/** Takes away what nobody asks for any more. Consents and their entries stay: they are the account of each person. */
@Injectable()
export class Forgetting {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Idempotent: the campaign itself goes last, so whatever was left is found again. */
  @Scheduled('delivery.forget', { everyMs: HOUR })
  async campaigns(): Promise<void> {
    const before = this.clock.now() - KEPT_DAYS * DAY;
    const old = await this.db.query<{ id: number }>(
      `SELECT id FROM push_campaign WHERE state IN ('done', 'withdrawn') AND created_at < ? ORDER BY id LIMIT ${CAMPAIGNS_AT_ONCE}`,
      [before],
    );
    for (const { id } of old) {
      await this.empty('push_attempt', 'id', id);
      await this.empty('push_recipient', 'member_id', id);
      await this.db.transaction(async (tx) => {
        for (const table of ['push_mass_task', 'push_planned', 'push_range'])
          await tx.execute(`DELETE FROM ${table} WHERE campaign_id = ?`, [id]);
        await tx.execute('DELETE FROM push_campaign WHERE id = ?', [id]);
      });
    }
  }

  @Scheduled('delivery.forget-counts', { everyMs: DAY })
  async counts(): Promise<void> {
    const before = this.clock.now() - COUNTS_KEPT_DAYS * DAY;
    await this.walk('push_limit', 'limit_key', 'window_start < ?', before);
    await this.walk('push_week', 'account_id', 'week < ?', weekOf(before));
  }

  private async empty(table: string, key: string, campaignId: number): Promise<void> {
    for (;;) {
      const rows = await this.db.query<{ at: number }>(`SELECT ${key} AS at FROM ${table} WHERE campaign_id = ? LIMIT ${PART}`, [
        campaignId,
      ]);
      if (rows.length === 0) return;
      const keys = inList(rows.map(({ at }) => at));
      await this.db.execute(`DELETE FROM ${table} WHERE campaign_id = ? AND ${key} IN ${keys.sql}`, [campaignId, ...keys.params]);
    }
  }

  /** Along the primary key, for an index on the time would have to be kept with every count. */
  private async walk(table: string, key: string, old: string, before: string | number): Promise<void> {
    let after: string | number | null = null;
    for (;;) {
      const from: string = after === null ? '' : `WHERE ${key} > ?`;
      const params: (string | number)[] = after === null ? [] : [after];
      const [part]: { last: string | number | null }[] = await this.db.query(
        `SELECT MAX(p.at) AS last FROM (SELECT ${key} AS at FROM ${table} ${from} ORDER BY ${key} LIMIT ${LOOKED_AT}) p`,
        params,
      );
      if (part?.last == null) return;
      const within = after === null ? '' : `${key} > ? AND`;
      await this.db.execute(`DELETE FROM ${table} WHERE ${within} ${key} <= ? AND ${old}`, [...params, part.last, before]);
      after = part.last;
    }
  }
}
