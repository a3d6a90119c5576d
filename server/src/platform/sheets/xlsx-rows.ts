import { Refused } from '../errors';
import { cleanText, plainNumber } from './cell-text';
import { MAX_COLUMNS, type RawSheet, type SheetRow } from './raw-sheet';
import { type Merges, survey } from './xlsx-survey';
import { feeding, MAX_SHEET, openWorkbook, type Workbook } from './xlsx-workbook';
import { attribute, columnOf, unescapeXml, type XmlListener } from './xml-reader';
import type { ZipEntry } from './zip';

/** The first visible sheet that has a value. Every part is unpacked against a limit, whatever it says of its size. */
export async function openXlsx(file: Buffer): Promise<RawSheet> {
  const workbook = await openWorkbook(file);
  for (const sheet of workbook.sheets) {
    const { rows: count, merges } = await survey(sheet);
    if (count > 0) return { rows: () => readRows(workbook, sheet, merges), countRows: async () => count };
  }
  throw new Refused('import_no_rows');
}

async function* readRows(workbook: Workbook, sheet: ZipEntry, merges: Merges): AsyncGenerator<SheetRow> {
  const builder = new RowBuilder(workbook);
  const filled = new Map<number, { toRow: number; value: string }>();
  for await (const _ of feeding(sheet, MAX_SHEET, builder)) {
    for (const row of builder.finished.splice(0)) {
      fillDown(row, filled, merges);
      yield row;
    }
  }
}

/** A cell merged over several rows stands in the first of them only, and is meant in all. */
function fillDown({ line, cells }: SheetRow, filled: Map<number, { toRow: number; value: string }>, merges: Merges): void {
  for (const [column, { toRow, value }] of filled) {
    if (line > toRow) filled.delete(column);
    else if (column < MAX_COLUMNS) {
      while (cells.length <= column) cells.push('');
      cells[column] ||= value;
    }
  }
  for (const { column, toRow } of merges.get(line) ?? []) filled.set(column, { toRow, value: cells[column] ?? '' });
}

class RowBuilder implements XmlListener {
  readonly finished: SheetRow[] = [];
  private line = 0;
  private cells: string[] = [];
  private column = -1;
  private type = '';
  private style = '';
  private value = '';
  private isValue = false;
  private isAside = false;

  constructor(private readonly workbook: Workbook) {}

  open(name: string, attributes: string): void {
    if (name === 'v' || name === 't') this.isValue = !this.isAside;
    else if (name === 'c') {
      const reference = attribute(attributes, 'r');
      this.column = reference === undefined ? this.column + 1 : columnOf(/^[A-Z]*/.exec(reference)![0]);
      this.type = attribute(attributes, 't') ?? 'n';
      this.style = attribute(attributes, 's') ?? '';
      this.value = '';
    } else if (name === 'row') {
      this.line = Number(attribute(attributes, 'r') ?? this.line + 1);
      this.cells = [];
      this.column = -1;
    } else if (name === 'rPh') this.isAside = true;
  }

  text(raw: string): void {
    if (this.isValue) this.value += raw;
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.isValue = false;
    else if (name === 'c') this.endCell();
    else if (name === 'row') this.finished.push({ line: this.line, cells: this.cells });
    else if (name === 'rPh') this.isAside = false;
  }

  private endCell(): void {
    if (this.value === '' || this.column < 0 || this.column >= MAX_COLUMNS) return;
    while (this.cells.length < this.column) this.cells.push('');
    this.cells[this.column] = this.cellText();
  }

  private cellText(): string {
    switch (this.type) {
      case 's':
        return cleanText(this.workbook.strings[Number(this.value)] ?? '');
      case 'str':
      case 'inlineStr':
        return cleanText(unescapeXml(this.value));
      case 'b':
        return this.value.trim() === '0' ? '否' : '是';
      case 'd':
        return this.value.slice(0, 10);
      case 'e':
        return '';
      default:
        return this.numberText(Number(this.value));
    }
  }

  private numberText(value: number): string {
    if (!Number.isFinite(value)) return '';
    if (!this.workbook.dateStyles[Number(this.style)]) return plainNumber(value);
    const days = Math.floor(value) + (this.workbook.from1904 ? 1462 : 0);
    return days > 0 && days < 2_958_466 ? new Date((days - DAYS_TO_1970) * 86_400_000).toISOString().slice(0, 10) : '';
  }
}

const DAYS_TO_1970 = 25_569;
