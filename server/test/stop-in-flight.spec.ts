import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, type ClientRequest, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fastify, { type FastifyInstance } from 'fastify';
import { Clock } from '../src/platform/clock';
import { openDatabase } from '../src/platform/database/data-source';
import { type Database, insertMany } from '../src/platform/database/database';
import { migrate } from '../src/platform/database/migrate';
import { Jobs } from '../src/platform/jobs/jobs';
import { buildMember } from './builders/member';
import { buildShop } from './builders/shop';
import { buildStaff } from './builders/staff';
import { type BuiltServer, startBuilt } from './built-server';
import { freshPlace, type TestPlace } from './database';
import { until } from './runners';

/** People whose numbers lie so far apart that each is a step of its own for the publishing job. */
const STEPS = 300;
const STEP = 10_000;
const SLOW_MS = 1_500;

type Answer = { status: number; connection: string | undefined; body: Record<string, unknown> };

describe('a server told to stop', () => {
  let place: TestPlace;
  let db: Database;
  let platform: FastifyInstance;
  let dataDir: string;
  const servers: BuiltServer[] = [];

  beforeAll(async () => {
    place = await freshPlace();
    db = await openDatabase({ url: place.url });
    await migrate(db);
    dataDir = mkdtempSync(join(tmpdir(), 'dianquan-stop-'));
    platform = await slowPlatform();
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.stop('SIGKILL')));
    await platform.close();
    await db.close();
    await place.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const start = async (): Promise<BuiltServer> => {
    const base = platform.listeningOrigin;
    const server = await startBuilt({ DATABASE_URL: place.url, DATA_DIR: dataDir, WECHAT_API_BASE: base, WECOM_API_BASE: base });
    servers.push(server);
    return server;
  };
  const count = async (sql: string, params: number[] = []): Promise<number> =>
    Number((await db.query<{ n: number }>(`SELECT COUNT(*) AS n FROM ${sql}`, params))[0]?.n);

  it('answers everyone it has let in, refuses others, hands back its work and ends with 0', async () => {
    const t = { db, clock: new Clock() };
    const manager = await buildStaff(t, { roles: ['manager'] });
    const { shopId } = await buildShop(t);
    const people = await Promise.all(Array.from({ length: 20 }, () => buildMember(t, { shopId, role: 'clerk' })));
    await spreadOut(db, (await buildShop(t)).shopId);
    const first = await start();
    const community = await send(first.url, 'POST', '/communities', manager.token, { name: '五金老板圈' }).whole();
    const read = await announce(first.url, manager.token, { shopIds: [shopId] });
    await until(async () => (await count('announcement_recipient WHERE announcement_id = ?', [read])) === 20);
    await until(async () => (await count(`announcement WHERE id = ? AND state = 'published'`, [read])) === 1);
    const posts = people.map(({ token }, n) =>
      send(first.url, 'POST', `/communities/${community.body.id}/posts`, token, { text: `第${n}条` }).whole(),
    );
    // Let in with half of their body; the rest comes after the signal.
    const receipts = people.map(({ token }) => send(first.url, 'PUT', `/announcements/${read}/reading`, token, { seconds: 12 }));
    for (const receipt of receipts) receipt.half();
    const quiet = new Agent({ keepAlive: true });
    await send(first.url, 'GET', '/health/live', undefined, undefined, quiet).whole();
    await sleep(200);
    const large = await announce(first.url, manager.token, { everyone: true });
    await until(
      async () => (await count(`outbox_job WHERE topic = 'announcements.publish' AND status = 'running' AND progress_done > 0`)) === 1,
    );

    const signalled = Date.now();
    const ended = first.stop('SIGTERM');
    const live = () => send(first.url, 'GET', '/health/live').whole().catch(refused);
    // How soon the signal is heard is the machine's affair.
    await until(async () => {
      const answer = await live();
      return answer === 'refused' || answer.status !== 200;
    });
    const late = await Promise.all([live(), send(first.url, 'GET', '/health/live', undefined, undefined, quiet).whole().catch(refused)]);
    for (const answer of late) {
      if (answer !== 'refused') expect(answer).toMatchObject({ status: 503, connection: 'close', body: { code: 'unavailable' } });
    }
    const told = await Promise.all([...posts, ...receipts.map((receipt) => receipt.whole())]);
    quiet.destroy();
    expect(told.map(({ status }) => status)).toEqual([...Array(20).fill(201), ...Array(20).fill(204)]);
    expect(await ended).toBe(0);
    expect(Date.now() - signalled).toBeLessThan(12_000);

    expect(await count(`post WHERE state = 'visible'`)).toBe(20);
    expect(await count('announcement_recipient WHERE announcement_id = ? AND read_seconds = 12', [read])).toBe(20);
    expect(await count(`outbox_job WHERE status = 'running' OR lease_owner IS NOT NULL`)).toBe(0);
    expect(await new Jobs(db, new Clock()).conservation()).toEqual([]);
    expect(await count(`announcement WHERE id = ? AND state = 'publishing'`, [large])).toBe(1);

    const next = await start();
    const taken = Date.now();
    await until(
      async () => (await count(`outbox_job WHERE status = 'running' OR status = 'done' AND finished_at > ?`, [taken])) > 0,
      3_000,
    );
    await until(async () => (await count(`announcement WHERE id = ? AND state = 'published'`, [large])) === 1, 40_000);
    expect(await count('announcement_recipient WHERE announcement_id = ?', [large])).toBe(STEPS + 20);
    expect(await next.stop('SIGTERM')).toBe(0);
  }, 90_000);

  it('does not let an upload that never ends keep it from stopping in order', async () => {
    const { token } = await buildStaff({ db, clock: new Clock() });
    const { url, stop } = await start();
    const endless = send(url, 'POST', '/announcements', token, { title: '永远说不完' });
    endless.half();
    const broken = endless.ended.catch(refused);
    await sleep(200);
    expect(await stop('SIGTERM')).toBe(0);
    expect(await broken).toBe('refused');
  }, 40_000);
});

function send(base: string, method: string, path: string, token?: string, body?: object, agent?: Agent) {
  const text = body === undefined ? '' : JSON.stringify(body);
  const headers = {
    ...(token ? { authorization: `Bearer ${token}` } : {}),
    ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
  };
  let sending: ClientRequest;
  const ended = new Promise<Answer>((resolve, reject) => {
    sending = request(`${base}/api${path}`, { method, headers, agent: agent ?? new Agent() }, (response) => {
      let answer = '';
      response.on('data', (chunk) => {
        answer += chunk;
      });
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, connection: response.headers.connection, body: answer ? JSON.parse(answer) : {} }),
      );
    });
    sending.on('error', reject);
  });
  let sent = 0;
  return {
    ended,
    half: (): void => {
      sent = 3;
      sending.write(text.slice(0, sent));
    },
    whole: (): Promise<Answer> => {
      sending.end(text.slice(sent));
      return ended;
    },
  };
}

async function announce(url: string, token: string, audience: object): Promise<number> {
  const draft = await send(url, 'POST', '/announcements', token, {
    title: '到货',
    blocks: [{ type: 'text', text: '到货了' }],
    audience,
  }).whole();
  if (draft.status !== 201) throw new Error(`no draft: ${JSON.stringify(draft)}`);
  const id = Number(draft.body.id);
  expect((await send(url, 'PUT', `/announcements/${id}/publication`, token).whole()).status).toBe(200);
  return id;
}

async function spreadOut(db: Database, shopId: number): Promise<void> {
  const now = Date.now();
  const ids = Array.from({ length: STEPS }, (_, n) => (n + 1) * STEP);
  await insertMany(
    db,
    'account',
    ['id', 'provider', 'external_id', 'name', 'created_at', 'updated_at'],
    ids.map((id) => [id, 'wechat', `o${id}`, `人${id}`, now, now]),
  );
  await insertMany(
    db,
    'member',
    ['id', 'account_id', 'shop_id', 'role', 'status', 'name', 'joined_at'],
    ids.map((id) => [id, id, shopId, 'clerk', 'active', `人${id}`, now]),
  );
  await db.execute('UPDATE shop SET member_count = member_count + ? WHERE id = ?', [STEPS, shopId]);
}

/** A platform that takes its time over every text. */
async function slowPlatform(): Promise<FastifyInstance> {
  const app = fastify();
  app.all('*', async ({ url }) => {
    if (url.split('?')[0]?.includes('token')) return { access_token: 'token', expires_in: 7200 };
    await sleep(SLOW_MS);
    return { errcode: 0, errmsg: 'ok', trace_id: '1', result: { suggest: 'pass', label: 100 }, detail: [] };
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  return app;
}

function refused(): 'refused' {
  return 'refused';
}
