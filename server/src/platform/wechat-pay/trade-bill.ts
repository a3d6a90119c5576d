import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';

/** One line of a day's bill: a payment, or a refund (then with a refund number). */
export type BillRow = {
  at: number;
  number: string;
  transactionId: string;
  state: string;
  totalFen: number;
  refundNumber: string | null;
  refundId: string | null;
  refundFen: number;
  refundStatus: string | null;
};

export class BillFault extends Error {
  constructor(what: string) {
    super(`the bill cannot be relied on: ${what}`);
    this.name = 'BillFault';
  }
}

const LARGEST = 256 * 1024 * 1024;
const GZIP = 0x1f8b;

/** The file that the hash was given for; which of the two forms that is, packed or not, no source says for sure. */
export function openBill(file: Buffer, sha1: string): string {
  const isPacked = file.length > 2 && file.readUInt16BE(0) === GZIP;
  const open = isPacked ? gunzipSync(file, { maxOutputLength: LARGEST }) : file;
  if (![open, file].some((bytes) => createHash('sha1').update(bytes).digest('hex') === sha1.toLowerCase())) throw new BillFault('hash');
  return open.toString();
}

/** Lines of values, each behind a backtick, below their names; at the end a summary, which must agree. */
export function readBill(text: string): BillRow[] {
  const [head = '', ...lines] = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line !== '');
  const names = head.split(',');
  const end = lines.findIndex((line) => !line.startsWith('`'));
  const summary = lines[end + 1];
  if (end < 0 || summary === undefined) throw new BillFault('no summary');
  const rows = lines.slice(0, end).map((line) => rowOf(record(names, line)));
  const sums = record((lines[end] as string).split(','), summary);
  const agrees =
    Number(sums.总交易单数) === rows.length &&
    fen(sums.订单总金额) === sum(rows, 'totalFen') &&
    fen(sums.退款总金额) === sum(rows, 'refundFen');
  if (!agrees) throw new BillFault('its summary says something else');
  return rows;
}

function rowOf(cells: Record<string, string>): BillRow {
  const at = Date.parse(`${cells.交易时间?.replace(' ', 'T')}+08:00`);
  if (Number.isNaN(at) || !cells.商户订单号 || !cells.微信订单号) throw new BillFault('a line cannot be read');
  return {
    at,
    number: cells.商户订单号,
    transactionId: cells.微信订单号,
    state: cells.交易状态 ?? '',
    totalFen: fen(cells.订单金额),
    refundNumber: given(cells.商户退款单号),
    refundId: given(cells.微信退款单号),
    refundFen: fen(cells.退款金额),
    refundStatus: given(cells.退款状态),
  };
}

function record(names: string[], line: string): Record<string, string> {
  const values = line.slice(1).split(',`');
  if (values.length !== names.length) throw new BillFault('a line has other columns than the first');
  return Object.fromEntries(names.map((name, at) => [name, values[at] ?? '']));
}

/** 12.30 yuan is 1230 fen: by its digits, as 12.30 × 100 need not be. */
export function fen(yuan: string | undefined): number {
  const [, sign, whole, part = ''] = /^(-?)(\d{1,12})(?:\.(\d{1,2})0*)?$/.exec(yuan ?? '') ?? [];
  if (whole === undefined) throw new BillFault(`“${yuan}” is no amount`);
  const amount = Number(whole) * 100 + Number(part.padEnd(2, '0'));
  return sign === '-' ? -amount : amount;
}

function given(text: string | undefined): string | null {
  return text === undefined || text === '' || text === '0' ? null : text;
}

function sum(rows: BillRow[], name: 'totalFen' | 'refundFen'): number {
  return rows.reduce((total, row) => total + row[name], 0);
}
