import type { CustomField, SHEET_COLUMNS } from '@dianquan/shared/contract/shops';

export type SheetColumn = (typeof SHEET_COLUMNS)[number];
export type Mapping = Record<string, string>;

/** The columns of a sheet, as people call them; the order is that of the wheel. */
export const COLUMN_ZH: Record<SheetColumn, string> = {
  name: '店名',
  code: '客户编号',
  phone: '电话',
  contactName: '联系人',
  region: '区域',
  address: '地址',
  level: '等级',
  status: '合作状态',
  trade: '行业',
  ownerStaff: '业务员',
  tags: '标签',
  joinedOn: '建档日期',
  note: '备注',
  latitude: '纬度',
  longitude: '经度',
};
/** Several columns of a sheet may be one of these: two phones, 省 / 市 / 区. */
const REPEATABLE: readonly string[] = ['phone', 'region', 'tags', 'note'] satisfies SheetColumn[];
export const SKIP = '';

export function columnOptions(fields: readonly CustomField[]): { key: string; label: string }[] {
  return [
    { key: SKIP, label: '不导入' },
    ...Object.entries(COLUMN_ZH).map(([key, label]) => ({ key, label })),
    ...fields.map(({ id, label }) => ({ key: `custom:${id}`, label })),
  ];
}

/** Says what a header is; what only one header may be is taken from the other. */
export function mapHeader(mapping: Mapping, header: string, column: string): Mapping {
  const taken = column !== SKIP && !REPEATABLE.includes(column);
  const others = Object.entries(mapping).filter(([other, was]) => other !== header && !(taken && was === column));
  return Object.fromEntries(column === SKIP ? others : [...others, [header, column]]);
}

/** What is missing before the import can begin; null when nothing is. */
export function mappingFault(mapping: Mapping): string | null {
  return Object.values(mapping).includes('name') ? null : '先选出哪一列是店名';
}

export type SheetHeader = { header: string; example: string; column: string };

/** Each header with the first value found below it, those that go somewhere first in the order of the sheet. */
export function sheetHeaders({ headers, sample }: { headers: string[]; sample: string[][] }, mapping: Mapping): SheetHeader[] {
  return headers.map((header, at) => ({
    header,
    example: sample.map((row) => row[at]?.trim() ?? '').find((cell) => cell !== '') ?? '',
    column: mapping[header] ?? SKIP,
  }));
}
