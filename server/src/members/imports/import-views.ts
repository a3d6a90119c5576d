import type { ImportView } from '@dianquan/shared/contract/shops';
import { Injectable } from '@nestjs/common';
import type { Fragment, Sql } from '../../platform/database/sql';
import { type Actor, hasRole } from '../../platform/http/actor';
import { Jobs } from '../../platform/jobs/jobs';
import { instant } from '../shops/shop-rows';

export type ImportRow = {
  id: number;
  file_id: number;
  file_name: string;
  account_id: number;
  account_name: string | null;
  job_id: number | null;
  mapping: string;
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  merged: number;
  faulty: number;
  started_at: number;
  finished_at: number | null;
};
export const IMPORT_ROWS = `SELECT i.id, i.file_id, i.file_name, i.account_id, a.name AS account_name, i.job_id, i.mapping, i.\`rows\`, i.created,
    i.updated, i.unchanged, i.merged, i.faulty, i.started_at, i.finished_at
  FROM shop_import i LEFT JOIN account a ON a.id = i.account_id`;

const SHOWN_FAULTS = 100;

/** The office and admins see every import; a manager those of their own, since the sheets may be of other regions. */
export function importScope(me: Actor): Fragment {
  return hasRole(me, 'office', 'admin') ? { sql: '(1 = 1)', params: [] } : { sql: 'i.account_id = ?', params: [me.accountId] };
}

@Injectable()
export class ImportViews {
  constructor(private readonly jobs: Jobs) {}

  async of(sql: Sql, row: ImportRow): Promise<ImportView> {
    const job = row.job_id === null ? null : await this.jobs.find(row.job_id, sql);
    const faults = await sql.query<ImportView['faults'][number]>(
      'SELECT line, column_name AS `column`, value, reason FROM shop_import_fault WHERE import_id = ? ORDER BY line, id LIMIT ?',
      [row.id, SHOWN_FAULTS],
    );
    const dead = job?.status === 'dead';
    return {
      id: row.id,
      fileName: row.file_name,
      startedAt: instant(row.started_at),
      startedBy: row.account_name ?? '',
      finishedAt: instant(row.finished_at),
      job: {
        id: row.job_id ?? 0,
        topic: job?.topic ?? '',
        status: job?.status ?? 'done',
        done: job?.done ?? row.rows,
        total: job?.total ?? row.rows,
        error: dead ? '导入中断，已导入的门店保留；请重新上传同一表格继续' : null,
      },
      rows: row.rows,
      created: row.created,
      updated: row.updated,
      unchanged: row.unchanged,
      merged: row.merged,
      faulty: row.faulty,
      faults,
    };
  }
}
