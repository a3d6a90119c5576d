import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '@dianquan/server/platform/database/data-source';
import type { Database } from '@dianquan/server/platform/database/database';
import { migrate } from '@dianquan/server/platform/database/migrate';
import { createConnection } from 'mysql2/promise';

export type Place = { url: string; folder: string; db: Database; drop(): Promise<void> };

/** What an interrupted run still has to clear away. */
const leftovers = new Set<() => Promise<void>>();
const CLOSING_MS = 3_000;

export async function dropLeftovers(): Promise<void> {
  for (const drop of leftovers) await drop();
}

/** A database of its own, with all tables; nothing of it is left after `drop`. */
export async function makePlace(base: string | undefined): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'dianquan-bench-'));
  const name = `dq_bench_${randomBytes(5).toString('hex')}`;
  const isMysql = base?.startsWith('mysql://') ?? false;
  let opened: Database | undefined;
  const drop = async (): Promise<void> => {
    leftovers.delete(drop);
    // A statement that is under way when the run is interrupted is not waited for.
    await Promise.race([opened?.close().catch(() => undefined), sleep(CLOSING_MS, undefined, { ref: false })]);
    if (isMysql) await administer(base as string, `DROP DATABASE IF EXISTS ${name}`);
    rmSync(folder, { recursive: true, force: true });
  };
  leftovers.add(drop);
  if (isMysql) await administer(base as string, `CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  const url = isMysql ? withName(base as string, name) : `sqlite:${join(folder, 'bench.db')}`;
  const db = await openDatabase({ url, statementLimitMs: 300_000 });
  opened = db;
  await migrate(db);
  return { url, folder, db, drop };
}

function withName(base: string, name: string): string {
  const url = new URL(base);
  url.pathname = `/${name}`;
  return url.href;
}

/** The database that the URL names need not exist: it is the server that counts. */
async function administer(url: string, sql: string): Promise<void> {
  const connection = await createConnection({ uri: withName(url, '') });
  try {
    await connection.query(sql);
  } finally {
    await connection.end();
  }
}
