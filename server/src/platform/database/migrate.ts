import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Database } from './database';

/** Beside `src` in the sources, beside the compiled `src` in dist. */
const FOLDER = join(__dirname, '..', '..', '..', 'migrations');
const FILE = /^\d{14}-[a-z0-9-]+\.(ts|js)$/;
const LOCK_SECONDS = 120;

export interface MigrateOptions {
  folder?: string;
  /** Stop after this one (its file name without ending). */
  until?: string;
  onStep?: (name: string) => void;
}

interface Migration {
  name: string;
  load(): MigrationInterface;
}

/**
 * Brings the database up to date and returns the names of what was run. Two processes that start at once take turns. On SQLite each
 * migration is one transaction; MySQL commits DDL by itself, so there a migration should do one thing.
 */
export async function migrate(database: Database, options: MigrateOptions = {}): Promise<string[]> {
  return locked(database, async (runner) => {
    const done = await doneNames(runner);
    const last = options.until ?? '\uffff';
    const due = migrationsIn(options.folder ?? FOLDER).filter(({ name }) => !done.has(name) && name <= last);
    const run: string[] = [];
    for (const { name, load } of due) {
      await inTransaction(runner, async () => {
        // Asked again under the lock: on SQLite another process may have been quicker.
        if ((await doneNames(runner)).has(name)) return;
        options.onStep?.(name);
        await load().up(runner);
        await runner.query('INSERT INTO migration (name, applied_at) VALUES (?, ?)', [name, Date.now()]);
        run.push(name);
      });
    }
    return run;
  });
}

/** Takes back the newest `count` migrations. */
export async function revert(database: Database, count: number, options: Pick<MigrateOptions, 'folder'> = {}): Promise<string[]> {
  return locked(database, async (runner) => {
    const done = await doneNames(runner);
    const undone = migrationsIn(options.folder ?? FOLDER)
      .filter(({ name }) => done.has(name))
      .reverse()
      .slice(0, count);
    for (const { name, load } of undone) {
      await inTransaction(runner, async () => {
        await load().down(runner);
        await runner.query('DELETE FROM migration WHERE name = ?', [name]);
      });
    }
    return undone.map(({ name }) => name);
  });
}

function migrationsIn(folder: string): Migration[] {
  return readdirSync(folder)
    .filter((file) => FILE.test(file))
    .sort()
    .map((file) => ({ name: basename(file).replace(/\.(ts|js)$/, ''), load: () => instanceFrom(join(folder, file)) }));
}

function instanceFrom(path: string): MigrationInterface {
  const exported = Object.values(require(path) as Record<string, unknown>);
  const [made, ...others] = exported.filter((value) => typeof value === 'function') as (new () => MigrationInterface)[];
  if (!made || others.length > 0) throw new Error(`${path}: a migration exports exactly one class`);
  return new made();
}

async function doneNames(runner: QueryRunner): Promise<Set<string>> {
  const rows: { name: string }[] = await runner.query('SELECT name FROM migration');
  return new Set(rows.map(({ name }) => name));
}

async function locked<T>(database: Database, work: (runner: QueryRunner) => Promise<T>): Promise<T> {
  const runner = database.dataSource.createQueryRunner();
  try {
    if (database.engine === 'sqlite') return await prepared(runner, work);
    return await underMysqlLock(runner, () => prepared(runner, work));
  } finally {
    await runner.release();
  }
}

async function prepared<T>(runner: QueryRunner, work: (runner: QueryRunner) => Promise<T>): Promise<T> {
  await runner.query('CREATE TABLE IF NOT EXISTS migration (name VARCHAR(120) NOT NULL PRIMARY KEY, applied_at BIGINT NOT NULL)');
  return work(runner);
}

async function underMysqlLock<T>(runner: QueryRunner, work: () => Promise<T>): Promise<T> {
  const unlimited = runner.dataSource.options.type === 'mariadb';
  const limits: { value: number }[] = unlimited ? await runner.query('SELECT @@SESSION.max_statement_time AS value') : [];
  if (unlimited) await runner.query('SET SESSION max_statement_time = 0');
  const lock = "CONCAT('dianquan-migrate-', DATABASE())";
  const [answer]: { got: number }[] = await runner.query(`SELECT GET_LOCK(${lock}, ?) AS got`, [LOCK_SECONDS]);
  if (answer?.got !== 1) throw new Error('another process has been migrating the database for too long');
  try {
    return await work();
  } finally {
    await runner.query(`SELECT RELEASE_LOCK(${lock})`);
    if (unlimited) await runner.query('SET SESSION max_statement_time = ?', [limits[0]?.value ?? 0]);
  }
}

async function inTransaction(runner: QueryRunner, work: () => Promise<void>): Promise<void> {
  await runner.startTransaction();
  try {
    await work();
    await runner.commitTransaction();
  } catch (error) {
    await runner.rollbackTransaction();
    throw error;
  }
}
