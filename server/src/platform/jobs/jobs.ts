import { Injectable } from '@nestjs/common';
import { Clock } from '../clock';
import { Database, isDuplicate, type Sql, type Tx } from '../database/database';
import type { JobStatus, JobView } from './job';

export interface AddOptions {
  /** Not before; epoch milliseconds. */
  at?: number;
  /**
   * At most one job with this key that is not over; adding another returns the one there is. A running job counts, so don't use a key
   * where the running one may already have read past what is new.
   */
  key?: string;
  /** How many things it is about, for the progress shown. */
  total?: number;
}

/** What was added and may begin, where that is why. */
export type WakeListener = (added?: { id: number; topic: string }) => void;

interface JobRow {
  id: number;
  topic: string;
  status: JobStatus;
  progress_done: number | null;
  progress_total: number | null;
  attempts: number;
  reason: string | null;
  created_at: number;
  finished_at: number | null;
}

const COLUMNS = 'id, topic, status, progress_done, progress_total, attempts, reason, created_at, finished_at';

/** What must happen because something was saved: written in the same transaction, done by a runner soon after. */
@Injectable()
export class Jobs {
  private readonly listeners = new Set<WakeListener>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async add(tx: Tx, topic: string, payload: object, options: AddOptions = {}): Promise<number> {
    if (options.key === undefined) return this.insert(tx, topic, payload, options);
    for (let attempt = 1; ; attempt++) {
      const known = await this.findByKey(tx, options.key);
      if (known !== null) return known;
      try {
        return await this.insert(tx, topic, payload, options);
      } catch (error) {
        // Someone else added it between the look and the insert.
        if (!isDuplicate(error) || attempt === 5) throw error;
      }
    }
  }

  async find(id: number, sql: Sql = this.database): Promise<JobView | null> {
    const [row] = await sql.query<JobRow>(`SELECT ${COLUMNS} FROM outbox_job WHERE id = ?`, [id]);
    return row ? present(row) : null;
  }

  /** The dead letters, the newest job first; from one below `beforeId` on. */
  async dead(limit = 100, beforeId: number | null = null): Promise<(JobView & { payload: Record<string, unknown> })[]> {
    const rows = await this.database.query<JobRow & { payload: string }>(
      `SELECT ${COLUMNS}, payload FROM outbox_job WHERE status = 'dead' ${beforeId === null ? '' : 'AND id < ?'} ORDER BY id DESC LIMIT ?`,
      beforeId === null ? [limit] : [beforeId, limit],
    );
    return rows.map((row) => ({ ...present(row), payload: JSON.parse(row.payload) }));
  }

  /** Nothing more is tried for a dead letter; why stays with it until what is over is forgotten. */
  async drop(tx: Tx, id: number, reason: string): Promise<boolean> {
    const { affected } = await tx.execute(
      `UPDATE outbox_job SET status = 'done', finished_at = ?, reason = ? WHERE id = ? AND status = 'dead'`,
      [this.clock.now(), reason, id],
    );
    return affected === 1;
  }

  /** Gives a dead letter another series of attempts, from where it stopped. */
  async revive(tx: Tx, id: number): Promise<boolean> {
    const { affected } = await tx.execute(
      `UPDATE outbox_job SET status = 'waiting', claimable_at = ?, attempts = 0, finished_at = NULL WHERE id = ? AND status = 'dead'`,
      [this.clock.now(), id],
    );
    if (affected === 1) tx.afterCommit(() => this.wake());
    return affected === 1;
  }

  /** Age in milliseconds of the oldest job that is due and that nobody works on; 0 when there is none. */
  async lag(): Promise<number> {
    const now = this.clock.now();
    const [row] = await this.database.query<{ oldest: number | null }>(
      'SELECT MIN(claimable_at) AS oldest FROM outbox_job WHERE claimable_at <= ?',
      [now],
    );
    return row?.oldest == null ? 0 : now - row.oldest;
  }

  /**
   * Rows that must not exist: an open job that can never be claimed, one that is over and can, a lease without owner, and one whose
   * lease ended more than `graceMs` ago without anybody taking it over.
   */
  async conservation(graceMs = 60_000): Promise<{ id: number; topic: string; status: JobStatus }[]> {
    return this.database.query(
      `SELECT id, topic, status FROM outbox_job
       WHERE (status IN ('waiting', 'running') AND claimable_at IS NULL)
          OR (status IN ('done', 'dead') AND (claimable_at IS NOT NULL OR unique_key IS NOT NULL OR finished_at IS NULL))
          OR (status = 'running' AND (lease_owner IS NULL OR claimable_at < ?))
          OR (status <> 'running' AND lease_owner IS NOT NULL)
       ORDER BY id`,
      [this.clock.now() - graceMs],
    );
  }

  /** Tells this process's runner that there may be something to do. */
  wake(added?: { id: number; topic: string }): void {
    for (const listener of this.listeners) listener(added);
  }

  onWake(listener: WakeListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private async insert(tx: Tx, topic: string, payload: object, options: AddOptions): Promise<number> {
    const now = this.clock.now();
    const { insertId } = await tx.execute(
      `INSERT INTO outbox_job (topic, payload, status, claimable_at, created_at, unique_key, progress_done, progress_total)
       VALUES (?, ?, 'waiting', ?, ?, ?, ?, ?)`,
      [
        topic,
        JSON.stringify(payload),
        options.at ?? now,
        now,
        options.key ?? null,
        options.total === undefined ? null : 0,
        options.total ?? null,
      ],
    );
    const mayBegin = options.at === undefined || options.at <= now;
    tx.afterCommit(() => this.wake(mayBegin ? { id: insertId, topic } : undefined));
    return insertId;
  }

  private async findByKey(tx: Tx, key: string): Promise<number | null> {
    const [row] = await tx.query<{ id: number }>('SELECT id FROM outbox_job WHERE unique_key = ?', [key]);
    return row?.id ?? null;
  }
}

function present(row: JobRow): JobView {
  return {
    id: row.id,
    topic: row.topic,
    status: row.status,
    done: row.progress_done,
    total: row.progress_total,
    attempts: row.attempts,
    reason: row.reason,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  };
}
