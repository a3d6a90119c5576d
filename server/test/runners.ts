import { Logger } from '@nestjs/common';
import { Clock } from '../src/platform/clock';
import type { Database } from '../src/platform/database/database';
import { Random } from '../src/platform/ids';
import { ticketsForNew } from '../src/platform/jobs/handout';
import type { JobRun, RunningJob } from '../src/platform/jobs/job';
import { Jobs } from '../src/platform/jobs/jobs';
import { JobRegistry } from '../src/platform/jobs/registry';
import { JobRunner, type JobRunnerOptions } from '../src/platform/jobs/runner';
import { redisTickets } from './redis';

// Failing jobs are what these tests are about.
Logger.overrideLogger(false);

export type Handlers = Record<string, JobRun['run']>;

/** One process's share of the work: an adder and a runner with their own clock. Several on one database are several processes. */
export interface Process {
  jobs: Jobs;
  runner: JobRunner;
  clock: Clock;
  registry: JobRegistry;
}

export function processOn(
  database: Database,
  handlers: Handlers = {},
  options: JobRunnerOptions = {},
  clock = new Clock(),
  tickets = redisTickets(),
): Process {
  const jobs = new Jobs(database, clock);
  const registry = new JobRegistry();
  for (const [topic, run] of Object.entries(handlers)) registry.handle(topic, { run });
  const runner = new JobRunner(database, jobs, clock, new Random(), registry, { pollMs: 20, ...options }, tickets);
  if (tickets) ticketsForNew(jobs, tickets);
  return { jobs, runner, clock, registry };
}

/** Something to wait for, and the way to let it happen. */
export function latch(): { opened: Promise<void>; open: () => void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** A process that dies in the middle: it never says anything again, and its lease runs on. */
export function dieIn(): { died: Promise<void>; run: (job: RunningJob) => Promise<void> } {
  const { opened, open } = latch();
  const run = (): Promise<void> => {
    open();
    return new Promise(() => undefined);
  };
  return { died: opened, run };
}

export async function until(condition: () => boolean | Promise<boolean>, limitMs = 20_000): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`not within ${limitMs} ms: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

export const addJob = (database: Database, jobs: Jobs, topic: string, payload: object = {}): Promise<number> =>
  database.transaction((tx) => jobs.add(tx, topic, payload));

/** How many jobs stand at each status. */
export async function jobStatuses(database: Database): Promise<Record<string, number>> {
  const rows = await database.query<{ status: string; n: number }>('SELECT status, COUNT(*) AS n FROM outbox_job GROUP BY status');
  return Object.fromEntries(rows.map(({ status, n }) => [status, n]));
}
