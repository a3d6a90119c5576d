import { MAX_SHEET } from './xlsx-workbook';
import { columnOf } from './xml-reader';
import { unpack, type ZipEntry } from './zip';

/** Cells merged downwards: by first row, the columns (from 0) and the last row. */
export type Merges = Map<number, { column: number; toRow: number }[]>;
export type Survey = { rows: number; merges: Merges };

const MAX_MERGES = 20_000;

/**
 * What has to be known of a sheet before its rows are read: how many hold anything, and which cells are merged, which stands behind the
 * rows in the file. It leaps from row to row, several times faster than reading.
 */
export async function survey(sheet: ZipEntry): Promise<Survey> {
  const scan = new Scan();
  for await (const piece of unpack(sheet, MAX_SHEET)) scan.take(piece.toString('latin1'));
  return { rows: scan.rows, merges: scan.merges };
}

const TAG = /<(?:\w+:)?(row|v|is|mergeCell)[\s/>]/g;
const ROW = /<(?:\w+:)?row[\s/>]/g;
const MERGE = /<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"/g;

class Scan {
  rows = 0;
  readonly merges: Merges = new Map();
  private rest = '';
  private inRow = false;
  private merged = 0;

  take(piece: string): void {
    const text = this.rest + piece;
    const end = wholeTags(text);
    this.rest = text.slice(end);
    this.countRows(text.slice(0, end));
  }

  private countRows(text: string): void {
    let at = 0;
    for (;;) {
      const pattern = this.inRow ? TAG : ROW;
      pattern.lastIndex = at;
      const match = pattern.exec(text);
      if (!match) break;
      at = pattern.lastIndex;
      if (this.inRow && match[1] === 'mergeCell') break;
      if (this.inRow && match[1] !== 'row') this.rows++;
      this.inRow = !this.inRow || match[1] === 'row';
    }
    if (text.includes('mergeCell')) for (const [, column, from, to] of text.matchAll(MERGE)) this.merge(column!, Number(from), Number(to));
  }

  private merge(column: string, from: number, to: number): void {
    if (from === to || ++this.merged > MAX_MERGES) return;
    this.merges.set(from, [...(this.merges.get(from) ?? []), { column: columnOf(column), toRow: to }]);
  }
}

/** Where a piece may be cut so that no tag falls apart. */
function wholeTags(text: string): number {
  const start = text.lastIndexOf('<');
  return start >= 0 && text.length - start < 4096 && text.indexOf('>', start) < 0 ? start : text.length;
}
