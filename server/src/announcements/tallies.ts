import { insertMany, type Tx } from '../platform/database/sql';
import { segmentIdsOf } from './audience';

export const TALLY_COLUMNS = [
  'people',
  'delivered',
  'people_read',
  'acknowledged',
  'understood',
  'shops',
  'shops_reached',
  'shops_read',
  'shops_owner_read',
  'shops_fully_read',
  'shops_understood',
] as const;
export type TallyColumn = (typeof TALLY_COLUMNS)[number];
type Deltas = Partial<Record<TallyColumn, number>>;
type Row = { announcementId: number; dimension: string; key: string; deltas: Deltas };

const ON_CONFLICT = 'ON CONFLICT (announcement_id, dimension, key_value) DO UPDATE SET';

/** Adds up what a batch changes, so that a hundred receipts are one statement on the counts. */
export class TallyDeltas {
  private readonly rows = new Map<string, Row>();

  add(announcementId: number, dimension: string, key: string, deltas: Deltas): void {
    const id = `${announcementId} ${dimension} ${key}`;
    let row = this.rows.get(id);
    if (!row) {
      row = { announcementId, dimension, key, deltas: {} };
      this.rows.set(id, row);
    }
    for (const column of TALLY_COLUMNS) {
      const delta = deltas[column];
      if (delta) row.deltas[column] = (row.deltas[column] ?? 0) + delta;
    }
  }

  /** Everything that is counted for a shop as a whole. */
  addForShop(announcementId: number, shop: ShopDimensions, deltas: Deltas): void {
    this.add(announcementId, 'all', '', deltas);
    this.add(announcementId, 'region', regionKey(shop.region_code), deltas);
    this.add(announcementId, 'salesperson', String(shop.owner_staff_id ?? 0), deltas);
    for (const segmentId of segmentIdsOf(shop.segment_ids)) this.add(announcementId, 'segment', String(segmentId), deltas);
  }

  /** For an announcement that has no counts yet; every row that was added is written, also with nothing in it. */
  async insert(tx: Tx): Promise<void> {
    await insertMany(
      tx,
      'announcement_tally',
      ['announcement_id', 'dimension', 'key_value', ...TALLY_COLUMNS],
      [...this.rows.values()].map((row) => [
        row.announcementId,
        row.dimension,
        row.key,
        ...TALLY_COLUMNS.map((column) => row.deltas[column] ?? 0),
      ]),
    );
  }

  /** In key order, so that two processes lock alike. */
  async write(tx: Tx): Promise<void> {
    const rows = [...this.rows.values()].filter((row) => Object.values(row.deltas).some((delta) => delta !== 0));
    rows.sort((a, b) => a.announcementId - b.announcementId || compare(a.dimension, b.dimension) || compare(a.key, b.key));
    if (rows.every((row) => Object.values(row.deltas).every((delta) => delta >= 0))) await addUp(tx, rows);
    else for (const row of rows) await move(tx, row);
  }
}

/** One statement for all, with every column that any of them changes. */
async function addUp(tx: Tx, rows: Row[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = TALLY_COLUMNS.filter((column) => rows.some((row) => row.deltas[column]));
  const [head, given] =
    tx.engine === 'mysql' ? ['ON DUPLICATE KEY UPDATE', (c: string) => `VALUES(${c})`] : [ON_CONFLICT, (c: string) => `excluded.${c}`];
  await tx.execute(
    `INSERT INTO announcement_tally (announcement_id, dimension, key_value, ${columns.join(', ')})
     VALUES ${rows.map(() => `(?, ?, ?, ${columns.map(() => '?').join(', ')})`).join(', ')}
     ${head} ${columns.map((c) => `${c} = announcement_tally.${c} + ${given(c)}`).join(', ')}`,
    rows.flatMap(({ announcementId, dimension, key, deltas }) => [announcementId, dimension, key, ...columns.map((c) => deltas[c] ?? 0)]),
  );
}

/** A plain UPDATE where something goes down: INTs are unsigned, so an upsert would have to insert a negative delta first. */
async function move(tx: Tx, { announcementId, dimension, key, deltas }: Row): Promise<void> {
  const columns = TALLY_COLUMNS.filter((column) => deltas[column]);
  const { affected } = await tx.execute(
    `UPDATE announcement_tally SET ${columns.map((c) => `${c} = ${c} + ?`).join(', ')} WHERE announcement_id = ? AND dimension = ? AND key_value = ?`,
    [...columns.map((c) => deltas[c] ?? 0), announcementId, dimension, key],
  );
  if (affected > 0) return;
  await tx.execute(
    `INSERT INTO announcement_tally (announcement_id, dimension, key_value, ${columns.join(', ')}) VALUES (?, ?, ?, ${columns.map(() => '?').join(', ')})`,
    [announcementId, dimension, key, ...columns.map((c) => deltas[c] ?? 0)],
  );
}

export type ShopDimensions = { region_code: string | null; owner_staff_id: number | null; segment_ids: string };
/** Districts: six digits; empty when the shop's region isn't known. */
export const regionKey = (code: string | null): string => (code ?? '').slice(0, 6);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
