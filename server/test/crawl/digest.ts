import { createHash } from 'node:crypto';
import type { TestApp } from '../app';
import { onMariadb } from '../database';

/** What is written of everybody who asks, whatever they ask for. */
const BOOKKEEPING = ['session', 'actor_change', 'audit_entry', 'audit_head', 'platform_token', 'schedule', 'migrations'];

export async function tablesOf(t: TestApp): Promise<string[]> {
  const rows = await t.db.query<{ name: string }>(
    onMariadb
      ? 'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY table_name'
      : "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name",
  );
  return rows.map(({ name }) => name).filter((name) => !BOOKKEEPING.includes(name));
}

/** One hash for each table, over every row. */
export async function digest(t: TestApp, tables: readonly string[]): Promise<Map<string, string>> {
  // MariaDB sums up all of them in one statement, without sending a row.
  if (onMariadb) {
    const sums = await t.db.query<{ Table: string; Checksum: number | string }>(`CHECKSUM TABLE ${tables.join(', ')} EXTENDED`);
    return new Map(sums.map(({ Table, Checksum }) => [Table.split('.').at(-1) ?? Table, String(Checksum)]));
  }
  const digests = new Map<string, string>();
  for (const table of tables) {
    const rows = (await t.db.query(`SELECT * FROM ${table}`)).map((row) => JSON.stringify(row)).sort();
    digests.set(table, createHash('sha1').update(rows.join('\n')).digest('hex'));
  }
  return digests;
}

export function changedTables(before: Map<string, string>, after: Map<string, string>): string[] {
  return [...after].filter(([table, hash]) => before.get(table) !== hash).map(([table]) => table);
}
