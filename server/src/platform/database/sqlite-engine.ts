import { setTimeout as sleep } from 'node:timers/promises';
import type { QueryRunner } from 'typeorm';
import { isBusy, unavailable } from './faults';
import type { Session, SqlEngine } from './session';
import type { Executed, SqlValue } from './sql';
import type { SqliteConnection } from './sqlite-connection';
import type { Gate, Release } from './sqlite-gate';
import type { TransactionScope } from './stray';

/** Waits for other processes on the same file happen between statements, so that the event loop stays free. */
const BUSY_PAUSE_MS = 5;
const LONGEST_BREATH_MS = 8;

export class SqliteEngine implements SqlEngine {
  private breathedAt = 0;

  constructor(
    readonly connection: SqliteConnection,
    private readonly gate: Gate,
    private readonly waitLimitMs: number,
    private readonly adopted: (scope: TransactionScope) => QueryRunner,
  ) {}

  async query<Row>(sql: string, params: readonly SqlValue[]): Promise<Row[]> {
    return this.outside(() => this.connection.all(sql, params) as Row[]);
  }

  async execute(sql: string, params: readonly SqlValue[]): Promise<Executed> {
    return this.outside(() => this.connection.run(sql, params));
  }

  async rows<Row extends unknown[]>(sql: string, params: readonly SqlValue[]): Promise<Row[]> {
    return this.outside(() => this.connection.rows(sql, params) as Row[]);
  }

  /** A single statement outside of any transaction. */
  async outside<T>(statement: () => T): Promise<T> {
    if (this.isOutOfBreath()) await this.breathe();
    return this.patiently(() => this.gate.pass(statement));
  }

  /** Takes the gate and begins; the caller ends the transaction and then leaves. */
  async enter(): Promise<Release> {
    if (this.isOutOfBreath()) await this.breathe();
    const leave = await this.gate.enter();
    try {
      await this.patiently(() => this.connection.run('BEGIN IMMEDIATE', []));
    } catch (error) {
      leave();
      throw error;
    }
    return leave;
  }

  async begin(scope: TransactionScope): Promise<Session> {
    const leave = await this.enter();
    return new SqliteSession(this.connection, leave, () => this.adopted(scope));
  }

  /** Statements block and their promises settle at once: a long row of them would keep the event loop from ever serving anybody else. */
  private isOutOfBreath(): boolean {
    return performance.now() - this.breathedAt > LONGEST_BREATH_MS;
  }

  private async breathe(): Promise<void> {
    await new Promise(setImmediate);
    this.breathedAt = performance.now();
  }

  private async patiently<T>(attempt: () => T | Promise<T>): Promise<T> {
    const deadline = Date.now() + this.waitLimitMs;
    for (;;) {
      try {
        return await attempt();
      } catch (error) {
        if (!isBusy(error)) throw error;
        if (Date.now() >= deadline) throw unavailable(error);
        await sleep(BUSY_PAUSE_MS * (1 + Math.random()));
      }
    }
  }
}

class SqliteSession implements Session {
  constructor(
    private readonly connection: SqliteConnection,
    private readonly leave: Release,
    readonly runner: () => QueryRunner,
  ) {}

  async query<Row>(sql: string, params: readonly SqlValue[]): Promise<Row[]> {
    return this.connection.all(sql, params) as Row[];
  }

  async execute(sql: string, params: readonly SqlValue[]): Promise<Executed> {
    return this.connection.run(sql, params);
  }

  async commit(): Promise<void> {
    this.connection.run('COMMIT', []);
    this.leave();
  }

  async rollback(): Promise<void> {
    try {
      this.connection.run('ROLLBACK', []);
    } catch {
      // A full disk may have rolled it back already.
    } finally {
      this.leave();
    }
  }
}
