import type { Answer } from '@dianquan/shared/contract/all';
import type { SALES_BY } from '@dianquan/shared/contract/reports';
import { Injectable, type StreamableFile } from '@nestjs/common';
import { regionName } from '../members/regions/regions';
import { Database } from '../platform/database/database';
import { Invalid } from '../platform/errors';
import type { Actor } from '../platform/http/actor';
import { decodeCursor, encodeCursor, pageOfRows } from '../platform/http/cursor';
import type { Input } from '../platform/http/input';
import { sheetFile } from '../platform/sheets/sheet-writer';
import { bucketsOf, dayOf, numberOf, type Span, type SpanKind, textOfNumber } from './days';
import { NOBODY, NOWHERE, SOLD, SUMS, type SumsOf, sumsBySpan, sumsOf, whereOf } from './sales.query';

type By = (typeof SALES_BY)[number];
type Row = Answer<'reports.sales'>['items'][number];
type Line = Answer<'reports.salesLines'>['items'][number];
type LineRow = Omit<Line, 'day'> & { day: number; line: number };
type Group = { key: string; label: string; join: string };

const SPANS: readonly string[] = ['day', 'week', 'month', 'year'] satisfies SpanKind[];
const isSpan = (by: By): by is SpanKind => SPANS.includes(by);
const LONGEST_DAYS = 3_700;
/** What lines are put together by, and what it is called. */
const GROUPS: Record<Exclude<By, SpanKind>, Group> = {
  shop: { key: 'l.shop_id', label: 'MIN(s.name)', join: '' },
  salesperson: {
    key: `COALESCE(l.staff_id, ${NOBODY})`,
    label: `COALESCE(MIN(f.name), '未分配')`,
    join: 'LEFT JOIN staff f ON f.id = l.staff_id',
  },
  product: { key: 'l.product_id', label: 'COALESCE(MIN(p.name), MIN(l.name))', join: 'LEFT JOIN product p ON p.id = l.product_id' },
  category: { key: 'l.category_id', label: `COALESCE(MIN(c.name), '已删除的分类')`, join: 'LEFT JOIN category c ON c.id = l.category_id' },
  region: { key: `COALESCE(SUBSTR(l.region_code, 1, 6), '${NOWHERE}')`, label: `''`, join: '' },
};
const HEADER: Record<By, string> = {
  day: '日期',
  week: '周',
  month: '月份',
  year: '年份',
  shop: '门店',
  salesperson: '业务员',
  product: '商品',
  category: '分类',
  region: '地区',
};

/** Ordered goods by the day of placing, of orders that weren't called off: the same lines make every figure. */
@Injectable()
export class SalesService {
  constructor(private readonly db: Database) {}

  async sales(me: Actor, input: Input<'reports.sales'>): Promise<Answer<'reports.sales'>> {
    checkSpan(input);
    const where = await whereOf(this.db, me, input);
    const [page, total] = await Promise.all([this.page(me, input), sumsOf(this.db, where, input)]);
    return { ...page, total };
  }

  async lines(me: Actor, { cursor, limit, ...wanted }: Input<'reports.salesLines'>): Promise<Answer<'reports.salesLines'>> {
    checkSpan(wanted);
    const where = await whereOf(this.db, me, wanted);
    const after = decodeCursor(cursor, ['number', 'number', 'number']);
    const [day, orderId, line] = after ?? [];
    const behind = after ? 'AND (l.day < ? OR (l.day = ? AND (l.order_id < ? OR (l.order_id = ? AND l.line > ?))))' : '';
    const rows = await this.db.query<LineRow>(
      `SELECT l.order_id AS orderId, l.line, o.number AS orderNumber, l.day, l.shop_id AS shopId, s.name AS shopName, l.name AS productName, l.spec,
         l.quantity, l.unit, l.total_fen AS fen
       FROM ${SOLD} JOIN shop_order o ON o.id = l.order_id
       WHERE l.day >= ? AND l.day <= ? AND ${where.sql} ${behind} ORDER BY l.day DESC, l.order_id DESC, l.line LIMIT ${limit + 1}`,
      [numberOf(wanted.from), numberOf(wanted.to), ...where.params, ...(after ? [day!, day!, orderId!, orderId!, line!] : [])],
    );
    const page = pageOfRows(rows, limit, (row) => [row.day, row.orderId, row.line]);
    const items = page.rows.map(({ line: _line, day: number, ...row }): Line => ({ ...row, day: textOfNumber(number) }));
    return { items, next: page.next, total: await sumsOf(this.db, where, wanted) };
  }

  async sheet(me: Actor, { by, ...wanted }: Input<'reports.exportSales'>): Promise<StreamableFile> {
    checkSpan(wanted);
    return sheetFile<Row>(
      `销售统计-按${HEADER[by]}-${wanted.from}-${wanted.to}.xlsx`,
      [
        { header: HEADER[by], width: 30, value: ({ label }) => label },
        { header: '订单数', value: ({ orders }) => orders },
        { header: '门店数', value: ({ shops }) => shops },
        { header: '数量（基本单位）', value: ({ quantity }) => quantity },
        { header: '金额（元）', value: ({ fen }) => fen / 100 },
      ],
      this.all(me, { ...wanted, by, limit: 500 }),
    );
  }

  private async *all(me: Actor, input: Input<'reports.sales'>): AsyncGenerator<Row> {
    let cursor: string | undefined;
    do {
      const page = await this.page(me, { ...input, cursor });
      yield* page.items;
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
  }

  private async page(me: Actor, input: Input<'reports.sales'>): Promise<{ items: Row[]; next: string | null }> {
    const { by, cursor, limit } = input;
    const where = await whereOf(this.db, me, input);
    if (isSpan(by)) {
      const before = decodeCursor(cursor, ['string'])?.[0] ?? null;
      const page = pageOfRows(bucketsOf(by, input, before as string | null, limit + 1), limit, ({ key }) => [key]);
      const sums = await sumsBySpan(this.db, where, page.rows);
      return { items: page.rows.map(({ key, label }) => ({ key, label, ...sums.get(key)! })), next: page.next };
    }
    const skipped = Number(decodeCursor(cursor, ['number'])?.[0] ?? 0);
    const { key, label, join } = GROUPS[by];
    const rows = await this.db.query<SumsOf & { groupKey: number | string; label: string }>(
      `SELECT ${key} AS groupKey, ${label} AS label, ${SUMS} FROM ${SOLD} ${join} WHERE l.day >= ? AND l.day <= ? AND ${where.sql}
       GROUP BY ${key} ORDER BY fen DESC, groupKey LIMIT ${limit + 1} OFFSET ?`,
      [numberOf(input.from), numberOf(input.to), ...where.params, Math.max(0, skipped)],
    );
    const items = rows.slice(0, limit).map(
      ({ groupKey, label: name, orders, shops, fen, quantity }): Row => ({
        key: String(groupKey),
        label: by === 'region' ? regionLabel(String(groupKey)) : name,
        orders,
        shops,
        fen,
        quantity,
      }),
    );
    return { items, next: rows.length > limit ? encodeCursor([skipped + limit]) : null };
  }
}

const regionLabel = (code: string): string => (code === NOWHERE ? '未填地区' : (regionName(code) ?? code));

function checkSpan({ from, to }: Span): void {
  if (from > to) throw new Invalid({ field: 'to', rule: 'too_small', zh: '结束日期不能早于开始日期' });
  if (dayOf(to) - dayOf(from) > LONGEST_DAYS) throw new Invalid({ field: 'from', rule: 'too_small', zh: '一次最多统计十年' });
}
