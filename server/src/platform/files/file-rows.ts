import type { FieldFault } from '@dianquan/shared/errors';
import { inList, type Sql, type Tx } from '../database/database';
import { Invalid } from '../errors';
import { FILE_COLUMNS, type FileRow, isPicture, type Subject } from './file-row';

export type NewFile = Pick<FileRow, 'name' | 'mime' | 'size' | 'width' | 'height' | 'has_thumb' | 'owner_account_id'> & { sha256: string };
export type AttachOptions = {
  /** The field of the request, for the fault: a list unless its name ends with `Id`; or one field for each file. */
  field?: string | readonly string[];
  picturesOnly?: boolean;
};

export async function insertFile(tx: Tx, file: NewFile, now: number): Promise<number> {
  const row = { ...file, created_at: now };
  const columns = Object.keys(row);
  const { insertId } = await tx.execute(
    `INSERT INTO stored_file (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    Object.values(row),
  );
  return insertId;
}

export async function findFiles(sql: Sql, fileIds: readonly number[]): Promise<Map<number, FileRow>> {
  if (fileIds.length === 0) return new Map();
  const ids = inList(fileIds);
  const rows = await sql.query<FileRow>(
    `SELECT ${FILE_COLUMNS} FROM stored_file WHERE id IN ${ids.sql} AND deleted_at IS NULL`,
    ids.params,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

export async function attachFiles(
  tx: Tx,
  fileIds: readonly number[],
  subject: Subject,
  accountId: number,
  options: AttachOptions,
): Promise<FileRow[]> {
  if (fileIds.length === 0) return [];
  const unique = [...new Set(fileIds)];
  const ids = inList(unique);
  await tx.execute(
    `UPDATE stored_file SET attached_kind = ?, attached_id = ?
     WHERE id IN ${ids.sql} AND owner_account_id = ? AND attached_kind IS NULL AND deleted_at IS NULL`,
    [subject.kind, subject.id, ...ids.params, accountId],
  );
  const rows = await findFiles(tx, unique);
  const faults = fileIds.flatMap((id, i) => faultOf(rows.get(id), subject, options, i));
  if (faults.length > 0) throw new Invalid(faults);
  return fileIds.map((id) => rows.get(id) as FileRow);
}

function faultOf(row: FileRow | undefined, subject: Subject, { field = 'fileIds', picturesOnly }: AttachOptions, i: number): FieldFault[] {
  const at = typeof field !== 'string' ? (field[i] ?? '') : field.endsWith('Id') ? field : `${field}.${i}`;
  if (row?.attached_kind !== subject.kind || row.attached_id !== subject.id) {
    return [{ field: at, rule: 'not_found', zh: '文件不存在或已被使用，请重新上传' }];
  }
  return picturesOnly && !isPicture(row) ? [{ field: at, rule: 'format', zh: '这里只能放图片' }] : [];
}

export async function forgetFiles(tx: Tx, fileIds: readonly number[], now: number): Promise<void> {
  const ids = inList(fileIds);
  await tx.execute(`UPDATE stored_file SET deleted_at = ? WHERE id IN ${ids.sql} AND deleted_at IS NULL`, [now, ...ids.params]);
}

/** Answers the ids of those that are gone now, at most `limit`. */
export async function forgetUnusedFiles(tx: Tx, before: number, limit: number, now: number): Promise<number[]> {
  const unused = await tx.query<{ id: number }>(
    `SELECT id FROM stored_file WHERE attached_kind IS NULL AND owner_account_id IS NOT NULL AND deleted_at IS NULL AND created_at < ?
     ORDER BY id LIMIT ?`,
    [before, limit],
  );
  const ids = inList(unused.map(({ id }) => id));
  // Asked again: one may have been used just now.
  await tx.execute(`UPDATE stored_file SET deleted_at = ? WHERE id IN ${ids.sql} AND attached_kind IS NULL`, [now, ...ids.params]);
  const gone = await tx.query<{ id: number }>(`SELECT id FROM stored_file WHERE id IN ${ids.sql} AND deleted_at IS NOT NULL`, ids.params);
  return gone.map(({ id }) => id);
}
