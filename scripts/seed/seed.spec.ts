import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Env, readEnv } from '@dianquan/server/platform/config/env';
import { openDatabase } from '@dianquan/server/platform/database/data-source';
import type { Database } from '@dianquan/server/platform/database/database';
import { migrate } from '@dianquan/server/platform/database/migrate';
import { LocalFileStore } from '@dianquan/server/platform/files/file-store';
import { administer } from '../../server/test/database';
import { openidOf, phoneOf } from '../wechat-simulator/state/identities';
import { Calendar, HOUR } from './calendar';
import { readContent } from './content/content';
import { type Manifest, readManifest } from './manifest';
import { seedDemo } from './seed';
import { verify } from './verify';
import { TRADE_RECOUNTS } from './verify-trade';

// Two cores are shared with whatever else runs.
jest.setTimeout(400_000);

const TODAY = '2026-11-22';
const content = readContent();

/** On MariaDB as well where there is a server for tests. */
const server = process.env.TEST_DATABASE_URL;
const mariadb = { name: `dq_test_seed_${process.pid}`, ask: (sql: string) => administer(server ?? '', sql) };
const engines = ['SQLite', ...(server ? ['MariaDB'] : [])];

describe.each(engines)('the demo on %s', (engine) => {
  let folder: string;
  let env: Env;
  let database: Database;
  let manifest: Manifest;
  let seconds: number;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dianquan-seed-'));
    if (engine === 'MariaDB') await mariadb.ask(`CREATE DATABASE ${mariadb.name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
    const url = engine === 'MariaDB' ? new URL(`/${mariadb.name}`, server).href : '';
    env = readEnv({ DATA_DIR: folder, DATABASE_URL: url });
    database = await openDatabase({ url: env.databaseUrl, statementLimitMs: 60_000 });
    await migrate(database);
    const start = process.cpuUsage();
    await seedDemo(database, env, content, { today: TODAY, until: new Calendar(TODAY).now + 15 * HOUR }, () => {});
    const { user, system } = process.cpuUsage(start);
    seconds = (user + system) / 1e6;
    manifest = await readManifest(database, content);
  }, 900_000);

  afterAll(async () => {
    await database.close();
    if (engine === 'MariaDB') await mariadb.ask(`DROP DATABASE ${mariadb.name}`);
    rmSync(folder, { recursive: true, force: true });
  });

  it('takes no more than two minutes of a busy machine', () => {
    expect(seconds).toBeLessThan(120);
  });

  it('keeps every count as a recount finds it', async () => {
    expect(await verify(database, new Calendar(TODAY).now)).toEqual([]);
  });

  it('finds counts, goods and money that are off by one, and blames nothing else of what people did', async () => {
    const changes = [
      'UPDATE post SET likes = likes + 1 WHERE id = 7',
      `UPDATE announcement_tally SET shops_understood = shops_understood + 1 WHERE announcement_id = 1 AND dimension = 'all'`,
      'UPDATE announcement_chunk SET unread = unread + 1 WHERE announcement_id = 2',
      'UPDATE stock SET available = available + 1 WHERE sku_id = 5 AND warehouse_id = 1',
      'UPDATE ledger_entry SET fen = fen + 1 WHERE id = 77',
      'UPDATE shop_order SET total_fen = total_fen + 1 WHERE id = 400',
    ];
    for (const change of changes) await database.execute(change);
    const found = (await verify(database, new Calendar(TODAY).now)).map(({ what }) => what);
    for (const change of changes) await database.execute(change.replace('+ 1', '- 1'));
    const ofTrade = [...Object.keys(TRADE_RECOUNTS), 'what a shop has ordered lately'];
    expect(found.filter((what) => !ofTrade.includes(what))).toEqual(['likes of a post', 'tallies of a notice', 'chunks of a notice']);
    expect(found).toEqual(
      expect.arrayContaining([
        'stock is the sum of its movements',
        'a transaction of the ledger is even',
        'an order is the sum of its lines, and charged for what left',
      ]),
    );
  });

  it('has orders in every state, and what waits in every queue', async () => {
    const rows = await database.query<{ state: string; step: string | null; n: number }>(
      'SELECT state, next_step AS step, COUNT(*) AS n FROM shop_order GROUP BY state, next_step',
    );
    const states = ['submitted', 'approved', 'finance_approved', 'outbound', 'shipped', 'completed', 'cancelled'];
    expect(states.filter((state) => !rows.some((row) => row.state === state))).toEqual([]);
    const steps = ['approval', 'financeApproval', 'outbound', 'shipment', 'receipt', 'agreement'];
    expect(steps.filter((step) => !rows.some((row) => row.step === step))).toEqual([]);
    expect(Object.keys(manifest.orders)).toEqual(expect.arrayContaining([...steps, 'partnerLast', 'partnerCompleted']));
    expect(manifest.orderSets).toHaveLength(content.orderSets.announcements.length + content.orderSets.posts.length);
    // What is objected to is a delivery of that shop and that month.
    const answers = await database.query<{ shop: number; month: string; unanswered: number; objections: string }>(
      `SELECT shop_id AS shop, month, unanswered, objections FROM statement_answer WHERE state = 'objected' ORDER BY unanswered`,
    );
    expect(answers.map(({ unanswered }) => unanswered)).toEqual([0, 1, 1]);
    for (const { shop, month, unanswered, objections } of answers) {
      const [objection] = JSON.parse(objections) as { lineId: number; reply?: { by: string } }[];
      expect(objection?.reply?.by).toEqual(unanswered === 0 ? expect.any(String) : undefined);
      const [line] = await database.query<{ shop: number; account: string; kind: string; at: number }>(
        'SELECT shop_id AS shop, account, kind, at FROM ledger_entry WHERE id = ?',
        [objection?.lineId ?? 0],
      );
      expect(line).toMatchObject({ shop, account: 'receivable', kind: 'delivery' });
      expect(new Date((line?.at ?? 0) + 8 * 3_600_000).toISOString().slice(0, 7)).toBe(month);
    }
  });

  it('has orders of the day itself, paid and on their way as far as the day has come', async () => {
    const { now } = new Calendar(TODAY);
    const [today] = await database.query<{ n: number; last: number; first: number }>(
      'SELECT COUNT(*) AS n, MAX(state_at) AS last, MIN(placed_at) AS first FROM shop_order WHERE day = 20261122',
    );
    expect(today?.n).toBeGreaterThan(15);
    expect(today?.first).toBeGreaterThan(now);
    expect(today?.last).toBeLessThan(now + 15 * HOUR);
    const states = await database.query<{ state: string }>('SELECT DISTINCT state FROM shop_order WHERE day = 20261122');
    expect(states.length).toBeGreaterThan(1);
    const unpaid = await database.query(
      `SELECT p.id FROM payment p JOIN shop_order o ON o.id = p.order_id WHERE o.day = 20261122 AND p.method = 'wechat' AND p.state = 'waiting'`,
    );
    expect(unpaid).toEqual([]);
  });

  it('has compared the bills of the last weeks, which agree with what was paid by WeChat and given back', async () => {
    const bills = await database.query<{ day: string; our_fen: number; differences: string }>(
      'SELECT * FROM payment_reconciliation ORDER BY day',
    );
    expect([bills.length, bills[0]?.day, bills.at(-1)?.day]).toEqual([30, '2026-10-23', '2026-11-21']);
    expect(bills.filter(({ differences }) => differences !== '[]')).toEqual([]);
    const since = new Calendar(TODAY).now - 30 * 86_400_000;
    const [paid] = await database.query<{ fen: number }>(
      "SELECT SUM(fen) AS fen FROM payment WHERE method = 'wechat' AND state <> 'closed' AND paid_at >= ? AND paid_at < ?",
      [since, new Calendar(TODAY).now],
    );
    const [back] = await database.query<{ fen: number | null }>(
      'SELECT SUM(fen) AS fen FROM refund WHERE platform_refund_id IS NOT NULL AND done_at >= ?',
      [since],
    );
    expect(bills.reduce((sum, { our_fen }) => sum + our_fen, 0)).toBe(Number(paid?.fen) - Number(back?.fen ?? 0));
  });

  it('has the bytes of every file, and drawings lie about nowhere else', async () => {
    const store = new LocalFileStore(env);
    const files = await database.query<{ id: number; has_thumb: number }>('SELECT id, has_thumb FROM stored_file');
    expect(files.length).toBeGreaterThan(200);
    expect(files.filter(({ id }) => !existsSync(store.path(id)))).toEqual([]);
    expect(files.filter(({ id, has_thumb }) => has_thumb === 1 && !existsSync(`${store.path(id)}.thumb`))).toEqual([]);
    expect(existsSync(join(folder, 'files', 'drawing'))).toBe(false);
  });

  it('names in its manifest whom one can sign in as', () => {
    const byKey = new Map(manifest.actors.map((actor) => [actor.key, actor]));
    expect(byKey.get('sales-1')).toMatchObject({ role: 'salesperson', provider: 'wecom', code: 'demo-sales-1' });
    for (const role of ['salesperson', 'manager', 'office', 'finance', 'warehouse', 'courier', 'admin', 'owner', 'clerk', 'stranger']) {
      expect(manifest.actors.map((actor) => actor.role)).toContain(role);
    }
    expect(byKey.get('owner-1')).toMatchObject({
      role: 'owner',
      shopName: '成都市武侯区鑫鑫鑫五金建材水暖电料批发经营部',
      shopId: manifest.shops.partner,
    });
    expect(byKey.get('clerk-1')).toMatchObject({ role: 'clerk', status: 'active', shopId: manifest.shops.partner });
    expect(byKey.get('clerk-3')).toMatchObject({ status: 'pending' });
    expect(byKey.get('owner-3')?.shopIds).toHaveLength(2);
    expect(manifest.shops.outsider).not.toBe(manifest.shops.partner);
  });

  it('has no trace of the strangers but a shop with the phone of one', async () => {
    const accounts = await database.query('SELECT id FROM account WHERE external_id IN (?, ?)', [
      openidOf('stranger-1'),
      openidOf('stranger-2'),
    ]);
    expect(accounts).toEqual([]);
    expect(manifest.shops.prospects[0]).toMatchObject({ claimableBy: 'stranger-1', phone: phoneOf('stranger-1') });
  });

  it('keeps the outsider out of the segment and the community of Wuhou', async () => {
    const rows = await database.query<{ shop_id: number }>(
      `SELECT x.shop_id FROM segment_shop x JOIN segment g ON g.id = x.segment_id WHERE g.name = '武侯区门店' AND x.shop_id IN (?, ?)`,
      [manifest.shops.partner, manifest.shops.outsider],
    );
    expect(rows).toEqual([{ shop_id: manifest.shops.partner }]);
  });
});
