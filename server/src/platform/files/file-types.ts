import { open } from 'node:fs/promises';
import { Refused } from '../errors';
import { endingOf } from './file-name';
import { officeEnding } from './zip-directory';

export type FileKind = 'picture' | 'document' | 'sheet';
export type FileType = { mime: string; ending: string; kind: FileKind };

const OFFICE = 'application/vnd.openxmlformats-officedocument';
/** By the ending that is shown; the content decides which of these it really is. */
const TYPES: Record<string, { mime: string; kind: FileKind }> = {
  jpg: { mime: 'image/jpeg', kind: 'picture' },
  png: { mime: 'image/png', kind: 'picture' },
  webp: { mime: 'image/webp', kind: 'picture' },
  gif: { mime: 'image/gif', kind: 'picture' },
  pdf: { mime: 'application/pdf', kind: 'document' },
  docx: { mime: `${OFFICE}.wordprocessingml.document`, kind: 'document' },
  pptx: { mime: `${OFFICE}.presentationml.presentation`, kind: 'document' },
  xlsx: { mime: `${OFFICE}.spreadsheetml.sheet`, kind: 'sheet' },
  doc: { mime: 'application/msword', kind: 'document' },
  ppt: { mime: 'application/vnd.ms-powerpoint', kind: 'document' },
  xls: { mime: 'application/vnd.ms-excel', kind: 'sheet' },
  csv: { mime: 'text/csv', kind: 'sheet' },
  txt: { mime: 'text/plain', kind: 'document' },
};
const SAME: Record<string, string> = { jpeg: 'jpg', jpe: 'jpg', jfif: 'jpg' };
const OLD_OFFICE = ['doc', 'xls', 'ppt'];
const TEXTS = ['csv', 'txt'];
const HEAD_BYTES = 64 * 1024;

/** What the file is by its content. One that says in its name to be something else is refused: somebody is being fooled. */
export async function typeOf(path: string, name: string, accepted: readonly FileKind[]): Promise<FileType> {
  const claimed = SAME[endingOf(name)] ?? endingOf(name);
  if (claimed !== '' && !TYPES[claimed]) throw new Refused('file_type_forbidden');
  const ending = await endingByContent(path, claimed);
  const type = TYPES[ending];
  if (!type) throw new Refused('file_type_forbidden');
  if (claimed !== '' && claimed !== ending) throw new Refused('file_damaged');
  if (!accepted.includes(type.kind)) throw new Refused('file_type_forbidden');
  return { ...type, ending };
}

async function endingByContent(path: string, claimed: string): Promise<string> {
  const { fileTypeFromFile } = await import('file-type');
  const found = (await fileTypeFromFile(path))?.ext as string | undefined;
  if (found === 'cfb') return OLD_OFFICE.includes(claimed) ? claimed : 'cfb';
  // Sheets written as a stream are taken for plain zips; the directory inside tells, and tells of bombs.
  if (found === 'zip' || (found && ['docx', 'xlsx', 'pptx'].includes(found))) return officeEnding(path);
  if (found !== undefined) return found;
  return TEXTS.includes(claimed) && (await isText(path)) ? claimed : 'unknown';
}

/** UTF-8, UTF-16 with a mark, or GBK: no control characters other than those of lines and tabs. */
async function isText(path: string): Promise<boolean> {
  const head = await headOf(path);
  if (head.length === 0) return false;
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) return true;
  return !head.some((byte) => byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1a && byte !== 0x1b) || byte === 0x7f);
}

async function headOf(path: string): Promise<Buffer> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
