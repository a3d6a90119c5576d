import { readFile } from 'node:fs/promises';
import { setImmediate as breathe } from 'node:timers/promises';
import { Audit, type AuditActor } from '../../platform/audit/audit';
import { Clock } from '../../platform/clock';
import { Database, type Tx } from '../../platform/database/database';
import { inList, insertMany, type Sql } from '../../platform/database/sql';
import { AppError } from '../../platform/errors';
import { Files } from '../../platform/files/files';
import { GiveUp, JobHandler, type RunningJob } from '../../platform/jobs/job';
import type { SheetRow } from '../../platform/sheets/raw-sheet';
import { readSheet, type Sheet } from '../../platform/sheets/sheet-reader';
import { CategoryTree } from '../categories/category-tree';
import { GoodsWriter, type Importer } from './goods-writer';
import { KnownGoods } from './known-goods';
import { columnsBy, knownProductHeaders, type Mapping } from './product-columns';
import { type ProductRecord, type RowFault, readProductRow } from './product-record';
import { type Grounds, judgeRow, namesOf, type UploadedPicture } from './row-judge';
import { SheetMemory } from './sheet-memory';

export const IMPORT_PRODUCTS = 'products.import';
export type ProductImportPayload = { importId: number; actor: AuditActor & { staff: { id: number } } };
export type ImportPlan = { headers: string[]; mapping: Mapping; warehouseId: number | null };

/** Rows in one transaction. On SQLite everybody else waits for it. */
const CHUNK = { sqlite: 100, mysql: 250 };
const NOTHING = { rows: 0, created: 0, updated: 0, unchanged: 0, faulty: 0 };
type Counts = typeof NOTHING;
type ImportRow = { id: number; fileId: number; accountId: number; mapping: string; pictures: string; finishedAt: number | null };
type LineFault = RowFault & { line: number; cells: string[] };

/**
 * Brings a sheet's goods in, chunk by chunk. Good rows are written, bad ones reported with their cells. Idempotent: a chunk's goods,
 * faults, totals and the position behind it are one transaction; after a restart the rows before that position are only read again, for
 * what they said that later rows may contradict. A row whose code is known changes that SKU; what it leaves empty stays.
 */
@JobHandler(IMPORT_PRODUCTS)
export class ProductImportJob {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly files: Files,
    private readonly tree: CategoryTree,
    private readonly writer: GoodsWriter,
  ) {}

  async run(job: RunningJob): Promise<'again' | undefined> {
    const { importId, actor } = job.payload as unknown as ProductImportPayload;
    const [row] = await this.db.query<ImportRow>(
      'SELECT id, file_id AS fileId, account_id AS accountId, mapping, pictures, finished_at AS finishedAt FROM product_import WHERE id = ?',
      [importId],
    );
    if (!row) throw new GiveUp('the import is gone');
    if (row.finishedAt !== null) return undefined;
    try {
      return await this.through(job, row, actor);
    } catch (error) {
      // The file stays what it is: trying again cannot help.
      if (error instanceof AppError && error.code.startsWith('import_')) throw new GiveUp(error.code);
      throw error;
    }
  }

  private async through(job: RunningJob, row: ImportRow, actor: ProductImportPayload['actor']): Promise<'again' | undefined> {
    const { sheet, grounds } = await this.open(row);
    const memory = new SheetMemory(grounds.columns);
    let counts: Counts = { ...NOTHING, ...(job.state?.counts as Counts | undefined) };
    const done = counts.rows;
    let read = 0;
    for await (const rows of chunks(sheet, CHUNK[this.db.engine])) {
      read += rows.length;
      const sound = rows.map((one) => readSound(one, grounds, memory));
      if (read <= done) await job.renew();
      else counts = await this.take(job, row, sound, grounds, counts, actor);
      if (job.stopping) return 'again';
      await breathe();
    }
    await this.db.transaction(async (tx) => {
      await tx.execute('UPDATE product_import SET finished_at = ? WHERE id = ?', [this.clock.now(), row.id]);
      await this.audit.record(tx, actor, 'products.import', `productImport:${row.id}`, { stage: 'finished', ...counts });
      await job.checkpoint(tx, { counts }, { done: counts.rows, total: counts.rows });
    });
    return undefined;
  }

  private async open(row: ImportRow): Promise<{ sheet: Sheet; grounds: Grounds }> {
    const file = (await this.files.find(this.db, [row.fileId])).get(row.fileId);
    if (!file) throw new GiveUp('the file is gone');
    const { headers, mapping, warehouseId } = JSON.parse(row.mapping) as ImportPlan;
    const sheet = await readSheet(await readFile(this.files.path(file)), knownProductHeaders);
    const uploaded = await uploadedPictures(this.db, JSON.parse(row.pictures) as number[]);
    return { sheet, grounds: { columns: columnsBy(mapping, headers), uploaded, warehouseId } };
  }

  private take(
    job: RunningJob,
    row: ImportRow,
    rows: readonly Sound[],
    grounds: Grounds,
    before: Counts,
    actor: ProductImportPayload['actor'],
  ): Promise<Counts> {
    return this.db.transaction(async (tx) => {
      const by: Importer = { accountId: row.accountId, staffId: actor.staff.id, warehouseId: grounds.warehouseId };
      const { counts, faults } = await this.takeRows(tx, rows, grounds, by);
      await writeFaults(tx, row.id, faults);
      const after = { ...before };
      for (const key of Object.keys(counts) as (keyof Counts)[]) after[key] += counts[key];
      await tx.execute('UPDATE product_import SET row_count = ?, created = ?, updated = ?, unchanged = ?, faulty = ? WHERE id = ?', [
        after.rows,
        after.created,
        after.updated,
        after.unchanged,
        after.faulty,
        row.id,
      ]);
      await job.checkpoint(tx, { counts: after }, { done: after.rows });
      return after;
    });
  }

  private async takeRows(tx: Tx, rows: readonly Sound[], grounds: Grounds, by: Importer): Promise<{ counts: Counts; faults: LineFault[] }> {
    const counts: Counts = { ...NOTHING, rows: rows.length };
    const faults: LineFault[] = [];
    const records = rows.flatMap((one) => (one.faults.length === 0 ? [one.record] : []));
    const known = await KnownGoods.load(tx, records, await this.tree.read(tx), grounds.warehouseId);
    for (const { row, record, faults: own } of rows) {
      const judged = own.length > 0 ? { faults: own } : judgeRow(record, known, grounds);
      if (judged.faults === null) counts[judged.outcome]++;
      else {
        counts.faulty++;
        // The first fault of a line keeps its cells.
        faults.push(...judged.faults.map((fault, i) => ({ ...fault, line: row.line, cells: i === 0 ? row.cells : [] })));
      }
    }
    await this.writer.write(tx, known, by);
    return { counts, faults };
  }
}

type Sound = { row: SheetRow; record: ProductRecord; faults: RowFault[] };

function readSound(row: SheetRow, { columns }: Grounds, memory: SheetMemory): Sound {
  const { record, faults } = readProductRow(row, columns);
  return { row, record, faults: [...faults, ...memory.take(record)] };
}

async function* chunks(sheet: Sheet, size: number): AsyncGenerator<SheetRow[]> {
  let rows: SheetRow[] = [];
  for await (const row of sheet.rows()) {
    rows.push(row);
    if (rows.length < size) continue;
    yield rows;
    rows = [];
  }
  if (rows.length > 0) yield rows;
}

async function uploadedPictures(sql: Sql, fileIds: readonly number[]): Promise<Map<string, UploadedPicture>> {
  const ids = inList(fileIds);
  const rows = await sql.query<UploadedPicture>(
    `SELECT id, name, sha256, width, height FROM stored_file WHERE id IN ${ids.sql} AND deleted_at IS NULL ORDER BY id`,
    ids.params,
  );
  const pictures = new Map<string, UploadedPicture>();
  for (const row of rows) for (const name of namesOf(row.name)) pictures.set(name, row);
  return pictures;
}

/** Cells are kept whole as far as they fit into the column, 64 KB for the row. */
async function writeFaults(tx: Tx, importId: number, faults: readonly LineFault[]): Promise<void> {
  await insertMany(
    tx,
    'product_import_fault',
    ['import_id', 'line', 'column_name', 'value', 'reason', 'cells'],
    faults.map(({ line, column, value, reason, cells }) => {
      const longest = Math.floor(14_000 / Math.max(1, cells.length));
      const kept = JSON.stringify(cells.map((cell) => cell.slice(0, longest)));
      return [importId, line, column.slice(0, 40), value.slice(0, 200), reason.slice(0, 200), kept];
    }),
  );
}
