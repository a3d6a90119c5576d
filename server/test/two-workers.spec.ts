import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clock } from '../src/platform/clock';
import { openDatabase } from '../src/platform/database/data-source';
import type { Database } from '../src/platform/database/database';
import { migrate } from '../src/platform/database/migrate';
import { insertMany } from '../src/platform/database/sql';
import { Jobs } from '../src/platform/jobs/jobs';
import type { TestApp } from './app';
import { openSession } from './builders/account';
import { type BuiltProcess, startBuilt, startBuiltWorker } from './built-server';
import { checkConservation } from './conservation';
import { freshPlace, type TestPlace } from './database';
import { redisEnv, withAndWithoutRedis } from './redis';
import { until } from './runners';

const SHOPS = 200;
const PER_SHOP = 3;
const PEOPLE = SHOPS * PER_SHOP;
const PATIENCE_MS = 60_000;

withAndWithoutRedis('two workers and one server on one database', () => {
  let place: TestPlace;
  let db: Database;
  let folder: string;
  let url: string;
  let token: string;
  let processes: BuiltProcess[] = [];

  beforeAll(async () => {
    place = await freshPlace();
    db = await openDatabase({ url: place.url });
    folder = mkdtempSync(join(tmpdir(), 'dianquan-workers-'));
    await migrate(db);
    token = await fill(db);
    await witness(db);
    const env = { DATABASE_URL: place.url, DATA_DIR: folder, ...redisEnv() };
    const server = await startBuilt({ ...env, ROLE: 'api' });
    url = server.url;
    processes = [server, startBuiltWorker(env), startBuiltWorker(env)];
  }, 150_000);

  afterAll(async () => {
    await Promise.all(processes.map((one) => one.stop('SIGTERM')));
    await db.close();
    await place.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('share the work, and address and remind each person exactly once', async () => {
    const ids: number[] = [];
    // An idle worker takes all there is, so the work comes in small portions until both have had some.
    while (ids.length < 8 || ((await finishers(db)).length < 2 && ids.length < 60)) {
      ids.push(await publish(url, token));
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    await until(
      async () => (await one(db, `SELECT COUNT(*) AS n FROM announcement WHERE state = 'published'`)) === ids.length,
      PATIENCE_MS,
    );
    await Promise.all(ids.map((id) => put(url, token, 'POST', `/announcements/${id}/reminders`)));
    await until(async () => (await one(db, `SELECT COUNT(*) AS n FROM outbox_job WHERE status <> 'done'`)) === 0, PATIENCE_MS);

    const workers = await finishers(db);
    expect(workers).toHaveLength(2);
    expect(workers.reduce((sum, { jobs }) => sum + jobs, 0)).toBe(await one(db, 'SELECT COUNT(*) AS n FROM outbox_job'));
    for (const id of ids) {
      const of = (sql: string) => one(db, sql, [id]);
      expect(await of('SELECT COUNT(*) AS n FROM announcement_recipient WHERE announcement_id = ?')).toBe(PEOPLE);
      expect(await of('SELECT COUNT(*) AS n FROM announcement_recipient WHERE announcement_id = ? AND reminded_at IS NOT NULL')).toBe(
        PEOPLE,
      );
      expect(await of('SELECT SUM(people) AS n FROM announcement_shop WHERE announcement_id = ?')).toBe(PEOPLE);
      expect(await of('SELECT SUM(unread) AS n FROM announcement_chunk WHERE announcement_id = ?')).toBe(PEOPLE);
    }
    const told = await db.query<{ member_id: number; n: number }>(
      `SELECT member_id, COUNT(*) AS n FROM inbox_item WHERE kind = 'reminder' GROUP BY member_id`,
    );
    expect(told).toHaveLength(PEOPLE);
    expect(new Set(told.map(({ n }) => Number(n)))).toEqual(new Set([ids.length]));
    await recount(db);
  }, 150_000);

  it('would be found out if a range were counted twice', async () => {
    await db.execute('UPDATE announcement_shop SET people = people + 1 WHERE announcement_id = 1 AND shop_id = 1');
    await expect(recount(db)).rejects.toThrow('announcement 1 shop 1 people off by 1');
    await db.execute('UPDATE announcement_shop SET people = people - 1 WHERE announcement_id = 1 AND shop_id = 1');
    await recount(db);
  });
});

/** All that the recount asks of an application. */
const recount = (db: Database): Promise<void> =>
  checkConservation({ db, app: { get: () => new Jobs(db, new Clock()) } } as unknown as TestApp);

/** Notes by whose lease each job was ended; the row itself forgets. */
async function witness(db: Database): Promise<void> {
  await db.execute('CREATE TABLE job_witness (job_id INTEGER NOT NULL, owner VARCHAR(60) NOT NULL)');
  const note = `INSERT INTO job_witness (job_id, owner) SELECT NEW.id, OLD.lease_owner FROM (SELECT 1 AS one) x WHERE OLD.status = 'running' AND NEW.status = 'done'`;
  await db.execute(
    `CREATE TRIGGER job_witnessed AFTER UPDATE ON outbox_job FOR EACH ROW ${db.engine === 'mysql' ? note : `BEGIN ${note}; END`}`,
  );
}

/** A lease is named after its process and the number of the claim. */
async function finishers(db: Database): Promise<{ worker: string; jobs: number }[]> {
  const rows = await db.query<{ owner: string }>('SELECT owner FROM job_witness');
  const jobs = new Map<string, number>();
  for (const { owner } of rows) {
    const worker = owner.slice(0, owner.lastIndexOf('.'));
    jobs.set(worker, (jobs.get(worker) ?? 0) + 1);
  }
  return [...jobs].map(([worker, count]) => ({ worker, jobs: count }));
}

async function fill(db: Database): Promise<string> {
  const now = Date.now();
  const people = Array.from({ length: PEOPLE }, (_, i) => i + 1);
  const staffAccount = PEOPLE + 1;
  await insertMany(
    db,
    'account',
    ['id', 'provider', 'external_id', 'name', 'consented_at', 'created_at', 'updated_at'],
    [...people, staffAccount].map((id) => [id, id > PEOPLE ? 'wecom' : 'wechat', `o${id}`, `人${id}`, now, now, now]),
  );
  await insertMany(
    db,
    'shop',
    ['id', 'name', 'search_text', 'status', 'source', 'member_count', 'counted_people', 'joined_at', 'created_at', 'updated_at'],
    Array.from({ length: SHOPS }, (_, i) => [i + 1, `店${i}`, `店${i}`, 'prospect', 'import', PER_SHOP, PER_SHOP, now, now, now]),
  );
  await insertMany(
    db,
    'member',
    ['id', 'account_id', 'shop_id', 'role', 'status', 'name', 'joined_at'],
    people.map((id) => [id, id, Math.ceil(id / PER_SHOP), id % PER_SHOP === 1 ? 'owner' : 'clerk', 'active', `人${id}`, now]),
  );
  await insertMany(db, 'staff', ['id', 'account_id', 'wecom_userid', 'name', 'created_at'], [[1, staffAccount, 'manager', '经理', now]]);
  await insertMany(db, 'staff_role', ['staff_id', 'role'], [[1, 'manager']]);
  return openSession({ db, clock: new Clock() } as Parameters<typeof openSession>[0], staffAccount);
}

async function publish(url: string, token: string): Promise<number> {
  const { id } = (await put(url, token, 'POST', '/announcements', { title: '给所有人', audience: { everyone: true } })) as { id: number };
  await put(url, token, 'PUT', `/announcements/${id}/publication`);
  return id;
}

async function put(url: string, token: string, method: string, path: string, body?: object): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) };
  const answer = await fetch(`${url}/api${path}`, { method, headers, body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

async function one(db: Database, sql: string, params: number[] = []): Promise<number> {
  return Number((await db.query<{ n: number }>(sql, params))[0]?.n);
}
