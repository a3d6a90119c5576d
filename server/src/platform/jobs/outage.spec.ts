import { setTimeout as sleep } from 'node:timers/promises';
import { freshDatabase, type TestDatabase } from '../../../test/database';
import { latch, processOn, until } from '../../../test/runners';
import type { Database } from '../database/database';
import { Unavailable } from '../errors';

/** The same database, whose answers get lost while `lost` says so: the statement has been done or not, as `done` says. */
function unsteady(database: Database, fault: { lost: (sql: string) => boolean; done: boolean }): Database {
  const through =
    (method: 'execute' | 'transaction' | 'query') =>
    async (...args: [never, never]): Promise<unknown> => {
      const isLost = fault.lost(`${method} ${args[0]}`);
      if (isLost && !fault.done) throw new Unavailable();
      const answer = await (database[method] as (...all: unknown[]) => Promise<unknown>)(...args);
      if (isLost) throw new Unavailable();
      return answer;
    };
  return Object.assign(Object.create(database), {
    execute: through('execute'),
    transaction: through('transaction'),
    query: through('query'),
  });
}

describe('the job runner and a database that comes and goes', () => {
  let place: TestDatabase;
  beforeAll(async () => {
    place = await freshDatabase();
  });
  beforeEach(() => place.database.execute('DELETE FROM outbox_job'));
  afterAll(() => place.drop());

  const rows = () =>
    place.database.query<{ status: string; lease_owner: string | null; attempts: number }>(
      'SELECT status, lease_owner, attempts FROM outbox_job ORDER BY id',
    );
  const add = (process: ReturnType<typeof processOn>, topic: string) => place.database.transaction((tx) => process.jobs.add(tx, topic, {}));

  it.each([true, false])('says again that a job is done when that was lost (done: %s), and does it once', async (done) => {
    let losses = 3;
    const flaky = unsteady(place.database, { done, lost: (sql) => sql.includes(`status = 'done'`) && losses-- > 0 });
    let runs = 0;
    const here = processOn(flaky, { greet: async () => void runs++ });
    await add(here, 'greet');
    here.runner.start();
    await until(async () => losses < 0 || (await rows())[0]?.status === 'done');
    await until(async () => (await rows())[0]?.status === 'done');
    await here.runner.stop();
    expect([runs, await here.jobs.conservation()]).toEqual([1, []]);
  });

  it('takes at once what it had claimed without hearing of it', async () => {
    let losses = 1;
    const claim = place.database.engine === 'mysql' ? 'transaction' : 'UPDATE outbox_job SET status =';
    const flaky = unsteady(place.database, { done: true, lost: (sql) => sql.includes(claim) && losses-- > 0 });
    const seen: number[] = [];
    const here = processOn(flaky, { greet: async (job) => void seen.push(job.attempts) });
    await add(here, 'greet');
    here.runner.start();
    await until(async () => (await rows())[0]?.status === 'done', 5_000);
    await here.runner.stop();
    expect([losses < 0, seen]).toEqual([true, [1]]);
  });

  it('leaves no lease behind when it stops, even on work that does not end', async () => {
    const { opened, open } = latch();
    const stuck = processOn(place.database, { carry: () => opened }, { graceMs: 100 });
    await add(stuck, 'carry');
    stuck.runner.start();
    await until(async () => (await rows())[0]?.status === 'running');
    await Promise.all([stuck.runner.stop(), stuck.runner.stop()]);
    expect(await rows()).toEqual([{ status: 'waiting', lease_owner: null, attempts: 1 }]);
    const heir = processOn(place.database, { carry: async () => undefined });
    await heir.runner.drain();
    open();
    await sleep(50);
    expect((await rows())[0]?.status).toBe('done');
  });
});
