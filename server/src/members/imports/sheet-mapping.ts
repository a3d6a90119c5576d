import { createHash } from 'node:crypto';
import { type CustomField, SHEET_COLUMNS } from '@dianquan/shared/contract/shops';
import type { FieldFault } from '@dianquan/shared/errors';
import { type Sql, type Tx, upsertMany } from '../../platform/database/sql';
import { Invalid, Refused } from '../../platform/errors';
import { guessColumns, REPEATABLE, type SheetColumn } from './column-guess';
import type { Columns } from './row-record';

/** Header → one of our columns or `custom:ID`. Headers that go nowhere are left out. */
export type Mapping = Record<string, string>;
/** The column that our own sheet of bad rows adds; it is never imported, and a mended sheet is still the same kind of sheet. */
export const REASON_HEADER = '原因';

const MAX_FAULTS = 20;

const hashOf = (headers: readonly string[]): string =>
  createHash('sha256')
    .update(JSON.stringify(headers.filter((header) => header !== REASON_HEADER).sort()))
    .digest('hex');

/** As the last time for a sheet with these headers, else by their names. */
export async function suggestMapping(sql: Sql, headers: readonly string[], fields: readonly CustomField[]): Promise<Mapping> {
  const [row] = await sql.query<{ mapping: string }>('SELECT mapping FROM sheet_mapping WHERE headers_hash = ?', [hashOf(headers)]);
  if (!row)
    return guessColumns(
      headers.filter((header) => header !== REASON_HEADER),
      fields,
    );
  const remembered = Object.entries(JSON.parse(row.mapping) as Mapping);
  return Object.fromEntries(remembered.filter(([header, key]) => headers.includes(header) && isKey(key, fields)));
}

export async function rememberMapping(tx: Tx, headers: readonly string[], mapping: Mapping, at: number): Promise<void> {
  const row = [hashOf(headers), JSON.stringify(mapping), at];
  await upsertMany(tx, 'sheet_mapping', ['headers_hash', 'mapping', 'updated_at'], [row], ['headers_hash'], ['mapping', 'updated_at']);
}

/**
 * The mapping that was sent, without what goes nowhere.
 * @throws Invalid for a header or column that is not there or a column given twice; Refused when no header is the shop's name
 */
export function checkMapping(sent: Mapping, headers: readonly string[], fields: readonly CustomField[]): Mapping {
  const mapping = Object.fromEntries(Object.entries(sent).filter(([, key]) => key !== ''));
  const faults: FieldFault[] = [];
  const taken = new Set<string>();
  for (const [header, key] of Object.entries(mapping)) {
    const field = `mapping.${header.slice(0, 60)}`;
    if (!headers.includes(header)) faults.push({ field, rule: 'not_found', zh: `表格里没有“${header.slice(0, 60)}”这一列` });
    else if (!isKey(key, fields)) faults.push({ field, rule: 'one_of', zh: `“${header}”不能对应到这个字段` });
    else if (taken.has(key) && !REPEATABLE.has(key)) faults.push({ field, rule: 'not_unique', zh: `“${header}”对应的字段已选给别的列` });
    taken.add(key);
    if (faults.length === MAX_FAULTS) break;
  }
  if (faults.length > 0) throw new Invalid(faults);
  if (!taken.has('name')) throw new Refused('import_mapping_incomplete', { columns: ['name'] });
  return mapping;
}

export function columnsBy(mapping: Mapping, headers: readonly string[]): Columns {
  const columns: Columns = { headers: [...headers], at: new Map(), custom: new Map() };
  for (const [i, header] of headers.entries()) {
    const key = Object.hasOwn(mapping, header) ? mapping[header] : undefined;
    if (key === undefined) continue;
    if (key.startsWith('custom:')) columns.custom.set(Number(key.slice(7)), i);
    else columns.at.set(key as SheetColumn, [...(columns.at.get(key as SheetColumn) ?? []), i]);
  }
  return columns;
}

function isKey(key: string, fields: readonly CustomField[]): boolean {
  return SHEET_COLUMNS.some((column) => column === key) || fields.some(({ id }) => `custom:${id}` === key);
}
