import { type Job, Queue, QueueEvents, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Random } from '../ids';
import { inTime, type RedisLink } from '../redis/redis-link';

const QUEUE = 'jobs';
/** A ticket is in somebody's hand for as long as one statement takes; after that whoever took it is gone. */
const IN_HAND_MS = 10_000;
const EVENTS_KEPT = 1_000;

export type Ticket = { id: number; topic: string };

/**
 * Numbers of jobs that are due, handed out by BullMQ: each to one process. What a job is, and who holds it, stays in the database, so
 * that a lost or doubled ticket changes nothing.
 */
export class Tickets {
  private readonly queue: Queue;
  private worker: Worker | null = null;
  private events: QueueEvents | null = null;

  constructor(
    private readonly client: Redis,
    private readonly link: RedisLink,
    private readonly random: Random,
  ) {
    this.queue = new Queue(QUEUE, this.options);
    this.queue.on('error', ignore);
  }

  /** One for each job: while there is one, another is not made. */
  async add(jobs: readonly Ticket[]): Promise<void> {
    // BullMQ wants no bare numbers.
    const made = jobs.map(({ id, topic }) => ({
      name: topic,
      data: null,
      opts: { jobId: `job-${id}`, removeOnComplete: true, removeOnFail: true },
    }));
    await this.queue.addBulk(made);
  }

  /** Takes up to `limit`, without waiting for more. They are gone then. */
  async take(limit: number): Promise<number[]> {
    const first = await this.takeOne();
    if (first === null) return [];
    const others = await Promise.all(Array.from({ length: limit - 1 }, () => this.takeOne()));
    return [first, ...others.filter((id) => id !== null)];
  }

  /** Of all processes, one wins every so often. */
  async winsTurn(everyMs: number): Promise<boolean> {
    await this.queue.waitUntilReady();
    // One that looks seldom takes no turns from those that look often.
    return (await this.client.set(`${this.link.prefix}:sweep:${everyMs}`, 1, 'PX', everyMs, 'NX')) === 'OK';
  }

  /** Tells when there is a new one, and puts back those whose taker has gone. */
  listen(heard: () => void): void {
    if (this.events) return;
    this.events = new QueueEvents(QUEUE, this.options);
    this.events.on('error', ignore);
    this.events.on('waiting', heard);
    void this.taker().startStalledCheckTimer().catch(ignore);
  }

  async close(): Promise<void> {
    const all = [this.events, this.worker, this.queue].filter((one) => one !== null);
    const closing = Promise.allSettled([this.events?.close(), this.worker?.close(true), this.queue.close()]);
    // Of a Redis that is away there is nothing to take leave of, and nobody is to wait for its return.
    await inTime(closing).catch(() => inTime(Promise.allSettled(all.map((one) => one.disconnect()))).catch(ignore));
  }

  private get options() {
    return { connection: this.client, prefix: this.link.prefix, streams: { events: { maxLen: EVENTS_KEPT } } };
  }

  private async takeOne(): Promise<number | null> {
    const token = this.random.token(9);
    const job: Job | undefined = await this.taker().getNextJob(token, { block: false });
    if (!job) return null;
    await job.moveToCompleted(null, token, false);
    return Number(job.id?.slice('job-'.length));
  }

  /** Fetches by hand: the runner knows how much room there is. */
  private taker(): Worker {
    if (this.worker) return this.worker;
    this.worker = new Worker(QUEUE, null, { ...this.options, autorun: false, lockDuration: IN_HAND_MS, stalledInterval: IN_HAND_MS });
    this.worker.on('error', ignore);
    return this.worker;
  }
}

/** `RedisLink` says when Redis is away; what it hands out is in the database as well. */
function ignore(): void {}
