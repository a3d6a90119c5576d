import type { Socket } from 'node:net';
import type { Pool, PoolConnection, QueryError, QueryOptions } from 'mysql2';
import { isGone, SILENT } from './faults';
import type { Pulse } from './pulse';
import type { SqlValue } from './sql';

/** After so long without an answer it is asked whether there is still anybody. */
const PATIENCE_MS = 2_000;

export interface LineLimits {
  /** The server ends a statement at its own limit; this one is for a server that doesn't answer at all. */
  statementMs: number;
  /** For a connection to become free. */
  waitMs: number;
}

type Done<T> = (error: Error | null, value?: T) => void;

/** The connections to the server: nothing that is asked here waits for ever, nor long for a server that has gone. */
export class MysqlLines {
  private readonly ages = new Map<PoolConnection, number>();

  constructor(
    private readonly pool: Pool,
    private readonly pulse: Pulse,
    private readonly limits: LineLimits,
  ) {
    pool.on('connection', (connection) => {
      this.ages.set(connection, pulse.age);
      for (const event of ['end', 'error']) connection.once(event, () => this.ages.delete(connection));
    });
  }

  async connect(): Promise<PoolConnection> {
    for (;;) {
      if (this.pulse.isSilent) throw new Silence();
      const connection = await this.bounded<PoolConnection>(
        this.limits.waitMs,
        (done) => this.pool.getConnection(done),
        (late) => late.release(),
      );
      if (this.ages.get(connection) === this.pulse.age) return connection;
      this.discard(connection);
    }
  }

  ask(connection: PoolConnection, kind: 'query' | 'execute', statement: QueryOptions, params: readonly SqlValue[]): Promise<unknown> {
    return this.bounded(this.limits.statementMs, (done: (error: QueryError | null, answer?: unknown) => void) => {
      if (kind === 'query') connection.query(statement, params as SqlValue[], done);
      else connection.execute(statement, params as SqlValue[], done);
    });
  }

  /** For what TypeORM asks on a connection of ours; migrations take as long as the server lets them. */
  watch<T>(answer: Promise<T>): Promise<T> {
    return this.bounded<T>(Number.POSITIVE_INFINITY, (done) => {
      answer.then((value) => done(null, value), done);
    });
  }

  /** A connection with an answer still under way, or with a dead peer, must never be lent again. */
  giveBack(connection: PoolConnection, error: unknown): void {
    if (error !== null && isGone(error)) this.discard(connection);
    else connection.release();
  }

  /** @param disconnect says goodbye to every connection, and waits for those that may never answer */
  async close(disconnect: () => Promise<void>): Promise<void> {
    this.pulse.close();
    const timer = setTimeout(() => {
      for (const connection of this.ages.keys()) this.discard(connection);
    }, PATIENCE_MS);
    await disconnect().finally(() => clearTimeout(timer));
  }

  private discard(connection: PoolConnection): void {
    this.ages.delete(connection);
    connection.destroy();
    // The driver's destroy() says goodbye and waits for a peer that may never answer.
    (connection as PoolConnection & { stream: Socket }).stream.destroy();
  }

  /** The driver has limits too, but not for everything, and it forgets its timers when a connection breaks. */
  private bounded<T>(limitMs: number, start: (done: Done<T>) => void, late?: (value: T) => void): Promise<T> {
    return new Promise((resolve, reject) => {
      const end = performance.now() + limitMs;
      let over = false;
      const wait = (): NodeJS.Timeout => setTimeout(grow, Math.min(PATIENCE_MS, end - performance.now()));
      const grow = async (): Promise<void> => {
        const beats = performance.now() < end - 1 && (await this.pulse.isBeating());
        if (over) return;
        if (beats) {
          timer = wait();
          return;
        }
        over = true;
        reject(new Silence());
      };
      let timer = wait();
      start((error, value) => {
        clearTimeout(timer);
        if (!error) this.pulse.heard();
        if (over) {
          if (!error) late?.(value as T);
          return;
        }
        over = true;
        if (error) reject(error);
        else resolve(value as T);
      });
    });
  }
}

class Silence extends Error {
  readonly code = SILENT;

  constructor() {
    super('the database does not answer');
  }
}
