import type { Answer } from '@dianquan/shared/contract/all';
import { Injectable } from '@nestjs/common';
import type { Sql } from '../../platform/database/sql';
import { Jobs } from '../../platform/jobs/jobs';

type ImportView = Answer<'products.getImport'>;
export type ProductImportRow = {
  id: number;
  fileName: string;
  accountName: string | null;
  jobId: number | null;
  mapping: string;
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  faulty: number;
  startedAt: number;
  finishedAt: number | null;
};
export const PRODUCT_IMPORT_ROWS = `SELECT i.id, i.file_name AS fileName, a.name AS accountName, i.job_id AS jobId, i.mapping, i.row_count AS \`rows\`,
    i.created, i.updated, i.unchanged, i.faulty, i.started_at AS startedAt, i.finished_at AS finishedAt
  FROM product_import i LEFT JOIN account a ON a.id = i.account_id`;

const SHOWN_FAULTS = 100;

@Injectable()
export class ProductImportViews {
  constructor(private readonly jobs: Jobs) {}

  async of(sql: Sql, row: ProductImportRow): Promise<ImportView> {
    const job = row.jobId === null ? null : await this.jobs.find(row.jobId, sql);
    const faults = await sql.query<ImportView['faults'][number]>(
      'SELECT line, column_name AS `column`, value, reason FROM product_import_fault WHERE import_id = ? ORDER BY line, id LIMIT ?',
      [row.id, SHOWN_FAULTS],
    );
    const { id, fileName, rows, created, updated, unchanged, faulty } = row;
    return {
      ...{ id, fileName, rows, created, updated, unchanged, faulty, faults },
      startedAt: new Date(row.startedAt).toISOString(),
      startedBy: row.accountName ?? '',
      finishedAt: row.finishedAt === null ? null : new Date(row.finishedAt).toISOString(),
      job: {
        id: row.jobId ?? 0,
        topic: job?.topic ?? '',
        status: job?.status ?? 'done',
        done: job?.done ?? rows,
        total: job?.total ?? rows,
        error: job?.status === 'dead' ? '导入中断，已导入的商品保留；请重新上传同一表格继续' : null,
      },
    };
  }
}

const PAGE = 1000;
export type BadRow = { cells: string[]; reasons: string[] };
type FaultRow = { id: number; line: number; columnName: string; reason: string; cells: string };

/** One row for each bad line of the sheet, with all that is wrong with it; read page by page. */
export async function* badRows(sql: Sql, importId: number): AsyncGenerator<BadRow> {
  let current: (BadRow & { line: number }) | undefined;
  // In the order of the sheet, which is the order in which they were written.
  let after = 0;
  for (;;) {
    const rows = await sql.query<FaultRow>(
      `SELECT id, line, column_name AS columnName, reason, cells FROM product_import_fault WHERE import_id = ? AND id > ? ORDER BY id LIMIT ?`,
      [importId, after, PAGE],
    );
    for (const row of rows) {
      if (current?.line !== row.line) {
        if (current) yield current;
        current = { line: row.line, cells: JSON.parse(row.cells) as string[], reasons: [] };
      }
      current.reasons.push(row.columnName === '' ? row.reason : `${row.columnName}：${row.reason}`);
      after = row.id;
    }
    if (rows.length < PAGE) break;
  }
  if (current) yield current;
}
