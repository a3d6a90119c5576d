import { Refused } from '../errors';
import { openCsv } from './csv-rows';
import { type RawSheet, type SheetRow, unreadable } from './raw-sheet';
import { openXlsx } from './xlsx-rows';

export type Sheet = {
  /** Distinct names of the columns, in order; a column without a name is called after its letter. */
  headers: string[];
  headerLine: number;
  /** The rows below the header that hold anything; titles, repeated headers and totals are left out. */
  rows(): AsyncGenerator<SheetRow>;
  /** How many rows that is. Of a long sheet they are not all read for it: a total at its end, say, is counted in. */
  countRows(): Promise<number>;
};

const MAX_ROWS = 200_000;
/** Up to so many rows are read to be counted: what is left out of the import is then left out of the count as well. */
const READ_TO_COUNT = 5_000;
/** Wholesalers put a title, a date and a remark or two above their tables. */
const HEADER_WITHIN = 30;
const TOTALS = /^(合计|总计|小计|共计|总共|制表|制表人|审核|打印日期)[:：]?/;

/** How many of these headers mean something to whoever reads the sheet: what a row of headers is told by. */
export type KnownHeaders = (headers: readonly string[]) => number;

/** Reads the head of a sheet (xlsx, or csv in UTF-8 or GBK); the rows are read from the beginning each time they are asked for. */
export async function readSheet(file: Buffer, countKnown: KnownHeaders): Promise<Sheet> {
  const raw = await openSheet(file);
  const { line, cells: headerCells, above } = await findHeader(raw.rows(), countKnown);
  const headers = namesOf(headerCells);
  async function* rows(): AsyncGenerator<SheetRow> {
    let count = 0;
    for await (const row of raw.rows()) {
      if (row.line <= line || isNoData(row.cells, headerCells)) continue;
      if (++count > MAX_ROWS) throw new Refused('too_large', { maxRows: MAX_ROWS });
      yield { line: row.line, cells: headers.map((_, i) => row.cells[i] ?? '') };
    }
  }
  return {
    headers,
    headerLine: line,
    rows,
    countRows: async () => {
      const count = (await raw.countRows()) - above - 1;
      if (count <= READ_TO_COUNT) return lengthOf(rows());
      if (count > MAX_ROWS) throw new Refused('too_large', { maxRows: MAX_ROWS });
      return count;
    },
  };
}

const ZIP = Buffer.from([0x50, 0x4b, 3, 4]);
const OLD_OFFICE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

async function openSheet(file: Buffer): Promise<RawSheet> {
  const start = file.subarray(0, 4);
  if (start.equals(OLD_OFFICE)) throw new Refused('import_unreadable', { hint: '这是旧版 xls 文件，请另存为 xlsx 再上传' });
  const sheet = start.equals(ZIP) ? await openXlsx(file).catch(unreadable) : openCsv(file);
  return { rows: () => guarded(sheet.rows()), countRows: () => sheet.countRows().catch(unreadable) };
}

async function* guarded(rows: AsyncGenerator<SheetRow>): AsyncGenerator<SheetRow> {
  try {
    for (;;) {
      const next = await rows.next().catch(unreadable);
      if (next.done) return;
      yield next.value;
    }
  } finally {
    await rows.return(undefined);
  }
}

async function lengthOf(rows: AsyncGenerator<SheetRow>): Promise<number> {
  let length = 0;
  for await (const _ of rows) length++;
  return length;
}

/** The header is the row that names the most columns we know; failing that, the first with several different texts. `above` it stand so many rows. */
async function findHeader(rows: AsyncGenerator<SheetRow>, countKnown: KnownHeaders): Promise<SheetRow & { above: number }> {
  let best: { row: SheetRow & { above: number }; score: number } | null = null;
  let seen = 0;
  let filled = 0;
  for await (const row of rows) {
    if (++seen > HEADER_WITHIN) break;
    const texts = new Set(row.cells.filter(Boolean));
    if (texts.size === 0) continue;
    const known = countKnown(namesOf(row.cells));
    const score = known >= 2 || known === texts.size ? 1 + known : texts.size >= 2 ? 0.5 : 0.1;
    if (best === null || score > best.score) best = { row: { ...row, above: filled }, score };
    filled++;
  }
  if (best === null) throw new Refused('import_no_rows');
  return best.row;
}

function namesOf(cells: readonly string[]): string[] {
  const names: string[] = [];
  for (const [i, cell] of cells.entries()) {
    const name = headerName(cell) || `${columnLetters(i)}列`;
    let unique = name;
    for (let copy = 2; names.includes(unique); copy++) unique = `${name}(${copy})`;
    names.push(unique);
  }
  return names;
}

/** 联 系 人 * → 联系人: people space out and mark headers for looks. */
function headerName(cell: string): string {
  const plain = cell.replace(/[*＊：:]+/g, '');
  return (/[a-z]/i.test(plain) ? plain.trim() : plain.replace(/\s+/g, '')).slice(0, 60);
}

function isNoData(cells: readonly string[], header: readonly string[]): boolean {
  const filled = cells.filter(Boolean);
  if (filled.length === 0) return true;
  if (TOTALS.test(filled[0]!) && filled.length < Math.max(3, header.length / 2)) return true;
  return filled.length > 1 && cells.every((cell, i) => cell === '' || cell === header[i]);
}

function columnLetters(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest > 0 ? columnLetters(rest - 1) : '') + String.fromCharCode(65 + (index % 26));
}
