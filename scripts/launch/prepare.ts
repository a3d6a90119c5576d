import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Env, readEnv } from '@dianquan/server/platform/config/env';
import { openDatabase } from '@dianquan/server/platform/database/data-source';
import type { Database } from '@dianquan/server/platform/database/database';
import { migrate, revert } from '@dianquan/server/platform/database/migrate';
import { parseDatabaseUrl } from '@dianquan/server/platform/database/options';
import { createConnection } from 'mysql2/promise';
import { explain } from './explain';

/** Tables that stand for "somebody has used this": the first in every story, and of the demo data. */
const TELLTALE = ['staff', 'account', 'shop'];

export type Source = Record<string, string | undefined>;

export interface Prepared {
  migrated: string[];
  /** Nobody is in it yet. */
  empty: boolean;
}

/** Makes the data folder and the database if they are missing, and brings the tables up to date. */
export async function prepare(report: (detail: string) => void = () => {}, source: Source = process.env): Promise<Prepared> {
  try {
    const env = readEnv(source);
    mkdirSync(env.dataDir, { recursive: true });
    await createDatabase(env.databaseUrl);
    const database = await openDatabase({ url: env.databaseUrl, poolSize: 2 });
    try {
      if (isHalfSeeded(env)) await revert(database, Number.POSITIVE_INFINITY);
      const migrated = await migrate(database, { onStep: report });
      return { migrated, empty: await isEmpty(database) };
    } finally {
      await database.close();
    }
  } catch (error) {
    throw explain(error);
  }
}

/**
 * Runs the seeder on a database that was found empty. If it is cut off, half a demo is left, which the next `prepare` takes back:
 * a file in the data folder says so until the seeder is through.
 */
export async function whileSeeding(seed: () => Promise<unknown>, source: Source = process.env): Promise<void> {
  const env = readEnv(source);
  writeFileSync(markOf(env), nameOf(env));
  await seed();
  rmSync(markOf(env));
}

function isHalfSeeded(env: Env): boolean {
  return !env.production && existsSync(markOf(env)) && readFileSync(markOf(env), 'utf8') === nameOf(env);
}

function markOf(env: Env): string {
  return join(env.dataDir, 'seeding');
}

/** Which database is meant, without its password. */
function nameOf(env: Env): string {
  return createHash('sha256').update(env.databaseUrl).digest('hex');
}

async function isEmpty(database: Database): Promise<boolean> {
  for (const table of TELLTALE) {
    if ((await database.query(`SELECT 1 AS found FROM ${table} LIMIT 1`)).length > 0) return false;
  }
  return true;
}

/** A MySQL user that may only use its own database finds it made already; SQLite makes its file by itself, but no folder. */
async function createDatabase(url: string): Promise<void> {
  const target = parseDatabaseUrl(url);
  if (target.engine === 'sqlite') {
    if (target.file !== ':memory:') mkdirSync(dirname(target.file), { recursive: true });
    return;
  }
  const { host, port, user, password, database } = target;
  const connection = await createConnection({ host, port, user, password, connectTimeout: 5_000 });
  try {
    const [there] = await connection.query('SELECT 1 FROM information_schema.schemata WHERE schema_name = ?', [database]);
    if ((there as unknown[]).length > 0) return;
    await connection.query('CREATE DATABASE IF NOT EXISTS ?? CHARACTER SET utf8mb4 COLLATE utf8mb4_bin', [database]);
  } finally {
    await connection.end();
  }
}
