import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { freshDatabase, type TestDatabase } from '../../../test/database';
import { openDatabase } from './data-source';

/** Another process on the file, that writes and holds the lock, each time for so long. It says so when it holds it first. */
const STRANGER = `
const [, libsql, file, holds, turns] = process.argv;
const native = new (require(libsql))(file);
native.pragma('busy_timeout = 1000');
const pause = new Int32Array(new SharedArrayBuffer(4));
const lengths = JSON.parse(holds);
for (let turn = 0; turn < Number(turns); turn++) {
  native.exec('BEGIN IMMEDIATE');
  native.exec("INSERT INTO note (writer) VALUES ('stranger')");
  if (turn === 0) require('fs').writeSync(1, 'held');
  Atomics.wait(pause, 0, 0, lengths[turn % lengths.length]);
  native.exec('COMMIT');
  Atomics.wait(pause, 0, 0, 4);
}`;

async function startStranger(url: string, holds: number[], turns: number): Promise<ChildProcess> {
  const file = url.slice('sqlite:'.length);
  const child = spawn(process.execPath, ['-e', STRANGER, require.resolve('libsql'), file, JSON.stringify(holds), String(turns)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((held, failed) => {
    child.stdout?.once('data', () => held());
    child.once('exit', (code) => failed(new Error(`the other process ended with ${code}`)));
  });
  return child;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

describe('beside another process that writes to the same file', () => {
  let place: TestDatabase;
  let stranger: ChildProcess | undefined;
  beforeEach(async () => {
    place = await freshDatabase({ migrated: false });
    await place.database.execute('CREATE TABLE note (id INTEGER PRIMARY KEY, writer VARCHAR(40) NOT NULL)');
  });
  afterEach(async () => {
    if (stranger) await stop(stranger);
    stranger = undefined;
    await place.drop();
  });

  it('no write and no transaction fails, and all that was acknowledged is on the disk', async () => {
    const { database, url } = place;
    stranger = await startStranger(url, [70, 3, 30, 3], 100_000);
    const until = Date.now() + 1_500;
    const written: string[] = [];
    const lane = async (name: string, write: (writer: string) => Promise<unknown>): Promise<void> => {
      for (let n = 0; Date.now() < until; n++) {
        await write(`${name}-${n}`);
        written.push(`${name}-${n}`);
        await sleep(1);
      }
    };
    await Promise.all([
      lane('single', (writer) => database.execute('INSERT INTO note (writer) VALUES (?)', [writer])),
      lane('returning', (writer) => database.query('INSERT INTO note (writer) VALUES (?) RETURNING id', [writer])),
      lane('runner', (writer) => database.dataSource.query('INSERT INTO note (writer) VALUES (?)', [writer])),
      lane('together', (writer) =>
        database.transaction(async (tx) => {
          await tx.query('SELECT COUNT(*) AS n FROM note');
          await sleep(1);
          await tx.execute('INSERT INTO note (writer) VALUES (?)', [writer]);
        }),
      ),
    ]);
    await stop(stranger);
    const other = await openDatabase({ url });
    const rows = await other.query<{ writer: string }>(`SELECT writer FROM note WHERE writer <> 'stranger'`);
    await other.close();
    expect(rows.map(({ writer }) => writer).sort()).toEqual(written.sort());
    expect(new Set(written.map((writer) => writer.split('-')[0])).size).toBe(4);
  });

  it('a write that gave up leaves nothing that would stand in the way of others', async () => {
    const { database, url } = place;
    const impatient = await openDatabase({ url, waitLimitMs: 30 });
    stranger = await startStranger(url, [500], 1);
    const over = new Promise((resolve) => stranger?.once('exit', resolve));
    const insert = `INSERT INTO note (writer) VALUES ('late')`;
    await expect(impatient.execute(insert)).rejects.toMatchObject({ code: 'unavailable' });
    await expect(impatient.query(`${insert} RETURNING id`)).rejects.toMatchObject({ code: 'unavailable' });
    await over;
    await impatient.transaction((tx) => tx.execute(`INSERT INTO note (writer) VALUES ('together')`));
    await impatient.execute(`INSERT INTO note (writer) VALUES ('single')`);
    const seen = await database.query<{ writer: string }>('SELECT writer FROM note ORDER BY id');
    expect(seen.map(({ writer }) => writer)).toEqual(['stranger', 'together', 'single']);
    await impatient.close();
  });

  it('runs a transaction again as a whole that another process got in the way of', async () => {
    let runs = 0;
    await place.database.transaction(async (tx) => {
      await tx.execute(`INSERT INTO note (writer) VALUES ('once')`);
      if (runs++ === 0) throw Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY_SNAPSHOT' });
    });
    expect(runs).toBe(2);
    expect(await place.database.query('SELECT writer FROM note')).toEqual([{ writer: 'once' }]);
  });
});
