import { createReadStream } from 'node:fs';
import { link, mkdir, rm, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Env } from '../config/env';
import type { Size } from './file-address';

/** Where the bytes are; the rows are the database's. */
export abstract class FileStore {
  /** A folder on the same device for what is still arriving. */
  abstract readonly incoming: string;
  /** Takes over the file at `path`; the same again changes nothing. */
  abstract put(id: number, size: Size, path: string): Promise<void>;
  abstract open(id: number, size: Size): Readable;
  /** For readers that need a file and not a stream. */
  abstract path(id: number): string;
  abstract remove(id: number): Promise<void>;
  /** Bytes that can still be written. */
  abstract free(): Promise<number>;
}

@Injectable()
export class LocalFileStore extends FileStore {
  private readonly root: string;
  readonly incoming: string;

  constructor(env: Env) {
    super();
    this.root = join(env.dataDir, 'files');
    this.incoming = join(this.root, 'incoming');
  }

  async put(id: number, size: Size, path: string): Promise<void> {
    const target = this.locate(id, size);
    await mkdir(dirname(target), { recursive: true });
    // A transaction that was rolled back may have left an older file under this id.
    await rm(target, { force: true });
    await link(path, target);
  }

  open(id: number, size: Size): Readable {
    return createReadStream(this.locate(id, size));
  }

  path(id: number): string {
    return this.locate(id, 'whole');
  }

  async remove(id: number): Promise<void> {
    await rm(this.locate(id, 'whole'), { force: true });
    await rm(this.locate(id, 'thumb'), { force: true });
  }

  async free(): Promise<number> {
    await mkdir(this.incoming, { recursive: true });
    const { bavail, bsize } = await statfs(this.root);
    return bavail * bsize;
  }

  /** Numbers only, so no name can lead out of the folder. */
  private locate(id: number, size: Size): string {
    const folder = String(Math.floor(id / 1000));
    return join(this.root, folder, size === 'thumb' ? `${id}.thumb` : String(id));
  }
}
