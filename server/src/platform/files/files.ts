import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { FieldFault } from '@dianquan/shared/errors';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Clock } from '../clock';
import { Env } from '../config/env';
import { Database, inList, type Sql, type Tx } from '../database/database';
import { Invalid, Refused } from '../errors';
import type { Actor } from '../http/actor';
import { Random } from '../ids';
import type { Size } from './file-address';
import { safeName } from './file-name';
import { FilePresenter, type FileView, type Viewer } from './file-presenter';
import { FILE_COLUMNS, type FileRow, isPicture, type Subject } from './file-row';
import { FileStore } from './file-store';
import { type FileKind, type FileType, typeOf } from './file-types';
import { withIncoming } from './incoming';
import { type Picture, preparePicture } from './pictures';

export type { FileView };

export type StoreLimits = {
  /** All kinds unless said. */
  accept?: readonly FileKind[];
  maxBytes?: number;
};
export type Source = { name: string; buffer: Buffer } | { name: string; stream: Readable };
type Ready = { name: string; path: string; size: number; type: FileType; picture: Picture | null };

const ALL_KINDS: readonly FileKind[] = ['picture', 'document', 'sheet'];
/** Names, boundaries and other fields of a form around the file itself. */
const FORM_OVERHEAD = 64 * 1024;

@Injectable()
export class Files {
  constructor(
    private readonly env: Env,
    private readonly database: Database,
    private readonly bytes: FileStore,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly presenter: FilePresenter,
  ) {}

  /** Costs next to nothing: who may see the file is asked when the address is opened. */
  url(fileId: number, viewer: Viewer, size: Size = 'whole'): string {
    return this.presenter.url(fileId, viewer, size);
  }

  view(file: FileRow, viewer: Viewer): FileView {
    return this.presenter.view(file, viewer);
  }

  /** Of those that exist. */
  async views(fileIds: readonly number[], viewer: Viewer): Promise<Map<number, FileView>> {
    const rows = await this.find(this.database, [...new Set(fileIds)]);
    return new Map([...rows].map(([id, row]) => [id, this.view(row, viewer)]));
  }

  platformUrl(fileId: number, size: Size = 'whole'): string {
    return this.presenter.platformUrl(fileId, size);
  }

  /** The `file` part of a multipart request. */
  async storeUpload(me: Actor, request: FastifyRequest, limits: StoreLimits = {}): Promise<FileRow> {
    const maxBytes = limits.maxBytes ?? this.env.uploadLimit;
    if (Number(request.headers['content-length'] ?? 0) > maxBytes + FORM_OVERHEAD) throw new Refused('too_large', { maxBytes });
    const part = request.isMultipart() ? await request.file({ limits: { fileSize: maxBytes + 1 }, throwFileSizeLimit: false }) : undefined;
    if (!part) throw new Invalid({ field: 'file', rule: 'required', zh: '请选择文件' });
    return this.store(me, { name: part.filename, stream: part.file }, limits);
  }

  /** Keeps a file for the actor, hanging on nothing yet. `me` is null for what the system itself makes. */
  async store(me: Actor | null, source: Source, limits: StoreLimits = {}): Promise<FileRow> {
    const maxBytes = limits.maxBytes ?? this.env.uploadLimit;
    const name = safeName(source.name);
    const stream = 'stream' in source ? source.stream : Readable.from([source.buffer]);
    return withIncoming(
      this.bytes,
      { name: this.random.token(12), maxBytes, reserve: this.env.diskReserve },
      stream,
      async (path, size) => {
        if (size === 0) throw new Refused('file_damaged');
        const type = await typeOf(path, name, limits.accept ?? ALL_KINDS);
        const picture = type.kind === 'picture' ? await preparePicture(path) : null;
        try {
          return await this.keep(me, {
            name: /\.\w+$/.test(name) ? name : `${name}.${type.ending}`,
            path,
            size: picture?.size ?? size,
            type,
            picture,
          });
        } finally {
          if (picture) await rm(picture.thumb, { force: true });
        }
      },
    );
  }

  /** Makes files part of a subject. Each must be the actor's own and hang on nothing else; the rows come back in the order given. */
  async attach(
    tx: Tx,
    fileIds: readonly number[],
    subject: Subject,
    me: Actor,
    options: { field?: string; picturesOnly?: boolean } = {},
  ): Promise<FileRow[]> {
    if (fileIds.length === 0) return [];
    const unique = [...new Set(fileIds)];
    const ids = inList(unique);
    await tx.execute(
      `UPDATE stored_file SET attached_kind = ?, attached_id = ?
       WHERE id IN ${ids.sql} AND owner_account_id = ? AND attached_kind IS NULL AND deleted_at IS NULL`,
      [subject.kind, subject.id, ...ids.params, me.accountId],
    );
    const rows = await this.find(tx, unique);
    const faults = fileIds.flatMap((id, i): FieldFault[] => {
      const row = rows.get(id);
      const field = `${options.field ?? 'fileIds'}.${i}`;
      if (row?.attached_kind !== subject.kind || row.attached_id !== subject.id) {
        return [{ field, rule: 'not_found', zh: '文件不存在或已被使用，请重新上传' }];
      }
      return options.picturesOnly && !isPicture(row) ? [{ field, rule: 'format', zh: '这里只能放图片' }] : [];
    });
    if (faults.length > 0) throw new Invalid(faults);
    return fileIds.map((id) => rows.get(id) as FileRow);
  }

  /** Forgets files; the bytes go when the transaction has committed. */
  async remove(tx: Tx, fileIds: readonly number[]): Promise<void> {
    if (fileIds.length === 0) return;
    const ids = inList(fileIds);
    await tx.execute(`UPDATE stored_file SET deleted_at = ? WHERE id IN ${ids.sql} AND deleted_at IS NULL`, [
      this.clock.now(),
      ...ids.params,
    ]);
    tx.afterCommit(() => {
      for (const id of fileIds) void this.bytes.remove(id);
    });
  }

  /** Forgets what was uploaded before and never used; answers how many, at most `limit`. */
  async removeUnused(before: number, limit: number): Promise<number> {
    return this.database.transaction(async (tx) => {
      const unused = await tx.query<{ id: number }>(
        `SELECT id FROM stored_file WHERE attached_kind IS NULL AND owner_account_id IS NOT NULL AND deleted_at IS NULL AND created_at < ?
         ORDER BY id LIMIT ?`,
        [before, limit],
      );
      const ids = inList(unused.map(({ id }) => id));
      const now = this.clock.now();
      // Asked again: one may have been used just now.
      await tx.execute(`UPDATE stored_file SET deleted_at = ? WHERE id IN ${ids.sql} AND attached_kind IS NULL`, [now, ...ids.params]);
      const gone = await tx.query<{ id: number }>(
        `SELECT id FROM stored_file WHERE id IN ${ids.sql} AND deleted_at IS NOT NULL`,
        ids.params,
      );
      tx.afterCommit(() => {
        for (const { id } of gone) void this.bytes.remove(id);
      });
      return gone.length;
    });
  }

  async find(sql: Sql, fileIds: readonly number[]): Promise<Map<number, FileRow>> {
    if (fileIds.length === 0) return new Map();
    const ids = inList(fileIds);
    const rows = await sql.query<FileRow>(
      `SELECT ${FILE_COLUMNS} FROM stored_file WHERE id IN ${ids.sql} AND deleted_at IS NULL`,
      ids.params,
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** The files of many subjects at once, each list in the order of upload. */
  async ofSubjects(sql: Sql, kind: Subject['kind'], subjectIds: readonly number[]): Promise<Map<number, FileRow[]>> {
    if (subjectIds.length === 0) return new Map();
    const ids = inList(subjectIds);
    const rows = await sql.query<FileRow & { attached_id: number }>(
      `SELECT ${FILE_COLUMNS} FROM stored_file WHERE attached_kind = ? AND attached_id IN ${ids.sql} AND deleted_at IS NULL ORDER BY id`,
      [kind, ...ids.params],
    );
    const found = new Map<number, FileRow[]>();
    for (const row of rows) found.set(row.attached_id, [...(found.get(row.attached_id) ?? []), row]);
    return found;
  }

  open(row: FileRow, size: 'whole' | 'thumb' = 'whole'): Readable {
    return this.bytes.open(row.id, size);
  }

  /** For readers that need a file on disk; not to be written to. */
  path(row: FileRow): string {
    return this.bytes.path(row.id);
  }

  private async keep(me: Actor | null, { name, path, size, type, picture }: Ready): Promise<FileRow> {
    const sha256 = await digest(path);
    const id = await this.database.transaction(async (tx) => {
      const { insertId } = await tx.execute(
        `INSERT INTO stored_file (sha256, size, mime, name, width, height, has_thumb, owner_account_id, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        [
          sha256,
          size,
          type.mime,
          name,
          picture?.width ?? null,
          picture?.height ?? null,
          picture ? 1 : 0,
          me?.accountId ?? null,
          this.clock.now(),
        ],
      );
      await this.bytes.put(insertId, 'whole', path);
      if (picture) await this.bytes.put(insertId, 'thumb', picture.thumb);
      return insertId;
    });
    return (await this.find(this.database, [id])).get(id) as FileRow;
  }
}

async function digest(path: string): Promise<string> {
  const sum = createHash('sha256');
  for await (const chunk of createReadStream(path)) sum.update(chunk as Buffer);
  return sum.digest('hex');
}
