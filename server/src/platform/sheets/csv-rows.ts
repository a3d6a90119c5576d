import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { parse } from 'csv-parse';
import iconv from 'iconv-lite';
import { Refused } from '../errors';
import { cleanText } from './cell-text';
import { MAX_COLUMNS, type RawSheet, type SheetRow } from './raw-sheet';

const SLICE = 32_768;
/** How many bytes are counted before others get their turn. */
const TURN = 1024 * 1024;

/** Either has quotes, line ends and delimiters as single bytes, so that records can be counted without decoding them. */
type Encoded = { bytes: Buffer; encoding: 'utf8' | 'gb18030' };

/** Text with columns apart by commas, tabs, semicolons or bars; refuses what is no text. Only the head is read before rows are asked for. */
export function openCsv(file: Buffer): RawSheet {
  const text = encodingOf(file);
  const head = decoded(text).next().value ?? '';
  if (text.bytes.includes(0) || isGarbled(head)) throw new Refused('import_unreadable');
  const delimiter = delimiterOf(head);
  async function* rows(): AsyncGenerator<SheetRow> {
    // One slice ahead: whoever wants the head only must not pay for more.
    const parser = Readable.from(decoded(text), { highWaterMark: 1 }).pipe(
      parse({ delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: false, max_record_size: 1_000_000 }),
    );
    let line = 0;
    for await (const record of parser as AsyncIterable<string[]>)
      yield { line: ++line, cells: record.slice(0, MAX_COLUMNS).map(cleanText) };
  }
  return { rows, countRows: () => countRecords(text, delimiter) };
}

/** Records with any character other than delimiters and quotes, many times faster than parsing them. */
async function countRecords({ bytes, encoding }: Encoded, delimiter: string): Promise<number> {
  const counter = new RecordCounter(bytes, delimiter.charCodeAt(0), encoding === 'gb18030');
  while (!counter.count(TURN)) await setImmediate();
  return counter.total();
}

class RecordCounter {
  private records = 0;
  private at: number;
  private isQuoted = false;
  private isStart = true;
  private hasValue = false;

  constructor(
    private readonly bytes: Buffer,
    private readonly comma: number,
    private readonly isDouble: boolean,
  ) {
    this.at = bytes.subarray(0, 3).equals(MARK) ? 3 : 0;
  }

  /** Counts on for so many bytes; true at the end. */
  count(length: number): boolean {
    const { bytes, comma, isDouble } = this;
    let { records, isQuoted, isStart, hasValue } = this;
    const end = Math.min(this.at + length, bytes.length);
    let i = this.at;
    for (; i < end; i++) {
      const code = bytes[i]!;
      if (code === QUOTE && (isQuoted || isStart)) {
        // A doubled quote closes and opens again, which comes to the same.
        isQuoted = !isQuoted;
        isStart = isQuoted || bytes[i + 1] === QUOTE;
      } else if (code === LINE_FEED && !isQuoted) {
        if (hasValue) records++;
        isStart = true;
        hasValue = false;
      } else {
        isStart = code === comma && !isQuoted;
        if (!isStart && code > SPACE) hasValue = true;
        // The second half of a character may look like a bar.
        if (isDouble && code > 0x80) i++;
      }
    }
    Object.assign(this, { records, isQuoted, isStart, hasValue, at: i });
    return i >= bytes.length;
  }

  total(): number {
    if (this.isQuoted) throw new Refused('import_unreadable');
    return this.hasValue ? this.records + 1 : this.records;
  }
}

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const SPACE = 0x20;
const MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** UTF-8 or UTF-16 by their marks, UTF-8 where every byte fits, else GBK (as Chinese Excel saves csv). */
function encodingOf(file: Buffer): Encoded {
  for (const [mark, name] of UTF_16) {
    if (file.subarray(0, 2).equals(mark)) return { bytes: Buffer.from(iconv.decode(file, name)), encoding: 'utf8' };
  }
  return { bytes: file, encoding: isUtf8(file) ? 'utf8' : 'gb18030' };
}

const UTF_16 = [
  [Buffer.from([0xff, 0xfe]), 'utf16le'],
  [Buffer.from([0xfe, 0xff]), 'utf16be'],
] as const;

/** Piece by piece, without the mark at the beginning. */
function* decoded({ bytes, encoding }: Encoded): Generator<string> {
  const decoder = iconv.getDecoder(encoding);
  for (let at = 0; at < bytes.length; at += SLICE) {
    const piece = decoder.write(bytes.subarray(at, at + SLICE));
    if (piece !== '') yield piece;
  }
  const rest = decoder.end();
  if (rest) yield rest;
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
