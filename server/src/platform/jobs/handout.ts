import { Logger } from '@nestjs/common';
import { inTime } from '../redis/redis-link';
import type { Jobs } from './jobs';
import type { ClaimedRow, Leases } from './leases';
import type { Tickets } from './tickets';

/** How the runners of all processes divide what is due. */
export interface Handout {
  /** Takes up to `limit` jobs that are due. `whole`: looks at all there are by the clock of this process, whoever's turn it is. */
  claim(owner: string, topics: string[], limit: number, whole: boolean): Promise<ClaimedRow[]>;
  /** Calls when there may be something new. */
  start(wake: () => void): void;
  stop(): Promise<void>;
}

/** Each asks the database. */
export class PolledHandout implements Handout {
  constructor(private readonly leases: Leases) {}

  claim(owner: string, topics: string[], limit: number): Promise<ClaimedRow[]> {
    return this.leases.claim(owner, topics, limit);
  }

  start(): void {}

  async stop(): Promise<void> {}
}

/** So many tickets at most lie in Redis: the rest waits in the database. */
const SWEPT = 1_000;
const AWAY_MS = 5_000;
const TRIES = 5;

/**
 * Redis hands out tickets, and with a ticket the lease is taken in the database. Tickets are made when a job is added, and by one
 * process in turn for whatever else is due: what was put off, what was left by a process that died, what Redis has lost. While Redis
 * is away, each asks the database.
 */
export class TicketHandout implements Handout {
  private readonly logger = new Logger('Jobs');
  private awayUntil = 0;
  private isMoreDue = false;

  constructor(
    private readonly leases: Leases,
    private readonly tickets: Tickets,
    private readonly everyMs: number,
  ) {}

  start(wake: () => void): void {
    this.tickets.listen(wake);
  }

  async stop(): Promise<void> {
    await this.tickets.close();
  }

  async claim(owner: string, topics: string[], limit: number, whole: boolean): Promise<ClaimedRow[]> {
    for (let tries = 1; ; tries++) {
      const due = await this.sweep(topics, whole);
      const ids = await this.ask(() => this.tickets.take(limit));
      if (ids === null) return this.leases.claim(owner, topics, limit);
      const rows = await this.leases.claim(owner, topics, limit, ids);
      // Another process, whose clock is behind, may have taken the ticket and could not use it.
      if (rows.length > 0 || !whole || due === 0 || tries === TRIES) return rows;
    }
  }

  /** Makes tickets for what is due; tells for how many. */
  private async sweep(topics: string[], whole: boolean): Promise<number> {
    const isTurn = whole || this.isMoreDue || (await this.ask(() => this.tickets.winsTurn(this.everyMs)));
    if (!isTurn) return 0;
    const due = await this.leases.due(topics, SWEPT);
    this.isMoreDue = due.length === SWEPT;
    if (due.length > 0) await this.ask(() => this.tickets.add(due));
    return due.length;
  }

  /** Null when Redis does not answer; then it is left alone for a while. */
  private async ask<T>(question: () => Promise<T>): Promise<T | null> {
    if (performance.now() < this.awayUntil) return null;
    try {
      return await inTime(question());
    } catch (error) {
      this.logger.warn(`Redis is away, the database hands out by itself: ${error}`);
      this.awayUntil = performance.now() + AWAY_MS;
      return null;
    }
  }
}

/** A ticket as soon as a job is committed, so that a worker in another process starts at once. Returns how to end it. */
export function ticketsForNew(jobs: Jobs, tickets: Tickets): () => void {
  return jobs.onWake((added) => {
    // What gets no ticket now gets one in the next turn.
    if (added) void tickets.add([added]).catch(() => undefined);
  });
}
