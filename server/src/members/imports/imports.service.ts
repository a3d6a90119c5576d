import { readFile } from 'node:fs/promises';
import type { Answer, Input } from '@dianquan/shared/contract/all';
import type { ImportView } from '@dianquan/shared/contract/shops';
import { Injectable, type OnModuleInit, type StreamableFile } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Audit } from '../../platform/audit/audit';
import { Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import { Invalid, NotFound, Refused } from '../../platform/errors';
import { FileGates } from '../../platform/files/file-gates';
import { Files } from '../../platform/files/files';
import { type Actor, hasRole, type StaffActor } from '../../platform/http/actor';
import { decodeCursor, pageOfRows } from '../../platform/http/cursor';
import { Jobs } from '../../platform/jobs/jobs';
import { readSheet } from '../../platform/sheets/sheet-reader';
import { sheetFile } from '../../platform/sheets/sheet-writer';
import { CustomFields } from '../custom-fields/custom-fields.service';
import { knownHeaders } from './column-guess';
import { faultRows } from './fault-rows.query';
import { IMPORT_SHOPS, type ImportPayload } from './import.job';
import { IMPORT_ROWS, type ImportRow, ImportViews, importScope } from './import-views';
import { checkMapping, REASON_HEADER, rememberMapping, suggestMapping } from './sheet-mapping';

const SAMPLE = 5;

/** Sheets of shops: looked into, imported in the background, reported on. */
@Injectable()
export class ImportsService implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly jobs: Jobs,
    private readonly files: Files,
    private readonly gates: FileGates,
    private readonly fields: CustomFields,
    private readonly views: ImportViews,
  ) {}

  onModuleInit(): void {
    this.gates.register({ kind: 'import', may: async (actor, id) => (await this.find(actor, id)) !== undefined });
  }

  async readSheet(me: StaffActor, request: FastifyRequest): Promise<Answer<'shops.readSheet'>> {
    const file = await this.files.storeUpload(me, request, { accept: ['sheet'] });
    const fields = await this.fields.all(this.db);
    const sheet = await readSheet(await readFile(this.files.path(file)), knownHeaders(fields.map((field) => field.label)));
    const sample: string[][] = [];
    for await (const row of sheet.rows()) {
      sample.push(row.cells);
      if (sample.length === SAMPLE) break;
    }
    if (sample.length === 0) throw new Refused('import_no_rows');
    return {
      fileId: file.id,
      fileName: file.name,
      rows: await sheet.countRows(),
      headers: sheet.headers,
      mapping: await suggestMapping(this.db, sheet.headers, fields),
      sample,
    };
  }

  /** Refuses whatever keeps the sheet from being imported at all, before anything is written. */
  async start(me: StaffActor, input: Input<'shops.import'>): Promise<ImportView> {
    const file = (await this.files.find(this.db, [input.fileId])).get(input.fileId);
    if (!file || file.owner_account_id !== me.accountId) {
      throw new Invalid({ field: 'fileId', rule: 'not_found', zh: '文件不存在，请重新上传' });
    }
    const fields = await this.fields.all(this.db);
    const labels = fields.map((field) => field.label);
    const sheet = await readSheet(await readFile(this.files.path(file)), knownHeaders(labels));
    const mapping = checkMapping(input.mapping, sheet.headers, fields);
    const total = await sheet.countRows();
    if (total === 0) throw new Refused('import_no_rows');
    const id = await this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const { insertId } = await tx.execute(
        'INSERT INTO shop_import (file_id, file_name, account_id, mapping, started_at) VALUES (?, ?, ?, ?, ?)',
        [file.id, file.name.slice(0, 120), me.accountId, JSON.stringify({ headers: sheet.headers, mapping, labels }), now],
      );
      await this.files.attach(tx, [file.id], { kind: 'import', id: insertId }, me, { field: 'fileId' });
      await rememberMapping(tx, sheet.headers, mapping, now);
      const payload: ImportPayload = { importId: insertId, within: withinOf(me), actor: actorOf(me) };
      const jobId = await this.jobs.add(tx, IMPORT_SHOPS, payload, { total });
      await tx.execute('UPDATE shop_import SET job_id = ? WHERE id = ?', [jobId, insertId]);
      await this.audit.record(tx, me, 'shops.import', `import:${insertId}`, { stage: 'started', file: file.name, rows: total, mapping });
      return insertId;
    });
    return this.get(me, id);
  }

  async list(me: StaffActor, { limit, cursor }: Input<'shops.imports'>): Promise<Answer<'shops.imports'>> {
    const before = decodeCursor(cursor, ['number'])?.[0] ?? 4_294_967_295;
    const scope = importScope(me);
    const rows = await this.db.query<ImportRow>(`${IMPORT_ROWS} WHERE i.id < ? AND ${scope.sql} ORDER BY i.id DESC LIMIT ?`, [
      before,
      ...scope.params,
      limit + 1,
    ]);
    const page = pageOfRows(rows, limit, (row) => [row.id]);
    return { items: await Promise.all(page.rows.map((row) => this.views.of(this.db, row))), next: page.next };
  }

  async get(me: Actor, id: number): Promise<ImportView> {
    return this.views.of(this.db, await this.found(me, id));
  }

  /** The bad rows with all their cells and what is wrong beside them: mended, the sheet can be uploaded as it is. */
  async faults(me: StaffActor, id: number): Promise<StreamableFile> {
    const row = await this.found(me, id);
    const { headers } = JSON.parse(row.mapping) as { headers: string[] };
    const columns = headers
      .filter((header) => header !== REASON_HEADER)
      .map((header) => ({ header, value: ({ cells }: { cells: string[] }) => cells[headers.indexOf(header)] ?? '' }));
    const reason = { header: REASON_HEADER, width: 50, value: ({ reasons }: { reasons: string[] }) => reasons.join('；') };
    const name = `${row.file_name.replace(/\.\w+$/, '')}-待修改.xlsx`;
    return sheetFile(name, [...columns, reason], faultRows(this.db, id));
  }

  private async found(me: Actor, id: number): Promise<ImportRow> {
    const row = await this.find(me, id);
    if (!row) throw new NotFound();
    return row;
  }

  private async find(me: Actor, id: number): Promise<ImportRow | undefined> {
    const scope = importScope(me);
    const rows = await this.db.query<ImportRow>(`${IMPORT_ROWS} WHERE i.id = ? AND ${scope.sql}`, [id, ...scope.params]);
    return hasRole(me, 'manager', 'office', 'admin') ? rows[0] : undefined;
  }
}

/** A manager of regions brings in shops of those regions and touches no others. */
const withinOf = (me: StaffActor): string[] => (hasRole(me, 'office', 'admin') ? [] : me.staff.regions);
const actorOf = (me: StaffActor): ImportPayload['actor'] => ({ accountId: me.accountId, name: me.name, staff: { id: me.staff.id } });
