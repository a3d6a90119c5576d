import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../src/platform/database/data-source';
import type { Database } from '../src/platform/database/database';
import { migrate } from '../src/platform/database/migrate';
import { insertMany } from '../src/platform/database/sql';
import { openSession } from './builders/account';
import { type BuiltProcess, startBuilt, startBuiltWorker } from './built-server';
import { freshPlace, onMariadb, type TestPlace } from './database';
import { startGateway, type TestGateway } from './push/gateway';
import { pushFaults } from './push-conservation';
import { redisEnv, withAndWithoutRedis } from './redis';
import { until } from './runners';

const CAMPAIGNS = 5;
const PEOPLE = 240;
const PER_SHOP = 4;
const KILLS = 3;
/** Marked at once in each campaign: what one kill can leave in doubt. */
const IN_FLIGHT = 40;
const PATIENCE_MS = 120_000;
/** Every eighth is reached by text messages, of which nobody may have two in the same minute: the campaigns compete for their one. */
const BY_SMS = 8;
const BY_SMS_PEOPLE = PEOPLE / BY_SMS;
const MINUTE = 60_000;
/** Between being counted and being taken by the gateway. */
const ON_THE_WAY_MS = 6_000;
const isBySms = (accountId: number): boolean => accountId % BY_SMS === 0;
const phoneOf = (accountId: number): string => String(13_800_000_000 + accountId);

/** Where there are two engines, one of them is tried without Redis. */
const inTurn = onMariadb ? withAndWithoutRedis : describe;

/** Five notices to 240 people each through gateways that are slow and refuse some, by two workers of which one is killed three times. */
inTurn('workers killed in the middle of sending', () => {
  let place: TestPlace;
  let db: Database;
  let folder: string;
  let gateway: TestGateway;
  let processes: BuiltProcess[] = [];

  beforeAll(async () => {
    place = await freshPlace();
    db = await openDatabase({ url: place.url });
    folder = mkdtempSync(join(tmpdir(), 'dianquan-push-'));
    gateway = await startGateway();
    gateway.answer = async ({ to }) => {
      await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 20));
      return { status: Number(to) % 10 === 3 ? 404 : 200 };
    };
  }, 60_000);

  afterAll(async () => {
    await Promise.all(processes.map((one) => one.stop('SIGKILL')));
    await gateway.close();
    await db.close();
    await place.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('lose nobody, write to nobody twice or sooner than allowed; only what was on its way is in doubt', async () => {
    await migrate(db);
    const token = await fill(db);
    const env = { DATABASE_URL: place.url, DATA_DIR: folder, PUSH_WEBHOOK: gateway.url, PUSH_SMS: gateway.url, ...redisEnv() };
    const server = await startBuilt({ ...env, ROLE: 'api' });
    let [victim, other] = [startBuiltWorker(env), startBuiltWorker(env)];
    processes = [server, victim, other];
    for (let n = 0; n < CAMPAIGNS; n++) await publish(server.url, token);
    for (let kill = 1; kill <= KILLS; kill++) {
      const before = gateway.taken.length;
      await until(() => gateway.taken.length >= before + 100 || gateway.taken.length >= CAMPAIGNS * PEOPLE * 0.7, PATIENCE_MS);
      await victim.stop('SIGKILL');
      [victim, other] = [other, startBuiltWorker(env)];
      processes = [server, victim, other];
    }
    await until(() => isAtRest(db), PATIENCE_MS);
    await Promise.all(processes.map((process) => process.stop('SIGTERM')));
    await check(db, gateway);
    checkPace(gateway);
    await checkWaiting(db);
    expect(await pushFaults({ db })).toEqual([]);
  }, 280_000);
});

type RecipientRow = { campaign_id: number; member_id: number; account_id: number; channel: string; state: string };

/** Everybody has all their notices, but those who may not have another so soon: they wait for it. */
async function isAtRest(db: Database): Promise<boolean> {
  const planned = await one(db, 'SELECT COUNT(*) AS n FROM push_recipient');
  const open = await one(
    db,
    `SELECT COUNT(*) AS n FROM push_recipient WHERE state = 'held' OR (state = 'planned' AND (channel <> 'sms' OR due_at <= ?))`,
    [Date.now()],
  );
  const claimed = await one(db, 'SELECT COUNT(*) AS n FROM push_range WHERE lease_owner IS NOT NULL');
  return planned === CAMPAIGNS * PEOPLE && open === 0 && claimed === 0;
}

/** Nobody had two text messages in any stretch of a minute. */
function checkPace(gateway: TestGateway): void {
  const bySms = gateway.taken.filter(({ key }) => key.startsWith('sms-'));
  const last = new Map<string, number>();
  const early = bySms.filter(({ to, at }) => {
    const before = last.get(to);
    last.set(to, at);
    return before !== undefined && at - before < MINUTE - ON_THE_WAY_MS;
  });
  expect(early).toEqual([]);
  expect(last.size).toBeGreaterThan(BY_SMS_PEOPLE / 2);
}

/** Whoever waits has a time to be sent to, within two minutes, and a job that will do it. */
async function checkWaiting(db: Database): Promise<void> {
  const rows = await db.query<{ campaign_id: number; due_at: number }>(
    `SELECT campaign_id, MIN(due_at) AS due_at FROM push_recipient WHERE state = 'planned' GROUP BY campaign_id`,
  );
  expect(rows.filter(({ due_at }) => due_at > Date.now() + 2 * MINUTE)).toEqual([]);
  const jobs = await db.query<{ payload: string }>(`SELECT payload FROM outbox_job WHERE topic = 'delivery.send' AND status = 'waiting'`);
  const awaited = new Set(jobs.map(({ payload }) => (JSON.parse(payload) as { campaignId: number }).campaignId));
  expect(rows.filter(({ campaign_id }) => !awaited.has(campaign_id))).toEqual([]);
}

async function check(db: Database, gateway: TestGateway): Promise<void> {
  const rows = await db.query<RecipientRow>('SELECT campaign_id, member_id, account_id, channel, state FROM push_recipient');
  expect(rows).toHaveLength(CAMPAIGNS * PEOPLE);
  expect(rows.filter(({ account_id, channel }) => (channel === 'sms') !== isBySms(account_id))).toEqual([]);
  const taken = new Map<string, number>();
  for (const { key } of gateway.taken) taken.set(key, (taken.get(key) ?? 0) + 1);
  expect(Math.max(...taken.values())).toBe(1);
  const wrong = rows.filter(({ campaign_id, member_id, account_id, channel, state }) => {
    const got = taken.get(`${channel}-${campaign_id}-${member_id}`) ?? 0;
    if (state === 'sent') return got !== 1;
    if (state === 'planned') return got !== 0 || channel !== 'sms';
    if (state === 'refused') return got !== 0 || account_id % 10 !== 3;
    return state !== 'unknown';
  });
  expect(wrong).toEqual([]);
  const unknown = rows.filter(({ state }) => state === 'unknown').length;
  expect(unknown).toBeLessThanOrEqual(KILLS * CAMPAIGNS * IN_FLIGHT);
  const unsettled = await one(db, `SELECT COUNT(*) AS n FROM push_attempt WHERE state = 'sending'`);
  expect(unsettled).toBe(0);
}

async function one(db: Database, sql: string, params: number[] = []): Promise<number> {
  const [row] = await db.query<{ n: number }>(sql, params);
  return Number(row?.n ?? 0);
}

async function publish(url: string, token: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ title: '停电通知', blocks: [{ type: 'text', text: '今天下午停电' }], audience: { everyone: true } });
  const made = (await (await fetch(`${url}/api/announcements`, { method: 'POST', headers, body })).json()) as { id: number };
  const answer = await fetch(`${url}/api/announcements/${made.id}/publication`, {
    method: 'PUT',
    headers: { authorization: headers.authorization },
  });
  expect(answer.status).toBe(200);
}

/** People, a manager who is signed in, and settings by which everything goes at once through the gateway. */
async function fill(db: Database): Promise<string> {
  const now = Date.now();
  const people = Array.from({ length: PEOPLE }, (_, i) => i + 1);
  const shops = Array.from({ length: PEOPLE / PER_SHOP }, (_, i) => i + 1);
  await insertMany(
    db,
    'account',
    ['id', 'provider', 'external_id', 'name', 'phone', 'phone_verified', 'created_at', 'updated_at'],
    [...people, PEOPLE + 1].map((id) => {
      const phone = id <= PEOPLE && isBySms(id) ? phoneOf(id) : null;
      return [id, id > PEOPLE ? 'wecom' : 'wechat', `p${id}`, `人${id}`, phone, phone === null ? 0 : 1, now, now];
    }),
  );
  await insertMany(
    db,
    'shop',
    ['id', 'name', 'search_text', 'status', 'source', 'member_count', 'joined_at', 'created_at', 'updated_at'],
    shops.map((id) => [id, `店${id}`, `店${id}`, 'prospect', 'import', PER_SHOP, now, now, now]),
  );
  await insertMany(
    db,
    'member',
    ['id', 'account_id', 'shop_id', 'role', 'status', 'name', 'joined_at'],
    people.map((id) => [id, id, Math.ceil(id / PER_SHOP), 'clerk', 'active', `人${id}`, now]),
  );
  await insertMany(db, 'staff', ['id', 'account_id', 'wecom_userid', 'name', 'created_at'], [[1, PEOPLE + 1, 'boss', '经理', now]]);
  await insertMany(db, 'staff_role', ['staff_id', 'role'], [[1, 'manager']]);
  const settings = {
    quietFrom: 0,
    quietUntil: 0,
    weeklyCap: 0,
    mergeMinutes: 0,
    fallbackHours: 24,
    callAfterHours: 48,
    channels: ['sms', 'webhook'],
  };
  await insertMany(db, 'push_settings', ['id', 'body', 'updated_at'], [[1, JSON.stringify(settings), now]]);
  return openSession({ db, clock: { now: Date.now } } as Parameters<typeof openSession>[0], PEOPLE + 1, null);
}
