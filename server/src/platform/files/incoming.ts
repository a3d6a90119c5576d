import { createWriteStream } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Refused } from '../errors';
import type { FileStore } from './file-store';

/** Writes what arrives to a temporary file, and hands that to `use`. However it ends, the temporary file is gone afterwards. */
export async function withIncoming<T>(
  store: FileStore,
  limits: { name: string; maxBytes: number; reserve: number },
  source: Readable,
  use: (path: string, size: number) => Promise<T>,
): Promise<T> {
  const path = join(store.incoming, limits.name);
  try {
    if ((await store.free()) < limits.reserve) throw new Refused('disk_full');
    await pipeline(source, limiter(limits.maxBytes), createWriteStream(path));
    await sync(path);
    return await use(path, (await stat(path)).size);
  } catch (error) {
    throw isFull(error) ? new Refused('disk_full') : error;
  } finally {
    source.resume();
    await rm(path, { force: true });
  }
}

function limiter(maxBytes: number): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      if (seen > maxBytes) done(new Refused('too_large', { maxBytes }));
      else done(null, chunk);
    },
  });
}

/** The row is committed durably; what it speaks of should be too. */
async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isFull(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return code === 'ENOSPC' || code === 'EDQUOT';
}
