import { type FileHandle, open } from 'node:fs/promises';
import { Refused } from '../errors';

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const END_SIZE = 22;
const LONGEST_COMMENT = 65_535;

const MAX_ENTRIES = 5_000;
const MAX_DIRECTORY = 2 * 1024 * 1024;
const MAX_OPEN_BYTES = 400 * 1024 * 1024;
const MAX_RATIO = 300;

const MAIN_PARTS: Record<string, string> = { 'word/document.xml': 'docx', 'xl/workbook.xml': 'xlsx', 'ppt/presentation.xml': 'pptx' };

/**
 * Which office document a zip is. Reads the directory at its end and unpacks nothing, so a bomb costs nothing: too many entries, or
 * more than they could honestly unpack to, are refused here.
 */
export async function officeEnding(path: string): Promise<string> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    const names = entriesOf(await directoryOf(handle, size), size);
    if (names.some((name) => name.endsWith('vbaProject.bin'))) throw new Refused('file_type_forbidden');
    const main = names.find((name) => MAIN_PARTS[name]);
    return main && names.includes('[Content_Types].xml') ? (MAIN_PARTS[main] as string) : 'zip';
  } finally {
    await handle.close();
  }
}

async function directoryOf(handle: FileHandle, size: number): Promise<Buffer> {
  const tail = await read(handle, Math.max(0, size - END_SIZE - LONGEST_COMMENT), Math.min(size, END_SIZE + LONGEST_COMMENT));
  const at = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (at < 0 || tail.length - at < END_SIZE || tail.readUInt32LE(at) !== END) throw new Refused('file_damaged');
  const [length, start] = [tail.readUInt32LE(at + 12), tail.readUInt32LE(at + 16)];
  if (length > MAX_DIRECTORY || start + length > size) throw new Refused('file_damaged');
  return read(handle, start, length);
}

function entriesOf(directory: Buffer, size: number): string[] {
  const names: string[] = [];
  let open = 0;
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === ENTRY; ) {
    const nameLength = directory.readUInt16LE(at + 28);
    open += directory.readUInt32LE(at + 24);
    names.push(directory.toString('utf8', at + 46, at + 46 + nameLength));
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    if (names.length > MAX_ENTRIES || open > MAX_OPEN_BYTES || open > size * MAX_RATIO) throw new Refused('file_damaged');
  }
  return names;
}

async function read(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
