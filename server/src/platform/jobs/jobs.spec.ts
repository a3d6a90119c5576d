import { freshDatabase, type TestDatabase } from '../../../test/database';
import { processOn } from '../../../test/runners';
import type { Database } from '../database/database';
import { JobHousekeeping } from './housekeeping';

describe('the outbox', () => {
  let place: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    place = await freshDatabase();
    database = place.database;
  });
  beforeEach(() => database.execute('DELETE FROM outbox_job'));
  afterAll(() => place.drop());

  it('keeps a job exactly when what it belongs to is kept', async () => {
    const { jobs } = processOn(database);
    const id = await database.transaction((tx) => jobs.add(tx, 'greet', { to: '张三' }, { total: 10 }));
    await expect(
      database.transaction(async (tx) => {
        await jobs.add(tx, 'greet', { to: 'nobody' });
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await database.query('SELECT id, payload FROM outbox_job')).toEqual([{ id, payload: '{"to":"张三"}' }]);
    expect(await jobs.find(id)).toMatchObject({ topic: 'greet', status: 'waiting', done: 0, total: 10, attempts: 0, reason: null });
    expect(await jobs.find(id + 99)).toBeNull();
  });

  it('wakes the runner after the commit and not for a rollback', async () => {
    const { jobs } = processOn(database);
    let woken = 0;
    const forget = jobs.onWake(() => woken++);
    await database.transaction(async (tx) => {
      await jobs.add(tx, 'greet', {});
      expect(woken).toBe(0);
    });
    await database
      .transaction(async (tx) => {
        await jobs.add(tx, 'greet', {});
        throw new Error('no');
      })
      .catch(() => undefined);
    expect(woken).toBe(1);
    forget();
  });

  it('keeps one job for a key until it is over, also when twenty add it at once', async () => {
    const { jobs, runner } = processOn(database, { greet: async () => undefined });
    const add = () => database.transaction((tx) => jobs.add(tx, 'greet', {}, { key: 'greet:1' }));
    const ids = await Promise.all(Array.from({ length: 20 }, add));
    expect(new Set(ids).size).toBe(1);
    expect(await database.query('SELECT COUNT(*) AS n FROM outbox_job')).toEqual([{ n: 1 }]);
    await runner.drain();
    const next = await add();
    expect(next).not.toBe(ids[0]);
    expect(await add()).toBe(next);
  });

  it('tells how long the oldest due job has been waiting', async () => {
    const { jobs, runner, clock } = processOn(database, { greet: async () => undefined });
    expect(await jobs.lag()).toBe(0);
    await database.transaction((tx) => jobs.add(tx, 'greet', {}, { at: clock.now() + 60_000 }));
    expect(await jobs.lag()).toBe(0);
    clock.advance(90_000);
    const lag = await jobs.lag();
    expect(lag).toBeGreaterThanOrEqual(30_000);
    expect(lag).toBeLessThan(35_000);
    await runner.drain();
    expect(await jobs.lag()).toBe(0);
  });

  it('names every row that cannot be: unclaimable, over and claimable, leased by nobody, abandoned', async () => {
    const { jobs, runner, clock } = processOn(database, { greet: async () => undefined });
    for (const key of ['a', 'b']) await database.transaction((tx) => jobs.add(tx, 'greet', {}, { key }));
    await runner.drain();
    await database.transaction((tx) => jobs.add(tx, 'greet', {}));
    expect(await jobs.conservation()).toEqual([]);
    const rows = await database.query<{ id: number }>('SELECT id FROM outbox_job ORDER BY id');
    const [first, second, third] = rows.map(({ id }) => id) as [number, number, number];
    await database.execute('UPDATE outbox_job SET claimable_at = 5 WHERE id = ?', [first]);
    await database.execute(`UPDATE outbox_job SET lease_owner = 'x' WHERE id = ?`, [second]);
    await database.execute('UPDATE outbox_job SET claimable_at = NULL WHERE id = ?', [third]);
    expect((await jobs.conservation()).map(({ id }) => id)).toEqual([first, second, third]);
    const abandoned = [clock.now() - 61_000, third];
    await database.execute(`UPDATE outbox_job SET status = 'running', lease_owner = 'gone', claimable_at = ? WHERE id = ?`, abandoned);
    expect((await jobs.conservation()).map(({ id }) => id)).toContain(third);
  });

  it('forgets what was done a week ago, and no dead letter', async () => {
    const { jobs, runner, clock } = processOn(
      database,
      {
        greet: async () => undefined,
        fail: async () => {
          throw new Error('always');
        },
      },
      { maxAttempts: 1 },
    );
    for (const topic of ['greet', 'fail']) await database.transaction((tx) => jobs.add(tx, topic, {}));
    await runner.drain();
    const housekeeping = new JobHousekeeping(database, clock);
    await housekeeping.forgetDone();
    expect(await database.query('SELECT topic FROM outbox_job ORDER BY topic')).toEqual([{ topic: 'fail' }, { topic: 'greet' }]);
    clock.advance(8 * 24 * 3_600_000);
    await housekeeping.forgetDone();
    expect(await database.query('SELECT topic FROM outbox_job')).toEqual([{ topic: 'fail' }]);
  });
});
