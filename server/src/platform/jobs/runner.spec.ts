import { setTimeout as sleep } from 'node:timers/promises';
import { freshDatabase, type TestDatabase } from '../../../test/database';
import { withAndWithoutRedis } from '../../../test/redis';
import { addJob, dieIn, jobStatuses, latch, processOn, until } from '../../../test/runners';
import { type Database, insertMany } from '../database/database';
import { GiveUp, LeaseLost } from './job';
import type { Jobs } from './jobs';

withAndWithoutRedis('the job runner', () => {
  let place: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    place = await freshDatabase();
    database = place.database;
  });
  beforeEach(async () => {
    await database.execute('DELETE FROM outbox_job');
  });
  afterAll(() => place.drop());

  const addTo = (jobs: Jobs, topic: string, payload: object = {}) => addJob(database, jobs, topic, payload);
  const statuses = () => jobStatuses(database);

  it('does what was added, with its payload, soon after the commit', async () => {
    const seen: unknown[] = [];
    const here = processOn(database, { greet: async (job) => void seen.push(job.payload) }, { pollMs: 60_000 });
    here.runner.start();
    await sleep(30);
    await addTo(here.jobs, 'greet', { to: '李四' });
    await until(async () => (await statuses()).done === 1, 3_000);
    expect(seen).toEqual([{ to: '李四' }]);
    await here.runner.stop();
  });

  it('finds what another process has added, and what has become due', async () => {
    const seen: string[] = [];
    const adder = processOn(database);
    const worker = processOn(database, { greet: async (job) => void seen.push(String(job.payload.n)) });
    worker.runner.start();
    await addTo(adder.jobs, 'greet', { n: 1 });
    await database.transaction((tx) => adder.jobs.add(tx, 'greet', { n: 2 }, { at: Date.now() + 300 }));
    await until(() => seen.includes('1'));
    expect(seen).toEqual(['1']);
    await until(() => seen.includes('2'));
    await worker.runner.stop();
  });

  it('shares the work with others, and none is done twice', async () => {
    const counts = new Map<number, number>();
    const shares = [0, 0, 0];
    const processes = shares.map((_, n) =>
      processOn(database, {
        count: async (job) => {
          counts.set(job.id, (counts.get(job.id) ?? 0) + 1);
          shares[n] = (shares[n] ?? 0) + 1;
          await sleep(1);
        },
      }),
    );
    const rows = Array.from({ length: 400 }, (_, n) => ['count', `{"n":${n}}`, 'waiting', Date.now(), Date.now()]);
    await insertMany(database, 'outbox_job', ['topic', 'payload', 'status', 'claimable_at', 'created_at'], rows);
    for (const { runner } of processes) runner.start();
    await until(async () => (await statuses()).done === 400);
    await Promise.all(processes.map(({ runner }) => runner.stop()));
    expect(counts.size).toBe(400);
    expect([...counts.values()].every((times) => times === 1)).toBe(true);
    expect(shares.filter((share) => share > 0).length).toBeGreaterThanOrEqual(2);
    expect(await processes[0]?.jobs.conservation()).toEqual([]);
  });

  it('leaves topics that it does not know to those who do', async () => {
    const old = processOn(database, { known: async () => undefined });
    await addTo(old.jobs, 'new');
    await old.runner.drain();
    expect(await statuses()).toEqual({ waiting: 1 });
    await processOn(database, { new: async () => undefined }).runner.drain();
    expect(await statuses()).toEqual({ done: 1 });
  });

  it('tries again after a pause that doubles, half of it by chance, and then keeps it as a dead letter with the reason', async () => {
    const pauses: number[] = [];
    const options = { maxAttempts: 4, backoffMs: 1_000 };
    const fail = async () => {
      throw new Error('the printer is on fire');
    };
    const here = processOn(database, { print: fail }, options);
    const id = await addTo(here.jobs, 'print');
    for (let attempt = 1; attempt <= 4; attempt++) {
      await here.runner.drain();
      const [row] = await database.query<{ claimable_at: number | null }>('SELECT claimable_at FROM outbox_job WHERE id = ?', [id]);
      if (row?.claimable_at == null) continue;
      pauses.push(row.claimable_at - here.clock.now());
      here.clock.advance(row.claimable_at - here.clock.now());
    }
    expect(pauses).toHaveLength(3);
    for (const [n, pause] of pauses.entries()) {
      expect(pause).toBeGreaterThan(400 * 2 ** n);
      expect(pause).toBeLessThanOrEqual(1_000 * 2 ** n);
    }
    expect(await here.jobs.find(id)).toMatchObject({ status: 'dead', attempts: 4, reason: 'Error: the printer is on fire' });
    expect((await here.jobs.dead()).map((letter) => letter.id)).toEqual([id]);
    expect(await here.jobs.lag()).toBe(0);
    expect(await here.jobs.conservation()).toEqual([]);
  });

  it('does not let a poisoned job hold up others, and gives up at once when the handler says so', async () => {
    const done: number[] = [];
    const here = processOn(database, {
      poison: async () => {
        throw new GiveUp('no such announcement');
      },
      fine: async (job) => void done.push(job.id),
    });
    const poison = await addTo(here.jobs, 'poison');
    const fine = await addTo(here.jobs, 'fine');
    await here.runner.drain();
    expect(done).toEqual([fine]);
    expect(await here.jobs.find(poison)).toMatchObject({ status: 'dead', attempts: 1, reason: 'GiveUp: no such announcement' });
  });

  it('gives a dead letter a new life on demand', async () => {
    let broken = true;
    const run = async () => {
      if (broken) throw new GiveUp('broken');
    };
    const here = processOn(database, { mend: run });
    const id = await addTo(here.jobs, 'mend');
    await here.runner.drain();
    broken = false;
    expect(await database.transaction((tx) => here.jobs.revive(tx, id))).toBe(true);
    expect(await database.transaction((tx) => here.jobs.revive(tx, id))).toBe(false);
    await here.runner.drain();
    expect(await here.jobs.find(id)).toMatchObject({ status: 'done', reason: null });
  });

  it('takes over from a process that has died once its lease is over, and not before', async () => {
    const { died, run } = dieIn();
    const dead = processOn(database, { carry: run }, { leaseMs: 10_000, graceMs: 0 });
    const seen: number[] = [];
    const heir = processOn(database, { carry: async (job) => void seen.push(job.attempts) }, { leaseMs: 10_000 });
    await addTo(dead.jobs, 'carry');
    dead.runner.start();
    await died;
    heir.clock.advance(9_000);
    await heir.runner.drain();
    expect(seen).toEqual([]);
    heir.clock.advance(2_000);
    expect(await heir.jobs.lag()).toBeGreaterThan(0);
    await heir.runner.drain();
    expect(seen).toEqual([2]);
    expect(await statuses()).toEqual({ done: 1 });
    await dead.runner.stop();
  });

  it('does not let one that was overtaken declare the job done', async () => {
    const { opened, open: finish } = latch();
    const slow = processOn(database, { carry: () => opened });
    const { died, run } = dieIn();
    const heir = processOn(database, { carry: run }, { graceMs: 0 });
    heir.clock.advance(120_000);
    const id = await addTo(slow.jobs, 'carry');
    const slowly = slow.runner.drain();
    await until(async () => (await statuses()).running === 1);
    heir.runner.start();
    await died;
    finish();
    await slowly;
    expect(await slow.jobs.find(id)).toMatchObject({ status: 'running', attempts: 2 });
    await heir.runner.stop();
  });

  it('buries a job under which process after process has died', async () => {
    const heirs = Array.from({ length: 4 }, dieIn);
    const processes = heirs.map(({ run }) => processOn(database, { kill: run }, { leaseMs: 1_000, maxAttempts: 3, graceMs: 0 }));
    const id = await addTo(processOn(database).jobs, 'kill');
    for (const [n, here] of processes.entries()) {
      here.clock.advance(n * 2_000);
      here.runner.start();
      if (n < 3) await heirs[n]?.died;
    }
    await until(async () => (await statuses()).dead === 1);
    expect(await processes[3]?.jobs.find(id)).toMatchObject({ reason: 'every attempt ended without an answer' });
    await Promise.all(processes.map(({ runner }) => runner.stop()));
  });

  it('tells a handler that renews too late', async () => {
    const heir = processOn(database, { wait: async () => undefined }, { leaseMs: 1_000 });
    heir.clock.advance(5_000);
    const faults: unknown[] = [];
    const slow = processOn(
      database,
      {
        wait: async (job) => {
          await job.renew();
          await heir.runner.drain();
          await job.renew().catch((error) => faults.push(error));
        },
      },
      { leaseMs: 1_000 },
    );
    await addTo(slow.jobs, 'wait');
    await slow.runner.drain();
    expect(faults).toEqual([expect.any(LeaseLost)]);
    expect(await statuses()).toEqual({ done: 1 });
  });

  it('gives back what it has claimed and not begun when it stops', async () => {
    const { opened, open: release } = latch();
    const here = processOn(database, { wait: () => opened }, { concurrency: 1 });
    for (let n = 0; n < 4; n++) await addTo(here.jobs, 'wait');
    here.runner.start();
    await until(async () => (await statuses()).running === 4);
    const stopped = here.runner.stop();
    await until(async () => (await statuses()).waiting === 3);
    release();
    await stopped;
    expect(await statuses()).toEqual({ done: 1, waiting: 3 });
    expect(await database.query(`SELECT MAX(attempts) AS most FROM outbox_job WHERE status = 'waiting'`)).toEqual([{ most: 0 }]);
  });
});
