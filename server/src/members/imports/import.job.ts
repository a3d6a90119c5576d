import { readFile } from 'node:fs/promises';
import { setImmediate as breathe } from 'node:timers/promises';
import { Audit, type AuditActor } from '../../platform/audit/audit';
import { Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import { insertMany, type Tx } from '../../platform/database/sql';
import { AppError } from '../../platform/errors';
import { Files } from '../../platform/files/files';
import { Events } from '../../platform/jobs/events';
import { GiveUp, JobHandler, type RunningJob } from '../../platform/jobs/job';
import type { SheetRow } from '../../platform/sheets/raw-sheet';
import { readSheet, type Sheet } from '../../platform/sheets/sheet-reader';
import { CustomFields } from '../custom-fields/custom-fields.service';
import { ShopChanged } from '../events';
import { knownHeaders } from './column-guess';
import { type ChunkFault, type Counts, importChunk, recallChunk } from './import-chunk';
import { importGrounds } from './import-grounds';
import type { Grounds } from './row-record';
import { columnsBy, type Mapping } from './sheet-mapping';

export const IMPORT_SHOPS = 'shops.import';
export type ImportPayload = { importId: number; within: string[]; actor: AuditActor };

/** Rows in one transaction. On SQLite everybody else waits for it; on MySQL hardly anybody does, and the way there is longer. */
const CHUNK = { sqlite: 100, mysql: 250 };
const NOTHING: Counts = { rows: 0, created: 0, updated: 0, unchanged: 0, merged: 0, faulty: 0 };
type ImportRow = { id: number; file_id: number; account_id: number; mapping: string; finished_at: number | null };

/**
 * Brings a sheet's rows in, chunk by chunk. Good rows are written, bad ones reported with their cells, so that the report is the only
 * thing that a bad row leaves. Idempotent: a chunk's shops, faults, totals and the position behind it are one transaction; after a
 * restart the rows before that position are only read again, for what they said of shops that later rows speak of too.
 *
 * How rows meet shops: see KnownShops. What a row does to a shop: see Target. Required custom fields are asked for where the sheet has a
 * column for them.
 */
@JobHandler(IMPORT_SHOPS)
export class ImportJob {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly events: Events,
    private readonly files: Files,
    private readonly fields: CustomFields,
  ) {}

  async run(job: RunningJob): Promise<'again' | undefined> {
    const payload = job.payload as unknown as ImportPayload;
    const [row] = await this.db.query<ImportRow>('SELECT id, file_id, account_id, mapping, finished_at FROM shop_import WHERE id = ?', [
      payload.importId,
    ]);
    if (!row) throw new GiveUp('the import is gone');
    if (row.finished_at !== null) return;
    try {
      return await new Run(this.db, this.clock, this.events, job, row).through(await this.open(row, payload), (tx, counts) =>
        this.finish(tx, row.id, payload, counts),
      );
    } catch (error) {
      // The file stays what it is: trying again cannot help.
      if (error instanceof AppError && error.code.startsWith('import_')) throw new GiveUp(error.code);
      throw error;
    }
  }

  private async open(row: ImportRow, { within }: ImportPayload): Promise<{ sheet: Sheet; grounds: Grounds }> {
    const file = (await this.files.find(this.db, [row.file_id])).get(row.file_id);
    if (!file) throw new GiveUp('the file is gone');
    const fields = await this.fields.all(this.db);
    const { headers, mapping, labels } = JSON.parse(row.mapping) as { headers: string[]; mapping: Mapping; labels: string[] };
    const sheet = await readSheet(await readFile(this.files.path(file)), knownHeaders(labels));
    const columns = columnsBy(mapping, headers);
    return { sheet, grounds: await importGrounds(this.db, sheet, { columns, fields, within, today: this.clock.shanghaiDay() }) };
  }

  private async finish(tx: Tx, importId: number, { actor }: ImportPayload, counts: Counts): Promise<void> {
    await tx.execute('UPDATE shop_import SET finished_at = ? WHERE id = ?', [this.clock.now(), importId]);
    await this.audit.record(tx, actor, 'shops.import', `import:${importId}`, { stage: 'finished', ...counts });
  }
}

/** One run over the sheet. */
class Run {
  private readonly memory = new Map<number, bigint>();
  private counts: Counts;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly job: RunningJob,
    private readonly row: ImportRow,
  ) {
    this.counts = { ...NOTHING, ...(job.state?.counts as Counts | undefined) };
  }

  async through(
    { sheet, grounds }: { sheet: Sheet; grounds: Grounds },
    finish: (tx: Tx, counts: Counts) => Promise<void>,
  ): Promise<'again' | undefined> {
    const done = this.counts.rows;
    let read = 0;
    for await (const rows of chunks(sheet, CHUNK[this.db.engine])) {
      read += rows.length;
      if (read <= done) await this.recall(rows, grounds);
      else await this.take(rows, grounds);
      if (this.job.stopping) return 'again';
      await breathe();
    }
    await this.db.transaction(async (tx) => {
      await finish(tx, this.counts);
      await this.job.checkpoint(tx, { counts: this.counts }, { done: this.counts.rows, total: this.counts.rows });
    });
    return undefined;
  }

  private async recall(rows: readonly SheetRow[], grounds: Grounds): Promise<void> {
    const given = await this.db.transaction((tx) => recallChunk(tx, rows, grounds, this.memory));
    for (const [shopId, mask] of given) this.memory.set(shopId, mask);
    await this.job.renew();
  }

  private async take(rows: readonly SheetRow[], grounds: Grounds): Promise<void> {
    const { counts, given } = await this.db.transaction(async (tx) => {
      const result = await importChunk(tx, rows, grounds, this.memory, { accountId: this.row.account_id, at: this.clock.now() });
      await writeFaults(tx, this.row.id, result.faults);
      if (result.changedShopIds.length > 0) await this.events.publish(tx, new ShopChanged(result.changedShopIds));
      const after = sum(this.counts, result.counts);
      await tx.execute('UPDATE shop_import SET `rows` = ?, created = ?, updated = ?, unchanged = ?, merged = ?, faulty = ? WHERE id = ?', [
        after.rows,
        after.created,
        after.updated,
        after.unchanged,
        after.merged,
        after.faulty,
        this.row.id,
      ]);
      await this.job.checkpoint(tx, { counts: after }, { done: after.rows });
      return { counts: after, given: result.given };
    });
    this.counts = counts;
    for (const [shopId, mask] of given) this.memory.set(shopId, mask);
  }
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

/** Cells are kept whole as far as they fit into the column, 64 KB for the row. */
async function writeFaults(tx: Tx, importId: number, faults: readonly ChunkFault[]): Promise<void> {
  await insertMany(
    tx,
    'shop_import_fault',
    ['import_id', 'line', 'column_name', 'value', 'reason', 'row_cells'],
    faults.map(({ line, column, value, reason, cells }) => {
      const longest = Math.floor(14_000 / Math.max(1, cells.length));
      return [
        importId,
        line,
        column.slice(0, 60),
        value.slice(0, 255),
        reason.slice(0, 120),
        JSON.stringify(cells.map((cell) => cell.slice(0, longest))),
      ];
    }),
  );
}

function sum(a: Counts, b: Counts): Counts {
  return {
    rows: a.rows + b.rows,
    created: a.created + b.created,
    updated: a.updated + b.updated,
    unchanged: a.unchanged + b.unchanged,
    merged: a.merged + b.merged,
    faulty: a.faulty + b.faulty,
  };
}
