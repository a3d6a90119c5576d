import { PassThrough } from 'node:stream';
import { StreamableFile } from '@nestjs/common';

export type SheetColumn<Row> = { header: string; width?: number; value: (row: Row) => string | number | null };
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/**
 * Streams rows into an xlsx answer, so that a large export never stands in memory whole. Text that a spreadsheet would run as a formula
 * is neutralised with a leading apostrophe.
 */
export function sheetFile<Row>(name: string, columns: SheetColumn<Row>[], rows: AsyncIterable<Row> | Iterable<Row>): StreamableFile {
  const out = new PassThrough();
  void fill(out, columns, rows).catch((error: Error) => out.destroy(error));
  return new StreamableFile(out, { type: XLSX, disposition: `attachment; filename*=UTF-8''${encodeURIComponent(name)}` });
}

async function fill<Row>(out: PassThrough, columns: SheetColumn<Row>[], rows: AsyncIterable<Row> | Iterable<Row>): Promise<void> {
  // Large, and seldom asked for: the server is up sooner without it.
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: out });
  const sheet = book.addWorksheet('Sheet1', { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map((column) => ({ header: column.header, width: column.width ?? 16 }));
  for await (const row of rows) sheet.addRow(columns.map((column) => inert(column.value(row)))).commit();
  await book.commit();
}

export function inert(value: string | number | null): string | number | null {
  return typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}
