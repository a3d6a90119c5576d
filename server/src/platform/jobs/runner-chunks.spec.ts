import { createTable, int } from '../../../migrations/schema';
import { freshDatabase, type TestDatabase } from '../../../test/database';
import { withAndWithoutRedis } from '../../../test/redis';
import { addJob, dieIn, processOn, until } from '../../../test/runners';
import { type Database, insertMany } from '../database/database';
import { LeaseLost, type RunningJob } from './job';
import type { Jobs } from './jobs';

withAndWithoutRedis('a job in chunks', () => {
  let place: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    place = await freshDatabase();
    database = place.database;
    const runner = database.dataSource.createQueryRunner();
    await createTable(runner, 'delivered', { job_id: int(), number: int() }, { primary: ['job_id', 'number'] });
    await runner.release();
  });
  beforeEach(async () => {
    await database.execute('DELETE FROM outbox_job');
    await database.execute('DELETE FROM delivered');
  });
  afterAll(() => place.drop());

  const addTo = (jobs: Jobs, topic: string, payload: object = {}) => addJob(database, jobs, topic, payload);
  const CHUNKS = 6;
  /** Writes ten rows a chunk; the cursor commits with them. */
  const deliver =
    (hook: (job: RunningJob, chunk: number) => Promise<undefined | 'again'> = async () => undefined) =>
    async (job: RunningJob): Promise<undefined | 'again'> => {
      for (let chunk = Number(job.state?.chunk ?? 0); chunk < CHUNKS; chunk++) {
        await database.transaction(async (tx) => {
          const rows = Array.from({ length: 10 }, (_, n) => [job.id, chunk * 10 + n]);
          await insertMany(tx, 'delivered', ['job_id', 'number'], rows);
          await job.checkpoint(tx, { chunk: chunk + 1 }, { done: (chunk + 1) * 10, total: CHUNKS * 10 });
        });
        if ((await hook(job, chunk)) === 'again') return 'again';
      }
      return undefined;
    };
  const delivered = async () => (await database.query<{ n: number }>('SELECT COUNT(*) AS n FROM delivered'))[0]?.n;

  it('goes on from the last checkpoint after a failure, each row once, and a checkpoint makes the attempts start anew', async () => {
    const attempts: number[] = [];
    const failing = deliver(async (job, chunk) => {
      attempts.push(job.attempts);
      if (chunk === 2 && attempts.length === 3) throw new Error('in the middle');
      return undefined;
    });
    const here = processOn(database, { deliver: failing });
    const id = await addTo(here.jobs, 'deliver');
    await here.runner.drain();
    expect(await delivered()).toBe(30);
    expect(await here.jobs.find(id)).toMatchObject({ status: 'waiting', done: 30, total: 60, reason: 'Error: in the middle' });
    here.clock.advance(60_000);
    await here.runner.drain();
    expect(await delivered()).toBe(60);
    expect(await here.jobs.find(id)).toMatchObject({ status: 'done', done: 60, total: 60, reason: null });
    expect(attempts.every((attempt) => attempt === 1)).toBe(true);
  });

  it('is taken over from a dead process at its last checkpoint', async () => {
    const { died, run } = dieIn();
    const dying = deliver(async (job, chunk) => (chunk === 1 ? (run(job) as Promise<undefined>) : undefined));
    const dead = processOn(database, { deliver: dying }, { leaseMs: 5_000, graceMs: 0 });
    const id = await addTo(dead.jobs, 'deliver');
    dead.runner.start();
    await died;
    const heir = processOn(database, { deliver: deliver() }, { leaseMs: 5_000 });
    heir.clock.advance(6_000);
    await heir.runner.drain();
    expect(await delivered()).toBe(60);
    expect(await heir.jobs.find(id)).toMatchObject({ status: 'done', done: 60 });
    await dead.runner.stop();
  });

  it('that has been taken over cannot write any more: its chunk is rolled back', async () => {
    const faults: unknown[] = [];
    const heir = processOn(database, { deliver: deliver() });
    heir.clock.advance(120_000);
    const slow = processOn(database, {
      deliver: async (job) => {
        await heir.runner.drain();
        const chunk = database.transaction(async (tx) => {
          await tx.execute('INSERT INTO delivered (job_id, number) VALUES (?, ?)', [job.id, 999]);
          await job.checkpoint(tx, { chunk: 1 });
        });
        await chunk.catch((error) => {
          faults.push(error);
          throw error;
        });
      },
    });
    const id = await addTo(slow.jobs, 'deliver');
    await slow.runner.drain();
    expect(faults).toEqual([expect.any(LeaseLost)]);
    expect(await delivered()).toBe(60);
    expect(await slow.jobs.find(id)).toMatchObject({ status: 'done', reason: null, attempts: 1, done: 60 });
  });

  it('stops after its chunk when the process goes down, and another one goes on at once', async () => {
    let stopped: Promise<void> = Promise.resolve();
    const stopping = deliver(async (job, chunk) => {
      if (chunk === 2) stopped = here.runner.stop();
      return job.stopping ? 'again' : undefined;
    });
    const here = processOn(database, { deliver: stopping });
    const id = await addTo(here.jobs, 'deliver');
    here.runner.start();
    await until(async () => (await delivered()) === 30);
    await stopped;
    await until(async () => (await here.jobs.find(id))?.status === 'waiting');
    expect(await here.jobs.find(id)).toMatchObject({ status: 'waiting', done: 30 });
    await processOn(database, { deliver: deliver() }).runner.drain();
    expect(await delivered()).toBe(60);
  });
});
