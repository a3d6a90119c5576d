import { deflateRawSync } from 'node:zlib';
import { Workbook } from 'exceljs';
import iconv from 'iconv-lite';
import { AppError } from '../../platform/errors';
import type { SheetRow } from '../../platform/sheets/raw-sheet';
import { readSheet } from '../../platform/sheets/sheet-reader';
import { type ZipEntry, zipEntries } from '../../platform/sheets/zip';
import { knownHeaders } from './column-guess';

/** Puts parts into an archive of their own, in the order given. */
function pack(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const sizes = Buffer.alloc(26);
    sizes.writeUInt16LE(20, 0);
    sizes.writeUInt16LE(entry.method, 4);
    sizes.writeUInt32LE(entry.packed.length, 14);
    sizes.writeUInt32LE(entry.size, 18);
    sizes.writeUInt16LE(name.length, 22);
    const head = Buffer.concat([Buffer.from('504b0304', 'hex'), sizes, name]);
    const central = Buffer.alloc(46);
    central.write('504b0102', 'hex');
    central.writeUInt16LE(20, 4);
    sizes.copy(central, 6);
    central.writeUInt32LE(offset, 42);
    directory.push(central, name);
    parts.push(head, entry.packed);
    offset += head.length + entry.packed.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('504b0506', 'hex');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}

async function xlsx(fill: (sheet: import('exceljs').Worksheet, book: Workbook) => void): Promise<Buffer> {
  const book = new Workbook();
  fill(book.addWorksheet('客户'), book);
  return Buffer.from(await book.xlsx.writeBuffer());
}

async function read(file: Buffer): Promise<{ headers: string[]; headerLine: number; rows: SheetRow[]; count: number }> {
  const sheet = await readSheet(file, knownHeaders());
  const rows: SheetRow[] = [];
  for await (const row of sheet.rows()) rows.push(row);
  return { headers: sheet.headers, headerLine: sheet.headerLine, rows, count: await sheet.countRows() };
}

const refusal = async (file: Buffer): Promise<string> =>
  read(file).then(
    () => 'read',
    (error: unknown) => (error instanceof AppError ? error.code : `threw ${String(error)}`),
  );

describe('reading a workbook', () => {
  it('finds the header below titles and reads every kind of cell', async () => {
    const file = await xlsx((sheet) => {
      sheet.addRow(['成都鑫达五金机电 客户资料表']);
      sheet.mergeCells('A1:F1');
      sheet.addRow(['制表日期：2026-09-01']);
      sheet.addRow(['客户 编号*', '客户名称', '手机', '建档日期', '欠款', '备注']);
      sheet.addRow([
        'Ｃ００１',
        '  老王五金　',
        13800138000,
        new Date('2026-03-05'),
        { formula: 'A1', result: 12.5 },
        { richText: [{ text: '老' }, { text: '客户' }] },
      ]);
      sheet.addRow([null, null, null]);
      sheet.addRow(['C002', '小李\n机电', '139 0013 9000', '2026/3/6', 0.1 + 0.2, { text: '看 店', hyperlink: 'http://a' }]);
      sheet.addRow(['合计：', null, null, null, 12.8]);
    });
    expect(await read(file)).toEqual({
      headers: ['客户编号', '客户名称', '手机', '建档日期', '欠款', '备注'],
      headerLine: 3,
      rows: [
        { line: 4, cells: ['C001', '老王五金', '13800138000', '2026-03-05', '12.5', '老客户'] },
        { line: 6, cells: ['C002', '小李 机电', '139 0013 9000', '2026/3/6', '0.3', '看 店'] },
      ],
      count: 2,
    });
  });

  it('carries a value that is merged downwards into every row', async () => {
    const file = await xlsx((sheet) => {
      sheet.addRow(['店名', '区域', '电话']);
      sheet.addRow(['甲', '武侯区', '1']);
      sheet.addRow(['乙', null, '2']);
      sheet.addRow(['丙', null, '3']);
      sheet.addRow(['丁', null, '4']);
      sheet.mergeCells('B2:B4');
    });
    expect((await read(file)).rows.map((row) => row.cells[1])).toEqual(['武侯区', '武侯区', '武侯区', '']);
  });

  it('takes the lower of two header rows, with the merged names of the upper', async () => {
    const file = await xlsx((sheet) => {
      sheet.addRow(['客户编号', '店名', '联系方式', null]);
      sheet.addRow([null, null, '联系人', '电话']);
      sheet.addRow(['1', '甲', '王', '13800138000']);
      for (const range of ['A1:A2', 'B1:B2', 'C1:D1']) sheet.mergeCells(range);
    });
    const { headers, rows } = await read(file);
    expect(headers).toEqual(['客户编号', '店名', '联系人', '电话']);
    expect(rows).toEqual([{ line: 3, cells: ['1', '甲', '王', '13800138000'] }]);
  });

  it('passes over hidden and empty sheets', async () => {
    const file = await xlsx((_, book) => {
      book.addWorksheet('旧', { state: 'hidden' }).addRow(['店名', '电话']);
      const sheet = book.addWorksheet('真');
      sheet.addRow(['店名', '电话']);
      sheet.addRow(['甲', '1']);
    });
    expect((await read(file)).rows).toEqual([{ line: 2, cells: ['甲', '1'] }]);
  });

  it('names columns without a header, and those of one name apart; repeated headers are no data', async () => {
    const file = await xlsx((sheet) => {
      sheet.addRow(['店名', '电话', '电话', null, '地址']);
      sheet.addRow(['甲', '1', '2', '3', '4']);
      sheet.addRow(['店名', '电话', '电话', null, '地址']);
      sheet.addRow(['乙', '1', '2', '3', '4']);
    });
    const { headers, rows } = await read(file);
    expect(headers).toEqual(['店名', '电话', '电话(2)', 'D列', '地址']);
    expect(rows.map((row) => row.line)).toEqual([2, 4]);
  });

  it.each([3, 6_000])('counts what it reads of %i rows below a title, with blank rows and cells of nothing but spaces', async (length) => {
    const file = await xlsx((sheet) => {
      sheet.addRow(['客户资料表']);
      sheet.addRow(['制表日期：2026-09-01']);
      sheet.addRow(['店名', '电话', '地址']);
      for (let i = 0; i < length; i++) sheet.addRow([`店${i}`, '1', '2']);
      if (length > 3) return;
      sheet.addRow([' ', '　', null]);
      sheet.addRow(['店名', '电话', '地址']);
      sheet.addRow(['合计', 3, null]);
    });
    const { rows, count } = await read(file);
    expect([rows.length, count]).toEqual([length, length]);
  });

  it('reads twenty thousand rows quickly and knows their number beforehand', async () => {
    const file = await xlsx((sheet) => {
      sheet.addRow(['编号', '店名', '手机', '地址']);
      for (let i = 0; i < 20_000; i++) sheet.addRow([`C${i}`, `店${i}`, 13_800_000_000 + i, `成都市武侯区${i}号`]);
    });
    const start = performance.now();
    const { rows, count } = await read(file);
    expect([rows.length, count]).toEqual([20_000, 20_000]);
    expect(performance.now() - start).toBeLessThan(15_000);
  });
});

describe('reading csv', () => {
  const text = '编号,店名,电话\r\nC1,"老王, 五金",13800138000\r\n\r\nC2,"多行\n店名",028-85551234\r\n';
  const rows = [
    { line: 2, cells: ['C1', '老王, 五金', '13800138000'] },
    { line: 4, cells: ['C2', '多行 店名', '028-85551234'] },
  ];
  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${text}`)],
    ['GBK', iconv.encode(text, 'gbk')],
    ['UTF-16 as Excel saves it', iconv.encode(text.replaceAll(',', '\t').replace('老王\t', '老王,'), 'utf16le', { addBOM: true })],
    ['semicolons', Buffer.from('编号;店名;电话\nC1;"老王, 五金";13800138000\n\nC2;"多行\n店名";028-85551234')],
  ])('in %s', async (_, file) => {
    expect(await read(file)).toMatchObject({ headers: ['编号', '店名', '电话'], headerLine: 1, rows, count: 2 });
  });

  it('takes no second half of a GBK character for a bar or a quote, and counts what it reads', async () => {
    // 瓅 ends with 0x7C, the bar.
    const lines = Array.from({ length: 3_000 }, (_, i) => `C${i}|"瓅${i}|号"|${i % 7 === 0 ? '' : '瓅'}`);
    const { rows, count } = await read(iconv.encode(`编号|店名|备注\n${lines.join('\n')}\n|瓅\n||\n`, 'gbk'));
    expect([rows.length, count, rows[2_999]?.cells[1]]).toEqual([3_001, 3_001, '瓅2999|号']);
  });

  it('of a hundred thousand rows leaves others their turns', async () => {
    const file = Buffer.from(`编号,店名\n${Array.from({ length: 100_000 }, (_, i) => `C${i},武侯区簇桥街道门店${i}`).join('\n')}`);
    const sheet = await readSheet(file, knownHeaders());
    let turns = 0;
    const counting = setInterval(() => turns++, 0);
    expect(await sheet.countRows()).toBe(100_000);
    clearInterval(counting);
    expect(turns).toBeGreaterThan(0);
  });

  it('keeps rare characters and emoji as they are', async () => {
    const { rows } = await read(Buffer.from('店名,备注\n𠮷野家👨‍👩‍👧店,ok'));
    expect(rows[0]?.cells).toEqual(['𠮷野家👨‍👩‍👧店', 'ok']);
  });
});

describe('what cannot be read is refused', () => {
  const zeros = Buffer.alloc(400 * 1024 * 1024);
  const part = (name: string, content: Buffer, size = content.length) => ({
    name,
    method: 8 as const,
    packed: deflateRawSync(content, { level: 1 }),
    size,
    crc: 0,
  });
  const book = part('xl/workbook.xml', Buffer.from('<workbook><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'));
  const relations = part(
    'xl/_rels/workbook.xml.rels',
    Buffer.from('<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>'),
  );

  it('a bomb that says how big it is, and one that lies', async () => {
    const honest = pack([book, relations, part('xl/worksheets/sheet1.xml', zeros)]);
    const lying = pack([book, relations, part('xl/worksheets/sheet1.xml', zeros, 1000)]);
    expect(honest.length).toBeLessThan(4_000_000);
    expect(await refusal(honest)).toBe('too_large');
    expect(['too_large', 'import_unreadable', 'import_no_rows']).toContain(await refusal(lying));
  });

  it('strings that unpack without end', async () => {
    expect(await refusal(pack([book, relations, part('xl/sharedStrings.xml', zeros)]))).toBe('too_large');
  });

  it.each<[string, () => Promise<Buffer> | Buffer, string]>([
    ['an old xls', () => Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'import_unreadable'],
    ['a picture', () => Buffer.from('89504e470d0a1a0a0000000d49484452000001', 'hex'), 'import_unreadable'],
    ['a zip that is no workbook', () => pack([part('a.txt', Buffer.from('a'))]), 'import_unreadable'],
    ['a workbook cut off', async () => (await xlsx((sheet) => sheet.addRow(['店名', '电话']))).subarray(0, 3000), 'import_unreadable'],
    ['a workbook without rows', () => xlsx(() => undefined), 'import_no_rows'],
    [
      'a sheet that is not XML',
      () => pack([book, relations, part('xl/worksheets/sheet1.xml', Buffer.from('<row><v><<<'))]),
      'import_no_rows',
    ],
    ['an empty file', () => Buffer.alloc(0), 'import_no_rows'],
    ['a quote that never ends', () => Buffer.from(`店名,电话\n"甲,1\n`), 'import_unreadable'],
  ])('%s', async (_, file, code) => {
    expect(await refusal(await file())).toBe(code);
  });

  it('a workbook damaged anywhere is read or refused, never more', async () => {
    const good = await xlsx((sheet) => {
      sheet.addRow(['店名', '电话']);
      for (let i = 0; i < 50; i++) sheet.addRow([`店${i}`, i]);
    });
    const answers = new Set<string>();
    for (let at = 0; at < good.length; at += 37) {
      const damaged = Buffer.from(good);
      damaged[at]! ^= 0xff;
      answers.add(await refusal(damaged));
    }
    expect([...answers].filter((answer) => !['read', 'import_unreadable', 'import_no_rows', 'too_large'].includes(answer))).toEqual([]);
  });

  it('entries of an archive come back as they went in', () => {
    expect(zipEntries(pack([book, relations])).map(({ name, size }) => [name, size])).toEqual([
      [book.name, book.size],
      [relations.name, relations.size],
    ]);
  });
});
