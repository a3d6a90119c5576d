import { setTimeout as sleep } from 'node:timers/promises';
import { freshDatabase, type TestDatabase } from '../../../test/database';
import { type OwnRedis, redisTickets, startRedis, withRedis } from '../../../test/redis';
import { addJob, jobStatuses, processOn, until } from '../../../test/runners';
import type { Database } from '../database/database';
import { Random } from '../ids';
import { RedisLink } from '../redis/redis-link';
import { Tickets } from './tickets';

const FAR = 3_600_000;

withRedis('jobs that Redis hands out', () => {
  let place: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    place = await freshDatabase();
    database = place.database;
  });
  beforeEach(() => database.execute('DELETE FROM outbox_job'));
  afterAll(() => place.drop());

  it('begin at once in another process, long before it would look by itself', async () => {
    let seen = 0;
    const adder = processOn(database);
    const worker = processOn(database, { greet: async () => void seen++ }, { pollMs: FAR });
    worker.runner.start();
    // The first ones may be found by its first look, or be too early for it to hear of them.
    for (let added = 0; seen < 5 && added < 100; added++) {
      await addJob(database, adder.jobs, 'greet');
      await sleep(100);
    }
    expect(seen).toBeGreaterThanOrEqual(5);
    await worker.runner.stop();
  });

  it('are one ticket each, however often one is made, and each is taken once', async () => {
    const [here, there] = [redisTickets() as Tickets, redisTickets() as Tickets];
    const jobs = Array.from({ length: 20 }, (_, n) => ({ id: 1_000 + n, topic: 'greet' }));
    for (let times = 0; times < 3; times++) await Promise.all([here.add(jobs), there.add(jobs)]);
    const taken = (await Promise.all([here.take(15), there.take(15)])).flat();
    expect(taken.sort((a, b) => a - b)).toEqual(jobs.map(({ id }) => id));
    expect(await here.take(5)).toEqual([]);
    await here.add(jobs.slice(0, 1));
    expect(await there.take(5)).toEqual([1_000]);
  });

  it('are found again in the database when Redis has forgotten them', async () => {
    const seen: number[] = [];
    const here = processOn(database, { greet: async (job) => void seen.push(job.id) });
    const thief = redisTickets() as Tickets;
    const id = await addJob(database, here.jobs, 'greet');
    await until(async () => (await thief.take(1)).includes(id));
    await here.runner.drain();
    expect(seen).toEqual([id]);
  });
});

describe('jobs while Redis is away', () => {
  let place: TestDatabase;
  let redis: OwnRedis;
  beforeAll(async () => {
    place = await freshDatabase();
    redis = await startRedis();
  });
  afterAll(() => place.drop());

  it('are handed out by the database', async () => {
    const link = new RedisLink(redis.url);
    const tickets = new Tickets(link.client as NonNullable<typeof link.client>, link, new Random());
    const here = processOn(place.database, { greet: async () => undefined }, {}, undefined, tickets);
    here.runner.start();
    await addJob(place.database, here.jobs, 'greet');
    await until(async () => (await jobStatuses(place.database)).done === 1);
    await redis.stop();
    for (let n = 0; n < 10; n++) await addJob(place.database, here.jobs, 'greet');
    await until(async () => (await jobStatuses(place.database)).done === 11, 15_000);
    await here.runner.stop();
    link.close();
  }, 30_000);
});
