import type { Clock } from '../clock';
import { type Database, inList, type Sql } from '../database/database';

export interface ClaimedRow {
  id: number;
  topic: string;
  payload: string;
  state: string | null;
  attempts: number;
}

const COLUMNS = 'id, topic, payload, state, attempts';

/** All that a runner writes about jobs. Every statement names the lease, so that a runner that was overtaken changes nothing. */
export class Leases {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    readonly leaseMs: number,
  ) {}

  /** Takes up to `limit` jobs that are due, or whose runner has gone silent; of these numbers only, where they are given. */
  async claim(owner: string, topics: string[], limit: number, ids?: number[]): Promise<ClaimedRow[]> {
    if (topics.length === 0 || limit <= 0 || ids?.length === 0) return [];
    const now = this.clock.now();
    const [among, only] = [inList(topics), ids ? inList(ids) : null];
    const conditions = `claimable_at <= ? AND topic IN ${among.sql}${only ? ` AND id IN ${only.sql}` : ''}`;
    const due = `SELECT id FROM outbox_job WHERE ${conditions} ORDER BY claimable_at, id LIMIT ?`;
    const taken = `status = 'running', lease_owner = ?, claimable_at = ?, attempts = attempts + 1`;
    const params = [now, ...among.params, ...(only?.params ?? [])];
    const [until, dueParams] = [now + this.leaseMs, [...params, limit]];
    if (this.database.engine === 'sqlite') {
      // Most passes find nothing, and a look doesn't take the write lock from another process.
      if ((await this.database.query(due, [...params, 1])).length === 0) return [];
      const rows = await this.database.query<ClaimedRow>(`UPDATE outbox_job SET ${taken} WHERE id IN (${due}) RETURNING ${COLUMNS}`, [
        owner,
        until,
        ...dueParams,
      ]);
      return rows.sort((a, b) => a.id - b.id);
    }
    return this.database.transaction(async (tx) => {
      const rows = await tx.query<ClaimedRow>(`${due.replace('SELECT id', `SELECT ${COLUMNS}`)} FOR UPDATE SKIP LOCKED`, dueParams);
      if (rows.length === 0) return [];
      const ids = inList(rows.map(({ id }) => id));
      await tx.execute(`UPDATE outbox_job SET ${taken} WHERE id IN ${ids.sql}`, [owner, until, ...ids.params]);
      return rows.map((row) => ({ ...row, attempts: row.attempts + 1 }));
    });
  }

  /** What could be taken now, the longest due first; nothing is taken. */
  due(topics: string[], limit: number): Promise<{ id: number; topic: string }[]> {
    const among = inList(topics);
    return this.database.query(
      `SELECT id, topic FROM outbox_job WHERE claimable_at <= ? AND topic IN ${among.sql} ORDER BY claimable_at, id LIMIT ?`,
      [this.clock.now(), ...among.params, limit],
    );
  }

  async renew(id: number, owner: string): Promise<boolean> {
    return this.write(this.database, id, owner, 'claimable_at = ?', [this.clock.now() + this.leaseMs]);
  }

  async checkpoint(sql: Sql, id: number, owner: string, state: string, progress?: { done: number; total?: number }): Promise<boolean> {
    return this.write(
      sql,
      id,
      owner,
      'state = ?, claimable_at = ?, attempts = 1, progress_done = COALESCE(?, progress_done), progress_total = COALESCE(?, progress_total)',
      [state, this.clock.now() + this.leaseMs, progress?.done ?? null, progress?.total ?? null],
    );
  }

  async complete(ids: number[], owner: string): Promise<void> {
    const among = inList(ids);
    await this.database.execute(
      `UPDATE outbox_job SET status = 'done', claimable_at = NULL, lease_owner = NULL, unique_key = NULL, reason = NULL, finished_at = ?
       WHERE id IN ${among.sql} AND lease_owner = ?`,
      [this.clock.now(), ...among.params, owner],
    );
  }

  /** Back to the queue, at once, as if this attempt had not been. */
  async giveBack(id: number, owner: string): Promise<void> {
    await this.write(this.database, id, owner, `status = 'waiting', lease_owner = NULL, claimable_at = ?, attempts = attempts - 1`, [
      this.clock.now(),
    ]);
  }

  /** At the end of a process: the next one takes it at once, and the attempt counts, for it may be what hangs. */
  async handOver(id: number, owner: string): Promise<void> {
    await this.write(this.database, id, owner, `status = 'waiting', lease_owner = NULL, claimable_at = ?`, [this.clock.now()]);
  }

  /** What was taken under this name, if anything was: for a claim whose answer was lost. */
  async giveBackAll(owner: string): Promise<void> {
    await this.database.execute(
      `UPDATE outbox_job SET status = 'waiting', lease_owner = NULL, claimable_at = ?, attempts = attempts - 1
       WHERE claimable_at > ? AND lease_owner = ?`,
      [this.clock.now(), this.clock.now(), owner],
    );
  }

  async postpone(id: number, owner: string, delayMs: number, reason: string): Promise<void> {
    const at = this.clock.now() + delayMs;
    await this.write(this.database, id, owner, `status = 'waiting', lease_owner = NULL, claimable_at = ?, reason = ?`, [at, reason]);
  }

  async bury(id: number, owner: string, reason: string): Promise<void> {
    const set = `status = 'dead', lease_owner = NULL, claimable_at = NULL, unique_key = NULL, finished_at = ?, reason = ?`;
    await this.write(this.database, id, owner, set, [this.clock.now(), reason]);
  }

  private async write(sql: Sql, id: number, owner: string, set: string, params: (string | number | null)[]): Promise<boolean> {
    const { affected } = await sql.execute(`UPDATE outbox_job SET ${set} WHERE id = ? AND lease_owner = ?`, [...params, id, owner]);
    return affected === 1;
  }
}
