import { readFile } from 'node:fs/promises';
import type { Answer, Input } from '@dianquan/shared/contract/all';
import { Injectable, type OnModuleInit, type StreamableFile } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Audit } from '../../platform/audit/audit';
import { Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import { Invalid, NotFound, Refused } from '../../platform/errors';
import { FileGates } from '../../platform/files/file-gates';
import { type FileRow, isPicture } from '../../platform/files/file-row';
import { Files } from '../../platform/files/files';
import { hasRole, type StaffActor } from '../../platform/http/actor';
import { decodeCursor, pageOfRows } from '../../platform/http/cursor';
import { Jobs } from '../../platform/jobs/jobs';
import { readSheet } from '../../platform/sheets/sheet-reader';
import { sheetFile } from '../../platform/sheets/sheet-writer';
import { checkMapping, guessProductColumns, knownProductHeaders, REASON_HEADER } from './product-columns';
import { IMPORT_PRODUCTS, type ImportPlan, type ProductImportPayload } from './product-import.job';
import { badRows, PRODUCT_IMPORT_ROWS, type ProductImportRow, ProductImportViews } from './product-import-rows';

const SAMPLE = 5;
type ImportView = Answer<'products.getImport'>;

/** Sheets of products: looked into, imported in the background, reported on. */
@Injectable()
export class ProductImportsService implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly jobs: Jobs,
    private readonly files: Files,
    private readonly gates: FileGates,
    private readonly views: ProductImportViews,
  ) {}

  onModuleInit(): void {
    this.gates.register({ kind: 'productImport', may: async (actor) => hasRole(actor, 'manager', 'office', 'admin') });
  }

  async readSheet(me: StaffActor, request: FastifyRequest): Promise<Answer<'products.readSheet'>> {
    const file = await this.files.storeUpload(me, request, { accept: ['sheet'] });
    const sheet = await readSheet(await readFile(this.files.path(file)), knownProductHeaders);
    const sample: string[][] = [];
    for await (const row of sheet.rows()) {
      sample.push(row.cells);
      if (sample.length === SAMPLE) break;
    }
    if (sample.length === 0) throw new Refused('import_no_rows');
    const { headers } = sheet;
    return { fileId: file.id, fileName: file.name, rows: await sheet.countRows(), headers, mapping: guessProductColumns(headers), sample };
  }

  /** Refuses whatever keeps the sheet from being imported at all, before anything is written. */
  async start(me: StaffActor, input: Input<'products.import'>): Promise<ImportView> {
    const file = await this.ownFile(me, input.fileId);
    await this.checkPictures(me, input.pictureFileIds);
    const sheet = await readSheet(await readFile(this.files.path(file)), knownProductHeaders);
    const mapping = checkMapping(input.mapping, sheet.headers);
    const total = await sheet.countRows();
    if (total === 0) throw new Refused('import_no_rows');
    const plan: ImportPlan = { headers: sheet.headers, mapping, warehouseId: await this.warehouse(input.warehouseId) };
    const id = await this.db.transaction(async (tx) => {
      const { insertId } = await tx.execute(
        'INSERT INTO product_import (file_id, file_name, account_id, mapping, pictures, started_at) VALUES (?, ?, ?, ?, ?, ?)',
        [file.id, file.name.slice(0, 120), me.accountId, JSON.stringify(plan), JSON.stringify(input.pictureFileIds), this.clock.now()],
      );
      await this.files.attach(tx, [file.id], { kind: 'productImport', id: insertId }, me, { field: 'fileId' });
      const payload: ProductImportPayload = {
        importId: insertId,
        actor: { accountId: me.accountId, name: me.name, staff: { id: me.staff.id } },
      };
      const jobId = await this.jobs.add(tx, IMPORT_PRODUCTS, payload, { total });
      await tx.execute('UPDATE product_import SET job_id = ? WHERE id = ?', [jobId, insertId]);
      const detail = { stage: 'started', file: file.name, rows: total, mapping };
      await this.audit.record(tx, me, 'products.import', `productImport:${insertId}`, detail);
      return insertId;
    });
    return this.get(id);
  }

  async list({ limit, cursor }: Input<'products.imports'>): Promise<Answer<'products.imports'>> {
    const before = (decodeCursor(cursor, ['number'])?.[0] ?? Number.MAX_SAFE_INTEGER) as number;
    const rows = await this.db.query<ProductImportRow>(`${PRODUCT_IMPORT_ROWS} WHERE i.id < ? ORDER BY i.id DESC LIMIT ?`, [
      before,
      limit + 1,
    ]);
    const page = pageOfRows(rows, limit, (row) => [row.id]);
    return { items: await Promise.all(page.rows.map((row) => this.views.of(this.db, row))), next: page.next };
  }

  async get(id: number): Promise<ImportView> {
    return this.views.of(this.db, await this.found(id));
  }

  /** The bad rows with all their cells and what is wrong beside them: mended, the sheet can be uploaded as it is. */
  async faults(id: number): Promise<StreamableFile> {
    const row = await this.found(id);
    const { headers } = JSON.parse(row.mapping) as ImportPlan;
    const columns = headers
      .filter((header) => header !== REASON_HEADER)
      .map((header) => ({ header, value: ({ cells }: { cells: string[] }) => cells[headers.indexOf(header)] ?? '' }));
    const reason = { header: REASON_HEADER, width: 50, value: ({ reasons }: { reasons: string[] }) => reasons.join('；') };
    return sheetFile(`${row.fileName.replace(/\.\w+$/, '')}-待修改.xlsx`, [...columns, reason], badRows(this.db, id));
  }

  private async ownFile(me: StaffActor, fileId: number): Promise<FileRow> {
    const file = (await this.files.find(this.db, [fileId])).get(fileId);
    if (file && file.owner_account_id === me.accountId) return file;
    throw new Invalid({ field: 'fileId', rule: 'not_found', zh: '文件不存在，请重新上传' });
  }

  /** Whether each is a picture of the importer's own; one that hangs on a product already may be named again. */
  private async checkPictures(me: StaffActor, fileIds: readonly number[]): Promise<void> {
    const files = await this.files.find(this.db, fileIds);
    for (const [i, id] of fileIds.entries()) {
      const file = files.get(id);
      const isOwn = file?.owner_account_id === me.accountId && (file.attached_kind === null || file.attached_kind === 'product');
      if (!file || !isOwn) throw new Invalid({ field: `pictureFileIds.${i}`, rule: 'not_found', zh: '图片不存在，请重新上传' });
      if (!isPicture(file)) throw new Invalid({ field: `pictureFileIds.${i}`, rule: 'format', zh: '这里只能放图片' });
    }
  }

  /** Where stock is counted: the warehouse asked for, else the first that serves. */
  private async warehouse(wanted: number | undefined): Promise<number | null> {
    const rows = await this.db.query<{ id: number }>('SELECT id FROM warehouse WHERE closed_at IS NULL ORDER BY position, id');
    if (wanted === undefined) return rows[0]?.id ?? null;
    if (rows.some(({ id }) => id === wanted)) return wanted;
    throw new Invalid({ field: 'warehouseId', rule: 'not_found', zh: '仓库不存在或已关闭' });
  }

  private async found(id: number): Promise<ProductImportRow> {
    const [row] = await this.db.query<ProductImportRow>(`${PRODUCT_IMPORT_ROWS} WHERE i.id = ?`, [id]);
    if (!row) throw new NotFound();
    return row;
  }
}
