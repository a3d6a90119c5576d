import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { demoFolder } from '../content/content';
import { ATTACHMENTS, type Table } from './attachments';
import { type CustomerList, customerList, gbkOf } from './customer-list';

/** Makes the sheets that are kept in config/demo. Run it again only to change them: `node scripts/dist/seed/sheets/make-sheets.js`. */
async function main(): Promise<void> {
  const folder = demoFolder();
  const list = customerList();
  await writeList(list, join(folder, '门店名单-示例.xlsx'));
  writeFileSync(join(folder, '门店名单-示例.csv'), gbkOf(list));
  mkdirSync(join(folder, 'attachments'), { recursive: true });
  for (const table of ATTACHMENTS) await writeTable(table, join(folder, 'attachments', `${table.key}.${table.name}`));
}

function newBook(): ExcelJS.Workbook {
  const book = new ExcelJS.Workbook();
  book.creator = '谢春梅';
  book.created = book.modified = new Date('2026-09-30T08:00:00Z');
  return book;
}

async function writeList(list: CustomerList, path: string): Promise<void> {
  const book = newBook();
  const sheet = book.addWorksheet('客户资料', { views: [{ state: 'frozen', ySplit: 3 }] });
  sheet.columns = [10, 30, 10, 16, 12, 30, 10, 7, 10, 10, 10, 18, 13, 24].map((width) => ({ width }));
  sheet.addRow([list.title]).font = { bold: true, size: 16 };
  sheet.mergeCells(1, 1, 1, list.headers.length);
  sheet.getCell('A1').alignment = { horizontal: 'center' };
  sheet.addRow([list.remark]);
  sheet.mergeCells(2, 1, 2, list.headers.length);
  sheet.addRow(list.headers).font = { bold: true };
  for (const row of list.rows) sheet.addRow(row);
  for (const column of [13]) sheet.getColumn(column).numFmt = 'yyyy/m/d';
  sheet.addRow([list.total]);
  await book.xlsx.writeFile(path);
}

async function writeTable(table: Table, path: string): Promise<void> {
  const book = newBook();
  const sheet = book.addWorksheet(table.title.slice(0, 20));
  sheet.columns = table.widths.map((width) => ({ width }));
  sheet.addRow([table.title]).font = { bold: true, size: 14 };
  sheet.mergeCells(1, 1, 1, table.headers.length);
  sheet.addRow(table.headers).font = { bold: true };
  for (const row of table.rows) sheet.addRow(row);
  await book.xlsx.writeFile(path);
}

void main();
