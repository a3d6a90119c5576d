import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { type Entities, openDatabase } from '../src/platform/database/data-source';
import type { Database } from '../src/platform/database/database';
import { migrate } from '../src/platform/database/migrate';
import type { Gate } from '../src/platform/database/sqlite-gate';

declare const TEST_ENGINE: 'sqlite' | 'mariadb' | undefined;

export const onMariadb = typeof TEST_ENGINE !== 'undefined' && TEST_ENGINE === 'mariadb';

/** A place for one database of this test file; nothing of it is left after `drop`. */
export interface TestPlace {
  url: string;
  drop(): Promise<void>;
}

export interface TestDatabase extends TestPlace {
  database: Database;
}

export interface TestOptions {
  entities?: Entities;
  migrated?: boolean;
  gate?: Gate;
  poolSize?: number;
  statementLimitMs?: number;
  waitLimitMs?: number;
}

/** A commit waits for the disk, and no test is about one that loses what it said it had. */
const IN_MEMORY = '/dev/shm';
const ROOM_BYTES = 1024 ** 3;

function hasRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize > ROOM_BYTES;
  } catch {
    return false;
  }
}

/** On SQLite a file of its own, on MariaDB a database of its own on the server of TEST_DATABASE_URL. */
export async function freshPlace(): Promise<TestPlace> {
  if (!onMariadb) {
    const folder = mkdtempSync(join(hasRoom(IN_MEMORY) ? IN_MEMORY : tmpdir(), 'dianquan-test-'));
    return { url: `sqlite:${join(folder, 'test.db')}`, drop: async () => rmSync(folder, { recursive: true, force: true }) };
  }
  const url = new URL(process.env.TEST_DATABASE_URL as string);
  const name = `dq_test_${randomBytes(6).toString('hex')}`;
  await administer(url.href, `CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return { url: own.href, drop: () => administer(url.href, `DROP DATABASE ${name}`) };
}

/** A fresh database with all tables, unless told otherwise. `drop` closes it too. */
export async function freshDatabase(options: TestOptions = {}): Promise<TestDatabase> {
  const { entities, gate, migrated = true, ...rest } = options;
  const place = await freshPlace();
  const database = await openDatabase({ url: place.url, ...rest }, entities, gate);
  if (migrated) await migrate(database);
  const drop = async (): Promise<void> => {
    if (database.dataSource.isInitialized) await database.close();
    await place.drop();
  };
  return { url: place.url, database, drop };
}

/** As the administrator of the test server, outside of everything under test. */
export async function administer(url: string, sql: string): Promise<void> {
  const connection = await createConnection({ uri: url });
  try {
    await connection.query(sql);
  } finally {
    await connection.end();
  }
}
