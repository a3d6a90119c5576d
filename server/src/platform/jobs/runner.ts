import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { Clock } from '../clock';
import { Database } from '../database/database';
import { Unavailable } from '../errors';
import { Random } from '../ids';
import { Attempt, type Claimed, type Outcome } from './attempt';
import { Completions } from './completions';
import { type Handout, PolledHandout, TicketHandout } from './handout';
import { Jobs } from './jobs';
import { Leases } from './leases';
import { JobRegistry } from './registry';
import { Schedules } from './schedules';
import type { Tickets } from './tickets';

export interface JobRunnerOptions {
  /** Jobs of this process at the same time. */
  concurrency?: number;
  leaseMs?: number;
  /** How often to look for what other processes have added and for what has become due. */
  pollMs?: number;
  /** How long a stop waits for handlers before it leaves them to their lease. */
  graceMs?: number;
  /** In a row without a checkpoint between them. */
  maxAttempts?: number;
  backoffMs?: number;
}

export const JOB_RUNNER_OPTIONS = Symbol('job-runner-options');
/** `Tickets` where Redis hands out the jobs, else null. */
export const JOB_TICKETS = Symbol('job-tickets');

const DEFAULTS = { concurrency: 8, leaseMs: 20_000, pollMs: 500, graceMs: 20_000, maxAttempts: 8, backoffMs: 1_000 };
const LONGEST_BACKOFF_MS = 600_000;
/** So many are claimed ahead for each free place, to spare claims while jobs are short. */
const AHEAD = 4;

/** Claims what is due and runs it. Any number of runners, in any number of processes, share the work. */
@Injectable()
export class JobRunner {
  private readonly logger = new Logger('Jobs');
  private readonly options: Required<JobRunnerOptions>;
  private readonly leases: Leases;
  private readonly handout: Handout;
  private readonly schedules: Schedules;
  private readonly completions: Completions;
  private readonly name: string;
  private readonly queue: Claimed[] = [];
  private readonly held = new Set<Promise<void>>();
  private readonly running = new Set<Claimed>();
  /** Claims whose answer was lost: they may have taken jobs that nobody here knows of. */
  private readonly unsure = new Set<string>();
  private claims = 0;
  private active = 0;
  private maybeMore = false;
  private stopping = false;
  private troubled = false;
  private loop: Promise<void> | null = null;
  private stopped: Promise<void> | null = null;
  private roused = false;
  private rouse: (() => void) | null = null;

  constructor(
    database: Database,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly registry: JobRegistry,
    @Inject(JOB_RUNNER_OPTIONS) options: JobRunnerOptions,
    @Inject(JOB_TICKETS) tickets: Tickets | null,
  ) {
    this.options = { ...DEFAULTS, ...options };
    this.leases = new Leases(database, clock, this.options.leaseMs);
    this.handout = tickets ? new TicketHandout(this.leases, tickets, this.options.pollMs) : new PolledHandout(this.leases);
    this.schedules = new Schedules(database, clock, registry, this.options.leaseMs);
    this.completions = new Completions(this.leases);
    this.name = random.token(12);
  }

  start(): void {
    this.loop ??= this.keepGoing();
  }

  /** No new work; what runs may finish or reach its checkpoint; what was claimed but not begun, or takes too long, goes back. */
  stop(): Promise<void> {
    this.stopped ??= this.windUp();
    return this.stopped;
  }

  private async windUp(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.loop;
    for (const { row, owner } of this.queue.splice(0)) await this.leases.giveBack(row.id, owner).catch((error) => this.complain(error));
    let timer: NodeJS.Timeout | undefined;
    const grace = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, this.options.graceMs);
    });
    await Promise.race([Promise.all(this.held), grace]);
    clearTimeout(timer);
    for (const { row, owner } of this.running) await this.leases.handOver(row.id, owner).catch((error) => this.complain(error));
    await this.handout.stop();
  }

  /** Runs every job that is due now, and those they bring about; for tests and scripts. */
  async drain(): Promise<void> {
    while ((await this.fill(true)) > 0 || this.held.size > 0) await Promise.all(this.held);
  }

  /** Runs the schedules that are due now. */
  async tick(): Promise<void> {
    await Promise.all((await this.schedules.claimDue()).map((run) => run()));
  }

  private async keepGoing(): Promise<void> {
    const forget = this.jobs.onWake(() => this.wake());
    this.handout.start(() => this.wake());
    while (!this.stopping) {
      this.roused = false;
      try {
        for (const run of await this.schedules.claimDue()) this.hold(run());
        await this.fill();
        this.troubled = false;
      } catch (error) {
        // Said once for each outage, not twice a second.
        if (!this.troubled) this.complain(error);
        this.troubled = true;
      }
      await this.idle();
    }
    forget();
  }

  private async idle(): Promise<void> {
    if (this.stopping || this.roused) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.options.pollMs * (0.75 + this.random.float() / 2));
      this.rouse = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.rouse = null;
  }

  private wake(): void {
    this.roused = true;
    this.rouse?.();
  }

  /** Claims when there is room; returns how many were claimed. */
  private async fill(whole = false): Promise<number> {
    const room = this.options.concurrency - this.active;
    if (this.stopping || room <= 0 || this.queue.length > 0) return 0;
    const owner = `${this.name}.${++this.claims}`;
    const leasedUntil = this.clock.now() + this.options.leaseMs;
    for (const lost of this.unsure) {
      await this.leases.giveBackAll(lost);
      this.unsure.delete(lost);
    }
    const rows = await this.handout.claim(owner, this.registry.topics(), room * AHEAD, whole).catch((error: unknown) => {
      this.unsure.add(owner);
      throw error;
    });
    this.maybeMore = rows.length === room * AHEAD;
    for (const row of rows) this.queue.push({ row, owner, leasedUntil });
    this.pump();
    return rows.length;
  }

  private pump(): void {
    while (!this.stopping && this.active < this.options.concurrency) {
      const next = this.queue.shift();
      if (!next) break;
      this.active++;
      this.running.add(next);
      this.hold(
        this.work(next).finally(() => {
          this.running.delete(next);
          this.active--;
          this.pump();
        }),
      );
    }
    if (this.queue.length === 0 && this.maybeMore) this.wake();
  }

  private async work(claimed: Claimed): Promise<void> {
    const { row, owner, leasedUntil } = claimed;
    const handler = this.registry.handlerOf(row.topic);
    if (!handler) return this.leases.giveBack(row.id, owner);
    // It may have queued here for long.
    if (leasedUntil - this.clock.now() < this.options.leaseMs / 2 && !(await this.leases.renew(row.id, owner))) return;
    const outcome: Outcome =
      row.attempts > this.options.maxAttempts
        ? { reason: 'every attempt ended without an answer', final: true, attempts: row.attempts }
        : await new Attempt(claimed, this.leases, () => this.stopping).run(handler);
    await this.settle(claimed, outcome);
  }

  /** What came of a job is said again when the database is back: unsaid, it would be done once more, and not before its lease ends. */
  private async insist(write: () => Promise<void>): Promise<void> {
    for (const end = performance.now() + this.options.leaseMs; ; ) {
      try {
        return await write();
      } catch (error) {
        if (!(error instanceof Unavailable) || performance.now() > end) throw error;
        await sleep(this.options.pollMs, undefined, { ref: false });
      }
    }
  }

  private async settle({ row, owner }: Claimed, outcome: Outcome): Promise<void> {
    if (outcome === 'lost') return;
    if (outcome === 'done') return this.insist(() => this.completions.add(row.id, owner));
    if (outcome === 'again') {
      await this.insist(() => this.leases.giveBack(row.id, owner));
      return this.wake();
    }
    if (outcome.final || outcome.attempts >= this.options.maxAttempts) {
      this.logger.error(`job ${row.id} (${row.topic}) is dead: ${outcome.reason}`);
      return this.insist(() => this.leases.bury(row.id, owner, outcome.reason));
    }
    this.logger.warn(`job ${row.id} (${row.topic}) failed on attempt ${outcome.attempts}: ${outcome.reason}`);
    const delay = this.backoff(outcome.attempts);
    await this.insist(() => this.leases.postpone(row.id, owner, delay, outcome.reason));
  }

  /** Doubles with every attempt; half of it is chance, so that what failed together doesn't come back together. */
  private backoff(attempts: number): number {
    const full = Math.min(this.options.backoffMs * 2 ** (attempts - 1), LONGEST_BACKOFF_MS);
    return Math.round(full / 2 + (full / 2) * this.random.float());
  }

  private hold(work: Promise<void>): void {
    const held: Promise<void> = work.catch((error) => this.complain(error)).finally(() => this.held.delete(held));
    this.held.add(held);
  }

  private complain(error: unknown): void {
    this.logger.error(error);
  }
}
