import { createInflateRaw } from 'node:zlib';
import { Refused } from '../errors';

export type ZipEntry = { name: string; method: 0 | 8; packed: Buffer; size: number };

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const ZIP64_EXTRA = 1;
const MAX_ENTRIES = 2000;
const PIECE = 128 * 1024;
const UNKNOWN = 0xffffffff;

/** Reads the directory of a zip archive; nothing is unpacked. Throws for what is not a plain, whole, unencrypted archive. */
export function zipEntries(file: Buffer): ZipEntry[] {
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0 || end + 22 > file.length || file.readUInt32LE(end) !== END) throw new Refused('import_unreadable');
  const count = file.readUInt16LE(end + 10);
  if (count > MAX_ENTRIES) throw new Refused('import_unreadable');
  const entries: ZipEntry[] = [];
  let at = file.readUInt32LE(end + 16);
  try {
    for (let i = 0; i < count; i++) {
      const { entry, next } = readEntry(file, at);
      entries.push(entry);
      at = next;
    }
  } catch {
    throw new Refused('import_unreadable');
  }
  return entries;
}

function readEntry(file: Buffer, at: number): { entry: ZipEntry; next: number } {
  if (file.readUInt32LE(at) !== CENTRAL) throw new RangeError('no entry here');
  const method = file.readUInt16LE(at + 10);
  const isEncrypted = (file.readUInt16LE(at + 8) & 1) !== 0;
  if (isEncrypted || (method !== 0 && method !== 8)) throw new RangeError('cannot be unpacked');
  const nameEnd = at + 46 + file.readUInt16LE(at + 28);
  const extraEnd = nameEnd + file.readUInt16LE(at + 30);
  let size = file.readUInt32LE(at + 24);
  let packedSize = file.readUInt32LE(at + 20);
  let local = file.readUInt32LE(at + 42);
  const wide = zip64Numbers(file.subarray(nameEnd, extraEnd));
  if (size === UNKNOWN) size = wide.shift() ?? size;
  if (packedSize === UNKNOWN) packedSize = wide.shift() ?? packedSize;
  if (local === UNKNOWN) local = wide.shift() ?? local;
  if (file.readUInt32LE(local) !== LOCAL) throw new RangeError('no part here');
  const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
  if (start + packedSize > file.length) throw new RangeError('cut off');
  const name = file
    .toString('utf8', at + 46, nameEnd)
    .replaceAll('\\', '/')
    .replace(/^\/+/, '');
  const packed = file.subarray(start, start + packedSize);
  return { entry: { name, method, packed, size }, next: extraEnd + file.readUInt16LE(at + 32) };
}

/** Some writers give 64-bit sizes to small files too. */
function zip64Numbers(extra: Buffer): number[] {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== ZIP64_EXTRA) continue;
    const numbers: number[] = [];
    for (let i = at + 4; i + 8 <= at + 4 + extra.readUInt16LE(at + 2); i += 8) numbers.push(Number(extra.readBigUInt64LE(i)));
    return numbers;
  }
  return [];
}

/** Unpacks piece by piece, so that an archive that lies about its sizes stops at the limit and not in memory. */
export async function* unpack(entry: ZipEntry, limit: number): AsyncGenerator<Buffer> {
  if (entry.size > limit) throw new Refused('too_large');
  if (entry.method === 0) {
    yield entry.packed;
    return;
  }
  const inflate = createInflateRaw({ chunkSize: PIECE });
  inflate.end(entry.packed);
  let size = 0;
  for await (const piece of inflate as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > limit) throw new Refused('too_large');
    yield piece;
  }
}
