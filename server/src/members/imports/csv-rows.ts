import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import iconv from 'iconv-lite';
import { Refused } from '../../platform/errors';
import { cleanText } from './cell-text';
import { MAX_COLUMNS, type RawSheet, type SheetRow } from './raw-sheet';

/** Text with columns apart by commas, tabs, semicolons or bars; refuses what is no text. */
export function openCsv(file: Buffer): RawSheet {
  const text = decode(file);
  const delimiter = delimiterOf(text);
  async function* rows(): AsyncGenerator<SheetRow> {
    const parser = Readable.from(slices(text)).pipe(
      parse({ delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: false, max_record_size: 1_000_000 }),
    );
    let line = 0;
    for await (const record of parser as AsyncIterable<string[]>)
      yield { line: ++line, cells: record.slice(0, MAX_COLUMNS).map(cleanText) };
  }
  return {
    rows,
    countRows: async () => countRecords(text, delimiter),
  };
}

/** Records with any character other than delimiters and quotes, ten times faster than parsing them. */
function countRecords(text: string, delimiter: string): number {
  const [quote, comma] = ['"'.charCodeAt(0), delimiter.charCodeAt(0)];
  let count = 0;
  let isQuoted = false;
  let isStart = true;
  let hasValue = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === quote && (isQuoted || isStart)) {
      // A doubled quote closes and opens again, which comes to the same.
      isQuoted = !isQuoted;
      isStart = isQuoted || text.charCodeAt(i + 1) === quote;
    } else if (code === LINE_FEED && !isQuoted) {
      if (hasValue) count++;
      [isStart, hasValue] = [true, false];
    } else {
      isStart = code === comma && !isQuoted;
      if (!isStart && code > SPACE) hasValue = true;
    }
  }
  if (isQuoted) throw new Refused('import_unreadable');
  return hasValue ? count + 1 : count;
}

const LINE_FEED = 0x0a;
const SPACE = 0x20;

/** UTF-8 or UTF-16 by their marks, UTF-8 where every byte fits, else GBK (as Chinese Excel saves csv). */
function decode(file: Buffer): string {
  if (file.subarray(0, 2).equals(Buffer.from([0xff, 0xfe]))) return iconv.decode(file, 'utf16le');
  if (file.subarray(0, 2).equals(Buffer.from([0xfe, 0xff]))) return iconv.decode(file, 'utf16be');
  const text = utf8(file) ?? iconv.decode(file, 'gb18030');
  if (text.includes('\u0000') || isGarbled(text)) throw new Refused('import_unreadable');
  return text;
}

function utf8(file: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    return null;
  }
}

function isGarbled(text: string): boolean {
  const head = text.slice(0, 20_000);
  const odd = head.match(/\ufffd|(?![\t\r\n])\p{Cc}/gu)?.length ?? 0;
  return odd > head.length / 50;
}

function delimiterOf(text: string): string {
  const head = text.slice(0, 5000);
  const count = (mark: string) => head.split(mark).length;
  return ['\t', ';', '|'].reduce((best, mark) => (count(mark) > count(best) ? mark : best), ',');
}

function* slices(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += 65_536) yield text.slice(at, at + 65_536);
}
