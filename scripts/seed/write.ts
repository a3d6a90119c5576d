import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Env } from '@dianquan/server/platform/config/env';
import type { Database, Tx } from '@dianquan/server/platform/database/database';
import { LocalFileStore } from '@dianquan/server/platform/files/file-store';
import type { Generated } from './generate';
import type { Drawn } from './pictures/draw';
import { BULK_TABLES, type Bulk, GROUPS, type Row, type Rows, type Table } from './rows';

export type Report = (what: string, done: number, total: number) => void;

/** Tables that hold what came of using the application; emptied before a fresh start. */
const OTHERS = [
  'session',
  'actor_change',
  'shop_import',
  'shop_import_fault',
  'sheet_mapping',
  'media_check',
  'schedule',
  'platform_token',
  'shop_price_level',
  'trade_setting',
  'product_import',
  'product_import_fault',
  'idempotency_key',
  'cart',
  'cart_line',
  'pay_notice',
  'push_preference',
  'push_settings',
  'push_campaign',
  'push_range',
  'push_planned',
  'push_recipient',
  'push_attempt',
  'push_limit',
  'push_pause',
  'push_channel_day',
  'push_week',
  'push_mass_task',
  'wecom_callback',
  'announcement_task',
  'announcement_call_round',
];
/** Rows a statement: long enough to be quick, short enough to show that something moves. */
const AT_ONCE = 2_000;
const MOST_VALUES = 16_000;
/** Characters of the marks of a statement that SQLite's connection keeps prepared: longer ones are read anew every time. */
const KEPT_LENGTH = 3_400;

/** Writes all rows, one transaction for each group of tables and for each of the large ones. */
export async function writeRows(database: Database, { rows, bulk }: Pick<Generated, 'rows' | 'bulk'>, report: Report): Promise<void> {
  for (const one of bulk) await database.transaction((tx) => withoutIndexes(tx, [one.table], () => writeBulk(tx, one, report)));
  await writeGroups(database, rows, report);
}

async function writeBulk(tx: Tx, { table, rows }: Bulk, report: Report): Promise<void> {
  let part: Row[] = [];
  let written = 0;
  for (const row of rows()) {
    part.push(row);
    if (part.length < AT_ONCE) continue;
    await writeTable(tx, table, part, () => undefined);
    written += part.length;
    report(table, written, written + AT_ONCE);
    part = [];
  }
  await writeTable(tx, table, part, () => undefined);
}

async function writeGroups(database: Database, rows: Rows, report: Report): Promise<void> {
  const total = Object.values(rows).reduce((sum, one) => sum + one.length, 0);
  let done = 0;
  for (const [group, tables] of Object.entries(GROUPS)) {
    const before = done;
    await database.transaction(async (tx) => {
      done = before;
      await withoutIndexes(tx, tables, async () => {
        for (const table of tables) {
          await writeTable(tx, table, rows[table], (written) => report(group, done + written, total));
          done += rows[table].length;
        }
      });
      if ((tables as readonly string[]).includes('audit_entry')) await sealAudit(tx, rows.audit_entry);
    });
  }
}

/** SQLite builds an index over all rows much faster than it keeps it row by row. In the same transaction: no table is left without. */
async function withoutIndexes(tx: Tx, tables: readonly string[], write: () => Promise<void>): Promise<void> {
  if (tx.engine !== 'sqlite') return write();
  const marks = tables.map(() => '?').join(',');
  const indexes = await tx.query<{ name: string; sql: string }>(
    `SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN (${marks})`,
    [...tables],
  );
  for (const { name } of indexes) await tx.execute(`DROP INDEX "${name}"`);
  await write();
  for (const { sql } of indexes) await tx.execute(sql);
}

async function writeTable(tx: Tx, table: Table | Bulk['table'], rows: readonly Row[], report: (written: number) => void): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first);
  const size = Math.ceil(tx.engine === 'sqlite' ? KEPT_LENGTH / (2 * columns.length + 2) : MOST_VALUES / columns.length);
  const statement = (count: number) => insertText(table, columns, count);
  const whole = statement(size);
  for (let start = 0; start < rows.length; start += size) {
    const end = Math.min(rows.length, start + size);
    const values: Row[string][] = [];
    for (let index = start; index < end; index++) for (const name of columns) values.push(rows[index]![name] ?? null);
    await tx.execute(end - start === size ? whole : statement(end - start), values);
    report(end);
  }
}

function insertText(table: string, columns: readonly string[], rows: number): string {
  const one = `(${columns.map(() => '?').join(',')})`;
  return `INSERT INTO ${table} (${columns.map((name) => `\`${name}\``).join(', ')}) VALUES ${Array<string>(rows).fill(one).join(',')}`;
}

async function sealAudit(tx: Tx, entries: readonly Row[]): Promise<void> {
  const last = entries.at(-1);
  if (last) await tx.execute('UPDATE audit_head SET seq = ?, hash = ? WHERE id = 1', [last.seq ?? 0, last.hash ?? '']);
}

/** The bytes of every file; the same drawing is one inode, however often it is shown. */
export async function writeFiles(env: Env, generated: Generated, drawn: ReadonlyMap<string, Drawn>, report: Report): Promise<void> {
  const store = new LocalFileStore(env);
  for (const [index, { id, asset }] of generated.files.entries()) {
    const { whole, thumb } = drawn.get(asset)!;
    await store.put(id, 'whole', whole);
    if (thumb) await store.put(id, 'thumb', thumb);
    report('文件', index + 1, generated.files.length);
  }
}

/** A folder for drawings on the device of the files, removed when the work is done. */
export async function withWorkshop<T>(env: Env, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = join(env.dataDir, 'files', 'drawing');
  await mkdir(folder, { recursive: true });
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Empties every table and the folder of files. */
export async function empty(database: Database, env: Env): Promise<void> {
  const tables = [...Object.values(GROUPS).flat(), ...BULK_TABLES, ...OTHERS];
  if (database.engine === 'mysql') {
    for (const table of tables) await database.execute(`TRUNCATE TABLE ${table}`);
  } else {
    await database.transaction(async (tx) => {
      for (const table of tables) await tx.execute(`DELETE FROM ${table}`);
      await tx.execute('DELETE FROM sqlite_sequence');
    });
  }
  await database.execute('UPDATE audit_head SET seq = 0, hash = ? WHERE id = 1', ['0'.repeat(64)]);
  await rm(join(env.dataDir, 'files'), { recursive: true, force: true });
}
