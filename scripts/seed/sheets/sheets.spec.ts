import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { guessColumns, knownHeaders } from '@dianquan/server/members/imports/column-guess';
import { readSheet } from '@dianquan/server/platform/sheets/sheet-reader';
import { demoFolder, readContent } from '../content/content';
import { ATTACHMENTS } from './attachments';
import { customerList, gbkOf } from './customer-list';

const folder = demoFolder();
const read = (name: string): Buffer => readFileSync(join(folder, name));

async function rowsOf(name: string): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const { cells } of (await readSheet(read(name), knownHeaders())).rows()) rows.push(cells);
  return rows;
}

describe('the sample customer list', () => {
  it('is what the script makes', () => {
    expect(read('门店名单-示例.csv').equals(gbkOf(customerList()))).toBe(true);
  });

  it.each(['门店名单-示例.xlsx', '门店名单-示例.csv'])('%s is understood below its title, column by column', async (name) => {
    const sheet = await readSheet(read(name), knownHeaders());
    const fields = readContent().fields.map(({ label }, index) => ({ id: index + 1, label }));
    expect(sheet.headerLine).toBe(3);
    expect(Object.keys(guessColumns(sheet.headers, fields))).toHaveLength(sheet.headers.length);
    expect(await rowsOf(name)).toHaveLength(320);
    expect(statSync(join(folder, name)).size).toBeLessThan(60_000);
  });

  it('says the same as xlsx and as csv, but for the way dates are written', async () => {
    const [xlsx, csv] = await Promise.all([rowsOf('门店名单-示例.xlsx'), rowsOf('门店名单-示例.csv')]);
    const withoutDay = (rows: string[][]) => rows.map((cells) => cells.filter((_, column) => column !== 12).map((cell) => cell.trim()));
    expect(withoutDay(xlsx)).toEqual(withoutDay(csv));
  });
});

it('keeps a sheet for every attachment that a notice names', () => {
  const kept = readdirSync(join(folder, 'attachments')).map((file) => file.split('.')[0]);
  expect(kept.sort()).toEqual(ATTACHMENTS.map(({ key }) => key).sort());
  const named = new Set(readContent().announcements.flatMap((one) => one.attachments));
  expect([...named].filter((key) => !kept.includes(key))).toEqual([]);
});
