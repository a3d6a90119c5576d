import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { Injectable, Logger } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Clock } from '../clock';
import { Env } from '../config/env';
import { Database, type Sql, type Tx } from '../database/database';
import { Invalid, Refused } from '../errors';
import type { Actor } from '../http/actor';
import { Random } from '../ids';
import type { Size } from './file-address';
import { safeName } from './file-name';
import { FilePresenter, type FileView, type Viewer } from './file-presenter';
import type { FileRow, Subject } from './file-row';
import { type AttachOptions, attachFiles, findFiles, forgetFiles, forgetUnusedFiles, insertFile } from './file-rows';
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
  private readonly logger = new Logger(Files.name);

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
  async attach(tx: Tx, fileIds: readonly number[], subject: Subject, me: Actor, options: AttachOptions = {}): Promise<FileRow[]> {
    return attachFiles(tx, fileIds, subject, me.accountId, options);
  }

  /** Forgets files; the bytes go when the transaction has committed. */
  async remove(tx: Tx, fileIds: readonly number[]): Promise<void> {
    await forgetFiles(tx, fileIds, this.clock.now());
    this.dropBytes(tx, fileIds);
  }

  /** Forgets what was uploaded before and never used; answers how many, at most `limit`. */
  async removeUnused(before: number, limit: number): Promise<number> {
    return this.database.transaction(async (tx) => {
      const gone = await forgetUnusedFiles(tx, before, limit, this.clock.now());
      this.dropBytes(tx, gone);
      return gone.length;
    });
  }

  find(sql: Sql, fileIds: readonly number[]): Promise<Map<number, FileRow>> {
    return findFiles(sql, fileIds);
  }

  open(row: FileRow, size: Size = 'whole'): Readable {
    return this.bytes.open(row.id, size);
  }

  /** For readers that need a file on disk; not to be written to. */
  path(row: FileRow): string {
    return this.bytes.path(row.id);
  }

  private dropBytes(tx: Tx, fileIds: readonly number[]): void {
    tx.afterCommit(() => {
      for (const id of fileIds) this.bytes.remove(id).catch((error: unknown) => this.logger.warn(error));
    });
  }

  private async keep(me: Actor | null, { name, path, size, type, picture }: Ready): Promise<FileRow> {
    const row = {
      sha256: await digest(path),
      name,
      mime: type.mime,
      size,
      width: picture?.width ?? null,
      height: picture?.height ?? null,
      has_thumb: picture ? 1 : 0,
      owner_account_id: me?.accountId ?? null,
    };
    const id = await this.database.transaction(async (tx) => {
      const made = await insertFile(tx, row, this.clock.now());
      await this.bytes.put(made, 'whole', path);
      if (picture) await this.bytes.put(made, 'thumb', picture.thumb);
      return made;
    });
    return (await this.find(this.database, [id])).get(id) as FileRow;
  }
}

async function digest(path: string): Promise<string> {
  const sum = createHash('sha256');
  for await (const chunk of createReadStream(path)) sum.update(chunk as Buffer);
  return sum.digest('hex');
}
