import { StringDecoder } from 'node:string_decoder';
import { Refused } from '../errors';
import { attribute, unescapeXml, type XmlListener, XmlReader } from './xml-reader';
import { unpack, type ZipEntry, zipEntries } from './zip';

/** What 200,000 rows unpack to, with room to spare; a bomb of a few kilobytes unpacks to gigabytes. */
export const MAX_SHEET = 256 * 1024 * 1024;
const MAX_STRINGS = 96 * 1024 * 1024;
const MAX_SMALL_PART = 8 * 1024 * 1024;

export type Workbook = {
  /** The visible sheets in the order of their tabs. */
  sheets: ZipEntry[];
  strings: string[];
  /** By a cell's style: whether its number is a date. */
  dateStyles: boolean[];
  /** Days are counted from 1904 instead of 1900. */
  from1904: boolean;
};

export async function openWorkbook(file: Buffer): Promise<Workbook> {
  const entries = new Map(zipEntries(file).map((entry) => [entry.name.toLowerCase(), entry]));
  const workbook = entries.get('xl/workbook.xml');
  const relations = entries.get('xl/_rels/workbook.xml.rels');
  if (!workbook || !relations) throw new Refused('import_unreadable');
  const targets = await readRelations(relations);
  const sheets: ZipEntry[] = [];
  let from1904 = false;
  await feed(workbook, MAX_SMALL_PART, {
    ...DEAF,
    open: (name, attributes) => {
      if (name === 'workbookPr') from1904 = /^(1|true)$/.test(attribute(attributes, 'date1904') ?? '');
      if (name !== 'sheet' || /hidden/i.test(attribute(attributes, 'state') ?? '')) return;
      const sheet = entries.get(targets.get(attribute(attributes, 'id') ?? '') ?? '');
      if (sheet) sheets.push(sheet);
    },
  });
  const styles = entries.get('xl/styles.xml');
  const strings = entries.get('xl/sharedstrings.xml');
  return {
    sheets,
    strings: strings ? await readStrings(strings) : [],
    dateStyles: styles ? await readStyles(styles) : [],
    from1904,
  };
}

export const DEAF: XmlListener = { open: () => undefined, close: () => undefined, text: () => undefined };

/** Gives a part to a listener, piece by piece. */
export async function feed(entry: ZipEntry, limit: number, listener: XmlListener): Promise<void> {
  for await (const reader of feeding(entry, limit, listener)) void reader;
}

/** The same for who wants to look up between the pieces. */
export async function* feeding(entry: ZipEntry, limit: number, listener: XmlListener): AsyncGenerator<void> {
  const decoder = new StringDecoder('utf8');
  const reader = new XmlReader(listener);
  for await (const piece of unpack(entry, limit)) {
    reader.take(decoder.write(piece));
    yield;
  }
}

async function readRelations(entry: ZipEntry): Promise<Map<string, string>> {
  const targets = new Map<string, string>();
  await feed(entry, MAX_SMALL_PART, {
    ...DEAF,
    open: (name, attributes) => {
      const target = name === 'Relationship' ? attribute(attributes, 'Target')?.toLowerCase() : undefined;
      if (target) targets.set(attribute(attributes, 'Id') ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target}`);
    },
  });
  return targets;
}

/** Runs of different fonts are one text; the pronunciation beside it is not part of it. */
async function readStrings(entry: ZipEntry): Promise<string[]> {
  const strings: string[] = [];
  let current = '';
  let isText = false;
  let isAside = false;
  await feed(entry, MAX_STRINGS, {
    open: (name) => {
      if (name === 't') isText = !isAside;
      else if (name === 'si') current = '';
      else if (name === 'rPh') isAside = true;
    },
    close: (name) => {
      if (name === 't') isText = false;
      else if (name === 'si') strings.push(current);
      else if (name === 'rPh') isAside = false;
    },
    text: (raw) => {
      if (isText) current += unescapeXml(raw);
    },
  });
  return strings;
}

async function readStyles(entry: ZipEntry): Promise<boolean[]> {
  const dateFormats = new Set<number>(BUILT_IN_DATES);
  const dateStyles: boolean[] = [];
  let isCellFormats = false;
  await feed(entry, MAX_SMALL_PART, {
    ...DEAF,
    open: (name, attributes) => {
      if (name === 'cellXfs') isCellFormats = true;
      const format = Number(attribute(attributes, 'numFmtId'));
      if (name === 'numFmt' && isDateFormat(attribute(attributes, 'formatCode') ?? '')) dateFormats.add(format);
      if (name === 'xf' && isCellFormats) dateStyles.push(dateFormats.has(format));
    },
    close: (name) => {
      if (name === 'cellXfs') isCellFormats = false;
    },
  });
  return dateStyles;
}

/** Formats without a code of their own; 27 to 36 and 50 to 58 are those of Chinese Excel. */
const BUILT_IN_DATES = [14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 57, 58];

function isDateFormat(code: string): boolean {
  return /[yd年月日]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, ''));
}
