import { dayStart } from '@dianquan/shared/segment-rule';
import { insertMany, type Tx, upsertMany } from '../../platform/database/sql';
import type { SheetRow } from '../../platform/sheets/raw-sheet';
import { searchText } from '../search-text';
import { addHistory, changesOf } from '../shops/shop-history';
import { addContacts, addTags, addValues, replaceValues } from '../shops/shop-parts';
import { KnownShops } from './known-shops';
import { type Grounds, type RowFault, type RowRecord, readRow } from './row-record';
import { type ShopState, Target } from './targets';

export type Counts = { rows: number; created: number; updated: number; unchanged: number; merged: number; faulty: number };
export type ChunkFault = RowFault & { line: number; cells: string[] };
export type ChunkResult = {
  counts: Counts;
  faults: ChunkFault[];
  changedShopIds: number[];
  /** What has been said of which shop, to be remembered for the rows to come. */
  given: Map<number, bigint>;
};
type Memory = ReadonlyMap<number, bigint>;

/** Judges rows in their order against the shops as they are, and decides what is to be written. Writes nothing. */
async function decide(
  tx: Tx,
  rows: readonly SheetRow[],
  grounds: Grounds,
  memory: Memory,
): Promise<{ result: ChunkResult; targets: Target[] }> {
  const read = rows.map((row) => ({ row, ...readRow(row, grounds) }));
  const sound = read.filter(({ faults }) => faults.length === 0).map(({ record }) => record);
  const known = await KnownShops.load(tx, sound, (shopId) => memory.get(shopId) ?? null);
  const counts: Counts = { rows: rows.length, created: 0, updated: 0, unchanged: 0, merged: 0, faulty: 0 };
  const faults: ChunkFault[] = [];
  for (const { row, record, faults: own } of read) {
    const found = own.length > 0 ? null : known.find(record);
    const reasons = own.length > 0 ? own : refusals(record, found, grounds);
    if (reasons.length > 0) {
      counts.faulty++;
      faults.push(...reasons.map((fault, i) => ({ ...fault, line: row.line, cells: i === 0 ? row.cells : [] })));
      continue;
    }
    const target = found instanceof Target ? found : new Target(null, null, { tags: [], contacts: [], values: new Map() }, null);
    const isRepeated = target.given !== null;
    target.take(record);
    if (found === null) known.add(target);
    else known.learn(target);
    if (isRepeated) counts.merged++;
    else if (target.id === null) counts.created++;
    else if (target.isChanged) counts.updated++;
    else counts.unchanged++;
  }
  return { result: { counts, faults, changedShopIds: [], given: new Map() }, targets: known.all };
}

function refusals(record: RowRecord, found: ReturnType<KnownShops['find']>, { columns, fields, within }: Grounds): RowFault[] {
  const header = (column: 'name' | 'code' | 'phone' | 'region') => columns.headers[columns.at.get(column)?.[0] ?? -1] ?? '';
  const isWithin = (code: string | null | undefined) => within.length === 0 || within.some((own) => code?.startsWith(own));
  if (found instanceof Target) {
    if (found.before === null || isWithin(found.before.region_code)) return [];
    return [
      {
        column: header('code') || header('phone'),
        value: record.code ?? record.phones[0] ?? '',
        reason: '编号或电话已被其他区域的门店使用',
      },
    ];
  }
  if (found !== null) {
    const value = (found.column === 'code' ? record.code : record.phones[0]) ?? '';
    // Whose it is may be none of the importer's business.
    return [{ column: header(found.column), value, reason: within.length === 0 ? found.reason : '编号或电话与其他门店冲突' }];
  }
  const faults: RowFault[] = [];
  if (record.name === undefined) faults.push({ column: header('name'), value: '', reason: '请填写店名' });
  if (!isWithin(record.regionCode ?? record.likelyRegion))
    faults.push({ column: header('region'), value: '', reason: '请填写您负责范围内的区域' });
  for (const field of fields) {
    const at = columns.custom.get(field.id);
    if (field.required && at !== undefined && !record.custom.has(field.id)) {
      faults.push({ column: columns.headers[at] ?? field.label, value: '', reason: `请填写${field.label}` });
    }
  }
  return faults;
}

/** Only finds out what rows that were imported before have said; after a restart. */
export async function recallChunk(tx: Tx, rows: readonly SheetRow[], grounds: Grounds, memory: Memory): Promise<Map<number, bigint>> {
  const { targets } = await decide(tx, rows, grounds, memory);
  return remembered(targets);
}

export async function importChunk(
  tx: Tx,
  rows: readonly SheetRow[],
  grounds: Grounds,
  memory: Memory,
  by: { accountId: number; at: number },
): Promise<ChunkResult> {
  const { result, targets } = await decide(tx, rows, grounds, memory);
  const added = targets.filter((target) => target.id === null);
  const changed = targets.filter((target) => target.id !== null && target.isChanged);
  const ids = await insertShops(tx, added, by.at);
  await updateShops(tx, changed, by.at);
  const written = [...added.map((target, i) => ({ target, id: ids[i]! })), ...changed.map((target) => ({ target, id: target.id! }))];
  await writeParts(tx, written);
  const history = written.flatMap(({ target, id }) => changesOf(id, target.before, target.state));
  await addHistory(tx, history, by.accountId, by.at);
  const given = remembered(targets);
  for (const { target, id } of written) given.set(id, target.given ?? 0n);
  return { ...result, changedShopIds: written.map(({ id }) => id), given };
}

function remembered(targets: readonly Target[]): Map<number, bigint> {
  return new Map(targets.flatMap(({ id, given }) => (id === null || given === null ? [] : [[id, given]])));
}

const STATE: (keyof ShopState)[] = [
  'code',
  'name',
  'trade',
  'level',
  'status',
  'region_code',
  'address',
  'latitude',
  'longitude',
  'phone',
  'owner_staff_id',
  'note',
];

/** Answers their ids in the order given: rows of one statement are numbered in order, and nobody else writes this `updated_at` below ours. */
async function insertShops(tx: Tx, targets: readonly Target[], at: number): Promise<number[]> {
  if (targets.length === 0) return [];
  const [last] = await tx.query<{ id: number | null }>('SELECT MAX(id) AS id FROM shop');
  await insertMany(
    tx,
    'shop',
    [...STATE, 'search_text', 'source', 'created_at', 'updated_at'],
    targets.map(({ state, joinedOn }) => [
      ...STATE.map((column) => state[column]),
      searchText(state),
      'import',
      joinedOn === undefined ? at : dayStart(joinedOn),
      at,
    ]),
  );
  const rows = await tx.query<{ id: number; name: string; code: string | null; phone: string | null }>(
    `SELECT id, name, code, phone FROM shop WHERE id > ? AND updated_at = ? AND source = 'import' ORDER BY id`,
    [last?.id ?? 0, at],
  );
  const ids: number[] = [];
  for (const row of rows) {
    const next = targets[ids.length]?.state;
    if (next && row.name === next.name && row.code === next.code && row.phone === next.phone) ids.push(row.id);
  }
  if (ids.length !== targets.length) throw new Error(`${targets.length} shops written, ${ids.length} found again`);
  return ids;
}

async function updateShops(tx: Tx, targets: readonly Target[], at: number): Promise<void> {
  // The rows exist and are locked; what an insert would need besides is never written.
  await upsertMany(
    tx,
    'shop',
    ['id', ...STATE, 'search_text', 'source', 'created_at', 'updated_at'],
    targets.map(({ id, state }) => [id, ...STATE.map((column) => state[column]), searchText(state), 'import', at, at]),
    ['id'],
    [...STATE, 'search_text', 'updated_at'],
  );
}

async function writeParts(tx: Tx, written: readonly { target: Target; id: number }[]): Promise<void> {
  await addTags(
    tx,
    written.flatMap(({ target, id }) => target.newTags.map((tag) => ({ shopId: id, tag }))),
  );
  await addContacts(
    tx,
    written.flatMap(({ target, id }) => target.newContacts.map((contact) => ({ shopId: id, contact }))),
  );
  const fresh = written.filter(({ target }) => target.id === null);
  await addValues(
    tx,
    fresh.flatMap(({ target, id }) => [...target.newValues].map(([fieldId, stored]) => ({ shopId: id, fieldId, stored }))),
  );
  for (const { target, id } of written) if (target.id !== null) await replaceValues(tx, id, target.newValues);
}
