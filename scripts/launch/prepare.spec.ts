import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@dianquan/server/platform/database/data-source';
import { createConnection } from 'mysql2/promise';
import { prepare, whileSeeding } from './prepare';

describe('preparing the data', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'dianquan-prepare-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const settings = (more: Record<string, string> = {}) => ({ DATA_DIR: join(folder, 'made', 'here'), ...more });
  const run = (more: Record<string, string> = {}) => prepare(() => {}, settings(more));

  /** Somebody signs in for the first time. */
  async function use(url: string): Promise<void> {
    const database = await openDatabase({ url });
    await database.execute("INSERT INTO account (provider, external_id, created_at, updated_at) VALUES ('wechat', 'o1', 0, 0)");
    await database.close();
  }

  it('makes the folder and the tables once, and finds nobody in them', async () => {
    const first = await run();
    expect(first).toMatchObject({ empty: true });
    expect(first.migrated.length).toBeGreaterThan(0);
    expect(await run()).toEqual({ migrated: [], empty: true });
  });

  it('sees that somebody is there', async () => {
    const url = `sqlite:${join(folder, 'elsewhere', 'used.db')}`;
    await run({ DATABASE_URL: url });
    await use(url);
    expect(await run({ DATABASE_URL: url })).toMatchObject({ empty: false });
  });

  it('takes back a demo that was cut off while it was written, and keeps one that is whole', async () => {
    const url = `sqlite:${join(folder, 'demo.db')}`;
    const own = settings({ DATABASE_URL: url });
    await run(own);
    const cutOff = whileSeeding(async () => {
      await use(url);
      throw new Error('cut off');
    }, own);
    await expect(cutOff).rejects.toThrow('cut off');
    expect(await run(own)).toMatchObject({ empty: true });
    await whileSeeding(() => use(url), own);
    expect(await run(own)).toEqual({ migrated: [], empty: false });
  });

  it('leaves another database alone when a demo was cut off', async () => {
    const url = `sqlite:${join(folder, 'real.db')}`;
    await run({ DATABASE_URL: url });
    await use(url);
    await run();
    await expect(whileSeeding(() => Promise.reject(new Error('cut off')), settings())).rejects.toThrow('cut off');
    expect(await run({ DATABASE_URL: url })).toEqual({ migrated: [], empty: false });
  });

  it('says that the database cannot be reached', async () => {
    await expect(run({ DATABASE_URL: 'mysql://nobody@127.0.0.1:1/none' })).rejects.toMatchObject({
      message: expect.stringContaining('连接不上数据库'),
      hint: expect.stringContaining('DATABASE_URL'),
    });
  });

  const server = process.env.TEST_DATABASE_URL;
  if (server) {
    it('makes a database that is missing on a MySQL server', async () => {
      const url = new URL(server);
      url.pathname = `/dq_test_prepare_${process.pid}`;
      try {
        expect((await run({ DATABASE_URL: url.href })).migrated.length).toBeGreaterThan(0);
        expect(await run({ DATABASE_URL: url.href })).toEqual({ migrated: [], empty: true });
      } finally {
        const connection = await createConnection({ uri: server });
        await connection.query('DROP DATABASE IF EXISTS ??', [url.pathname.slice(1)]);
        await connection.end();
      }
    });
  }
});
