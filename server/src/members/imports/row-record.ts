import type { CustomField } from '@dianquan/shared/contract/shops';
import type { ShopLevel, ShopStatus } from '@dianquan/shared/roles';
import { dayOf, ownText } from '../../platform/sheets/cell-text';
import type { SheetRow } from '../../platform/sheets/raw-sheet';
import type { StoredValue } from '../custom-fields/field-values';
import { findDistrict } from '../regions/find-district';
import { phonesIn } from '../shops/phone-number';
import type { SheetColumn } from './column-guess';
import { readFieldCell } from './field-cells';

/** What a row of a sheet says about a shop. What it leaves empty is not there. */
export type RowRecord = {
  line: number;
  code?: string;
  name?: string;
  phones: string[];
  contactName?: string;
  trade?: string;
  level?: ShopLevel;
  status?: ShopStatus;
  regionCode?: string;
  /** Taken from the address; for a shop that has no region yet. */
  likelyRegion?: string;
  address?: string;
  latitude?: number;
  longitude?: number;
  ownerStaffId?: number;
  tags: string[];
  joinedOn?: string;
  note?: string;
  custom: Map<number, StoredValue[]>;
};
export type RowFault = { column: string; value: string; reason: string };

/** Which columns of the sheet go where: by our column, the positions of the headers in order. */
export type Columns = { headers: string[]; at: Map<SheetColumn, number[]>; custom: Map<number, number> };
export type Grounds = {
  columns: Columns;
  fields: readonly CustomField[];
  /** Salespeople by name and by WeCom userid; null where two share a name, 0 for one who has left. */
  staff: ReadonlyMap<string, number | null>;
  /** Where most of the sheet's shops lie: decides between districts of one name. */
  near: string;
  /** Regions that the importer is limited to; none means everywhere. */
  within: readonly string[];
  today: string;
};

const STATUSES: Record<ShopStatus, string> = {
  prospect: '未合作 潜在 潜在客户 意向 意向客户 未成交 陌生 跟进中 待开发 否 未',
  partner: '已合作 合作 合作中 正常 正常合作 已成交 成交 老客户 活跃 是 已',
  lost: '已流失 流失 停止合作 已停止 停业 倒闭 关店 已关店 暂停 终止',
};
const statusOf = new Map(
  Object.entries(STATUSES).flatMap(([status, words]) => words.split(' ').map((word) => [word, status as ShopStatus])),
);

/** Reads one row. All that is wrong with it is said at once. */
export function readRow(row: SheetRow, grounds: Grounds): { record: RowRecord; faults: RowFault[] } {
  return new RowReader(row, grounds).read();
}

class RowReader {
  private readonly faults: RowFault[] = [];
  private readonly record: RowRecord;

  constructor(
    private readonly row: SheetRow,
    private readonly grounds: Grounds,
  ) {
    this.record = { line: row.line, phones: [], tags: [], custom: new Map() };
  }

  read(): { record: RowRecord; faults: RowFault[] } {
    const { record } = this;
    record.code = this.text('code', 30);
    record.name = this.text('name', 60, 2);
    record.trade = this.text('trade', 20);
    record.contactName = this.text('contactName', 30);
    record.address = this.text('address', 120);
    record.level = this.level();
    record.status = this.choice('status', statusOf, '合作状态只能是 未合作、已合作、已流失');
    record.joinedOn = this.joinedOn();
    record.ownerStaffId = this.owner();
    this.phones();
    record.note = this.note();
    this.region();
    this.position();
    this.tags();
    this.custom();
    return { record, faults: this.faults };
  }

  private cells(column: SheetColumn): string[] {
    return (this.grounds.columns.at.get(column) ?? []).map((at) => ownText(this.row.cells[at])).filter(Boolean);
  }

  private fault(column: SheetColumn, value: string, reason: string): undefined {
    const at = this.grounds.columns.at.get(column)?.[0];
    this.faults.push({ column: at === undefined ? '' : (this.grounds.columns.headers[at] ?? ''), value, reason });
    return undefined;
  }

  private text(column: SheetColumn, max: number, min = 1): string | undefined {
    const text = this.cells(column).join('；');
    if (text === '') return undefined;
    if (text.length > max) return this.fault(column, text, `最多 ${max} 个字`);
    return text.length < min ? this.fault(column, text, `至少 ${min} 个字`) : text;
  }

  private choice<T>(column: SheetColumn, words: ReadonlyMap<string, T>, reason: string): T | undefined {
    const text = this.cells(column)[0];
    if (text === undefined) return undefined;
    return words.get(text) ?? this.fault(column, text, reason);
  }

  private level(): ShopLevel | undefined {
    const text = this.cells('level')[0];
    if (text === undefined) return undefined;
    const level = /^([ABCD])\s*(级|类|档|级客户|类客户)?$/i.exec(text)?.[1]?.toUpperCase();
    return level ? (level as ShopLevel) : this.fault('level', text, '等级只能是 A、B、C、D');
  }

  private joinedOn(): string | undefined {
    const text = this.cells('joinedOn')[0];
    if (text === undefined) return undefined;
    const day = dayOf(text);
    if (day === null) return this.fault('joinedOn', text, '不是有效的日期，请写成 2026-09-01');
    return day > this.grounds.today ? this.fault('joinedOn', text, '日期在将来') : day;
  }

  private owner(): number | undefined {
    const text = this.cells('ownerStaff')[0];
    if (text === undefined) return undefined;
    const id = this.grounds.staff.get(text.replace(/\s/g, ''));
    if (id === undefined) return this.fault('ownerStaff', text, `没有叫“${text.slice(0, 20)}”的业务员`);
    if (id === null) return this.fault('ownerStaff', text, '有几位同名的业务员，请写企业微信账号');
    return id === 0 ? this.fault('ownerStaff', text, '这位业务员已停用') : id;
  }

  private phones(): void {
    for (const text of this.cells('phone')) {
      const { phones, rest } = phonesIn(text);
      if (rest.length > 0) this.fault('phone', text, '不是有效的手机号，座机请带区号');
      for (const phone of phones) if (!this.record.phones.includes(phone)) this.record.phones.push(phone);
    }
  }

  /** A person without a number can be no contact; the name is kept in the remarks. */
  private note(): string | undefined {
    const { contactName, phones } = this.record;
    const note = this.text('note', 200);
    if (contactName === undefined || phones.length > 0) return note;
    return `${note === undefined ? '' : `${note}；`}联系人：${contactName}`.slice(0, 200);
  }

  private region(): void {
    const { near, within } = this.grounds;
    const text = this.cells('region').join(' ');
    const { address } = this.record;
    const byAddress = address === undefined ? null : findDistrict(address, near);
    if (text === '') this.record.likelyRegion = byAddress ?? undefined;
    else {
      const code = findDistrict(text, near);
      if (code === null) this.fault('region', text, '没有这个区域或有同名区域，请写成 四川省成都市武侯区');
      else this.record.regionCode = byAddress?.startsWith(code) ? byAddress : code;
    }
    const code = this.record.regionCode;
    if (code !== undefined && within.length > 0 && !within.some((own) => code.startsWith(own)))
      this.fault('region', text, '不在您负责的区域内');
  }

  private position(): void {
    const degrees = (column: 'latitude' | 'longitude', max: number): number | undefined => {
      const text = this.cells(column)[0];
      if (text === undefined) return undefined;
      const value = Number(text);
      return Math.abs(value) <= max ? value : this.fault(column, text, `应为 -${max} 到 ${max} 之间的数字`);
    };
    const [latitude, longitude] = [degrees('latitude', 90), degrees('longitude', 180)];
    if ((latitude === undefined) !== (longitude === undefined) && this.faults.length === 0) {
      this.fault(latitude === undefined ? 'latitude' : 'longitude', '', '纬度和经度要一起填写');
    }
    Object.assign(this.record, { latitude, longitude });
  }

  private tags(): void {
    for (const text of this.cells('tags')) {
      for (const tag of text.split(/[、,，;；/|\s]+/).filter(Boolean)) {
        if (tag.length > 20) this.fault('tags', text, '每个标签最多 20 个字');
        else if (!this.record.tags.includes(tag)) this.record.tags.push(tag);
      }
    }
    if (this.record.tags.length > 30) this.fault('tags', '', '最多 30 个标签');
  }

  private custom(): void {
    const { columns, fields } = this.grounds;
    for (const field of fields) {
      const at = columns.custom.get(field.id);
      const text = at === undefined ? '' : ownText(this.row.cells[at]);
      if (at === undefined || text === '') continue;
      const read = readFieldCell(field, text);
      if ('fault' in read) this.faults.push({ column: columns.headers[at] ?? field.label, value: text, reason: read.fault });
      else if (read.values.length > 0) this.record.custom.set(field.id, read.values);
    }
  }
}
