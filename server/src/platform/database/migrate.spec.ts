import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freshPlace, type TestPlace } from '../../../test/database';
import { openDatabase } from './data-source';
import type { Database } from './database';
import { migrate, revert } from './migrate';

const OURS = readdirSync(join(__dirname, '../../../migrations'))
  .filter((file) => /^\d{14}-/.test(file))
  .map((file) => file.replace(/\.ts$/, ''))
  .sort();

describe('migrations', () => {
  let place: TestPlace;
  let database: Database;
  let folder: string;
  beforeEach(async () => {
    place = await freshPlace();
    database = await openDatabase({ url: place.url });
    folder = mkdtempSync(join(tmpdir(), 'dianquan-migrations-'));
  });
  afterEach(async () => {
    await database.close();
    await place.drop();
    rmSync(folder, { recursive: true });
  });

  const write = (name: string, up: string[], down: string[] = []) => {
    const body = (statements: string[]) => statements.map((sql) => `await q.query(${JSON.stringify(sql)});`).join('\n');
    writeFileSync(join(folder, `${name}.js`), `exports.Migration = class { async up(q) { ${body(up)} } async down(q) { ${body(down)} } };`);
  };
  const tables = async (): Promise<string[]> => {
    const sql =
      database.engine === 'sqlite'
        ? `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name`
        : 'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY table_name';
    return (await database.query<{ name: string }>(sql)).map(({ name }) => name);
  };

  it('of the project run on an empty database, once, and can all be taken back', async () => {
    expect(await migrate(database)).toEqual(OURS);
    expect(await migrate(database)).toEqual([]);
    expect(await tables()).toEqual(expect.arrayContaining(['outbox_job', 'audit_entry', 'stored_file']));
    expect(await revert(database, OURS.length)).toEqual([...OURS].reverse());
    expect(await tables()).toEqual(['migration']);
    expect(await migrate(database)).toEqual(OURS);
  });

  it('run in the order of their names, as far as told, on what is there', async () => {
    write('20260102000000-fill-lamp', ['INSERT INTO lamp (id, colour) VALUES (2, 1)']);
    write('20260101000000-create-lamp', ['CREATE TABLE lamp (id INT PRIMARY KEY)'], ['DROP TABLE lamp']);
    write('20260101120000-colour-lamp', ['ALTER TABLE lamp ADD COLUMN colour INT NOT NULL DEFAULT 7']);
    writeFileSync(join(folder, 'notes.js'), 'throw new Error("not a migration");');
    const steps: string[] = [];
    expect(await migrate(database, { folder, until: '20260101000000-create-lamp' })).toEqual(['20260101000000-create-lamp']);
    await database.execute('INSERT INTO lamp (id) VALUES (1)');
    await migrate(database, { folder, onStep: (name) => steps.push(name) });
    expect(steps).toEqual(['20260101120000-colour-lamp', '20260102000000-fill-lamp']);
    expect(await database.query('SELECT id, colour FROM lamp ORDER BY id')).toEqual([
      { id: 1, colour: 7 },
      { id: 2, colour: 1 },
    ]);
  });

  it('run once when several processes start together', async () => {
    write('20260101000000-create-lamp', ['CREATE TABLE lamp (id INT PRIMARY KEY)']);
    write('20260102000000-fill-lamp', ['INSERT INTO lamp (id) VALUES (1)']);
    const others = await Promise.all([1, 2, 3].map(() => openDatabase({ url: place.url })));
    const runs = await Promise.all([database, ...others].map((one) => migrate(one, { folder })));
    expect(runs.flat().sort()).toEqual(['20260101000000-create-lamp', '20260102000000-fill-lamp']);
    expect(await database.query('SELECT id FROM lamp')).toEqual([{ id: 1 }]);
    for (const other of others) await other.close();
  });

  it('stop at one that fails, which is not marked as done and is tried again', async () => {
    write('20260101000000-create-lamp', ['CREATE TABLE lamp (id INT PRIMARY KEY)']);
    write('20260102000000-fill-lamp', ['INSERT INTO lamp (id) VALUES (1)', 'INSERT INTO nowhere (id) VALUES (1)']);
    await expect(migrate(database, { folder })).rejects.toThrow('nowhere');
    expect(await database.query('SELECT name FROM migration')).toEqual([{ name: '20260101000000-create-lamp' }]);
    expect(await database.query('SELECT id FROM lamp')).toEqual([]);
    await database.execute('CREATE TABLE nowhere (id INT PRIMARY KEY)');
    expect(await migrate(database, { folder })).toEqual(['20260102000000-fill-lamp']);
  });

  it('may take longer than a statement of a request', async () => {
    const hurried = await openDatabase({ url: place.url, statementLimitMs: 100 });
    const slow = 'WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400000) SELECT COUNT(*) FROM n';
    write('20260101000000-count', [database.engine === 'sqlite' ? slow : 'SELECT SLEEP(0.3)']);
    expect(await migrate(hurried, { folder })).toEqual(['20260101000000-count']);
    await hurried.close();
  });
});
