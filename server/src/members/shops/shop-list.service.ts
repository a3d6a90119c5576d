import type { Answer, Input } from '@dianquan/shared/contract/all';
import { SHOP_STATUS_ZH } from '@dianquan/shared/roles';
import { Injectable, type StreamableFile } from '@nestjs/common';
import { Audit } from '../../platform/audit/audit';
import { Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import { containing, type Fragment } from '../../platform/database/sql';
import type { StaffActor } from '../../platform/http/actor';
import { decodeCursor, pageOfRows } from '../../platform/http/cursor';
import { type SheetColumn, sheetFile } from '../../platform/sheets/sheet-writer';
import { CustomFields } from '../custom-fields/custom-fields.service';
import { presentValue } from '../custom-fields/field-values';
import { inRegion, shopScope } from '../shop-scope';
import { type ExportRow, exportRows } from './shop-export.query';
import { allOf, shopRows } from './shop-rows';

type Filter = Pick<Input<'shops.list'>, 'q' | 'status' | 'level' | 'regionCode' | 'ownerStaffId' | 'tag' | 'joined'> & {
  segmentId?: number;
};

/** The shops that an actor may see: as pages, as tags, as a sheet. */
@Injectable()
export class ShopListService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly fields: CustomFields,
  ) {}

  /** The newest first. */
  async list(me: StaffActor, { limit, cursor, ...filter }: Input<'shops.list'>): Promise<Answer<'shops.list'>> {
    const before = decodeCursor(cursor, ['number'])?.[0] ?? null;
    const parts = [shopScope(me), ...conditions(filter)];
    if (before !== null) parts.push({ sql: 'shop.id < ?', params: [before] });
    const rows = await shopRows(this.db, allOf(parts), 'id DESC', limit + 1);
    const page = pageOfRows(rows, limit, (row) => [row.id]);
    return { items: page.rows, next: page.next };
  }

  async tags(me: StaffActor): Promise<Answer<'shops.tags'>> {
    const scope = shopScope(me);
    const items = await this.db.query<{ tag: string; shops: number }>(
      `SELECT t.tag, COUNT(*) AS shops FROM shop_tag t JOIN shop ON shop.id = t.shop_id WHERE ${scope.sql}
       GROUP BY t.tag ORDER BY shops DESC, t.tag LIMIT 500`,
      scope.params,
    );
    return { items };
  }

  /** Its headers are those that an import recognises, so that the sheet can be mended and brought back. */
  async export(me: StaffActor, filter: Input<'shops.export'>): Promise<StreamableFile> {
    const fields = await this.fields.all(this.db);
    await this.db.transaction((tx) => this.audit.record(tx, me, 'shops.export', 'shops', filter));
    const own: SheetColumn<ExportRow>[] = fields.map((field) => ({
      header: field.label,
      value: ({ parts }) => {
        const value = presentValue(field.type, parts.values.get(field.id) ?? []);
        return Array.isArray(value) ? value.join('、') : value;
      },
    }));
    const rows = exportRows(this.db, allOf([shopScope(me), ...conditions(filter)]));
    return sheetFile(`门店-${this.clock.shanghaiDay()}.xlsx`, [...COLUMNS, ...own], rows);
  }
}

function conditions(filter: Filter): Fragment[] {
  const parts: Fragment[] = [];
  const add = (sql: string, ...params: Fragment['params']) => parts.push({ sql, params });
  for (const word of (filter.q ?? '').toLowerCase().split(/\s+/).filter(Boolean))
    add("shop.search_text LIKE ? ESCAPE '!'", containing(word));
  if (filter.status !== undefined) add('shop.status = ?', filter.status);
  if (filter.level !== undefined) add('shop.level = ?', filter.level);
  if (filter.regionCode !== undefined) parts.push(inRegion(filter.regionCode));
  if (filter.ownerStaffId !== undefined) add('shop.owner_staff_id = ?', filter.ownerStaffId);
  if (filter.tag !== undefined) add('EXISTS (SELECT 1 FROM shop_tag t WHERE t.shop_id = shop.id AND t.tag = ?)', filter.tag);
  if (filter.joined !== undefined) add(filter.joined ? 'shop.member_count > 0' : 'shop.member_count = 0');
  if (filter.segmentId !== undefined)
    add('EXISTS (SELECT 1 FROM segment_shop x WHERE x.shop_id = shop.id AND x.segment_id = ?)', filter.segmentId);
  return parts;
}

const COLUMNS: SheetColumn<ExportRow>[] = [
  { header: '客户编号', value: (row) => row.code },
  { header: '店名', width: 28, value: (row) => row.name },
  { header: '联系人', value: ({ parts }) => parts.contacts[0]?.name ?? null },
  { header: '电话', value: (row) => row.phone },
  { header: '区域', width: 26, value: (row) => row.regionName },
  { header: '地址', width: 36, value: (row) => row.address },
  { header: '纬度', value: (row) => row.latitude },
  { header: '经度', value: (row) => row.longitude },
  { header: '行业', value: (row) => row.trade },
  { header: '等级', value: (row) => row.level },
  { header: '合作状态', value: (row) => SHOP_STATUS_ZH[row.status] },
  { header: '业务员', value: (row) => row.ownerName },
  { header: '标签', width: 24, value: ({ parts }) => parts.tags.join('、') },
  { header: '建档日期', value: (row) => row.createdDay },
  { header: '备注', width: 30, value: (row) => row.note },
];
