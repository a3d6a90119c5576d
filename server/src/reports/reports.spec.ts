import { bootApp, type TestApp } from '../../test/app';
import { buildMember } from '../../test/builders/member';
import { buildStaff } from '../../test/builders/staff';
import { type By, byKey, counts, DAY, dayNumber, type Figure, madeUp, recount, type Sold, span, sumOf } from '../../test/reports/sold';
import { writeSold } from '../../test/reports/write-sold';
import { insertMany } from '../platform/database/sql';
import { endOf, startOf, textOf } from './days';

describe('sales figures', () => {
  let t: TestApp;
  let manager: string;
  let salesperson: { token: string; staffId: number };
  let all: Sold[];
  let shops: { shopId: number; regionCode: string | null; ownerStaffId: number | null }[];

  beforeAll(async () => {
    t = await bootApp();
    manager = (await buildStaff(t, { roles: ['manager'] })).token;
    salesperson = await buildStaff(t, { roles: ['salesperson'] });
    const regions = ['510107014', '510107', '510106040', null];
    shops = [];
    for (const [index, regionCode] of regions.entries()) {
      const { shopId } = await buildMember(t);
      const ownerStaffId = index % 2 === 0 ? salesperson.staffId : null;
      await t.db.execute('UPDATE shop SET region_code = ?, owner_staff_id = ? WHERE id = ?', [regionCode, ownerStaffId, shopId]);
      shops.push({ shopId, regionCode, ownerStaffId });
    }
    await insertMany(
      t.db,
      'category',
      ['id', 'parent_id', 'name', 'path', 'created_at'],
      [
        [101, 0, '电动工具', '/101/', 1],
        [102, 101, '手电钻', '/101/102/', 1],
        [103, 0, '紧固', '/103/', 1],
      ],
    );
    all = madeUp(shops);
    await writeSold(t, all);
  });
  afterAll(() => t.close());

  it.each<By>(['day', 'week', 'month', 'year', 'shop', 'salesperson', 'product', 'category', 'region'])(
    'by %s are what a recount finds',
    async (by) => {
      const { rows, total } = await every(t, manager, by);
      const counted = recount(all, by);
      expect(rows.filter(({ orders }) => orders > 0).sort(byKey)).toEqual(counted.sort(byKey));
      expect(total).toEqual(sumOf(all.filter(counts)));
      expect(rows.reduce((sum, { fen }) => sum + fen, 0)).toBe(total.fen);
    },
  );

  it.each<[By, (key: string) => object]>([
    ['shop', (key) => ({ shopId: Number(key) })],
    ['salesperson', (key) => ({ staffId: Number(key) })],
    ['product', (key) => ({ productId: Number(key) })],
    ['category', (key) => ({ categoryId: Number(key) })],
    ['region', (key) => ({ regionCode: key })],
    ['month', (key) => ({ from: key, to: textOf(Math.min(endOf('month', Date.parse(key) / DAY), Date.parse(span.to) / DAY)) })],
  ])('by %s open the lines that make them', async (by, filterOf) => {
    for (const row of (await every(t, manager, by)).rows.filter(({ orders }) => orders > 0)) {
      // Of a category, the list has all that is below it as well.
      const below = by === 'category' && row.key === '101' ? all.filter((one) => counts(one) && one.category < 103) : null;
      const lines = await everyLine(t, manager, { ...span, ...filterOf(row.key) });
      const wanted = below ? sumOf(below) : { orders: row.orders, shops: row.shops, fen: row.fen };
      expect(lines.total).toEqual(wanted);
      expect(lines.items.reduce((sum, { fen }) => sum + fen, 0)).toBe(wanted.fen);
      expect(new Set(lines.items.map(({ orderId }) => orderId)).size).toBe(wanted.orders);
    }
  });

  it('are of the shops in the scope', async () => {
    const own = shops.filter(({ ownerStaffId }) => ownerStaffId !== null).map(({ shopId }) => shopId);
    const { rows, total } = await every(t, salesperson.token, 'shop');
    expect(rows.map(({ key }) => Number(key)).sort()).toEqual(own.sort());
    expect(total).toEqual(sumOf(all.filter((one) => counts(one) && own.includes(one.shop))));
    const lines = await everyLine(t, salesperson.token, span);
    expect(lines.items.every(({ shopId }) => own.includes(shopId))).toBe(true);
  });

  it('of today, this week and this month stand beside the same days before', async () => {
    const { body } = await t.call('reports.overview', { as: manager });
    const today = Math.floor((t.clock.now() + DAY / 3) / DAY);
    const between = (from: number, to: number) =>
      sumOf(all.filter((one) => !one.cancelled && dayNumber(one.day) >= from && dayNumber(one.day) <= to));
    expect(body.today).toEqual(between(today, today));
    expect(body.week).toEqual(between(startOf('week', today), today));
    expect(body.lastWeek).toEqual(between(startOf('week', today) - 7, today - 7));
    expect(body.month).toEqual(between(startOf('month', today), today));
    expect(body.days).toHaveLength(30);
  });

  it('refuse a span that ends before it begins, and one of a lifetime', async () => {
    const turned = await t.call('reports.sales', { as: manager, query: { from: '2026-02-02', to: '2026-02-01', by: 'day' } });
    expect([turned.status, turned.body.details[0]?.field]).toEqual([400, 'to']);
    const long = await t.call('reports.sales', { as: manager, query: { from: '1990-01-01', to: '2026-02-01', by: 'day' } });
    expect([long.status, long.body.details[0]?.field]).toEqual([400, 'from']);
  });

  it('follow from readings: within the days set, of what was offered, of orders that stand', async () => {
    const now = t.clock.now();
    const announcement = await t.db.execute(
      `INSERT INTO announcement (staff_id, title, category, blocks, excerpt, attachment_file_ids, audience, call_salesperson, must_acknowledge, state, created_at, updated_at, published_at)
       VALUES (1, '新品', 'notice', '[]', '', '[]', '{}', 0, 0, 'published', ?, ?, ?)`,
      [now, now, now - 30 * DAY],
    );
    const id = announcement.insertId;
    await insertMany(
      t.db,
      'order_set',
      ['kind', 'subject_id', 'title', 'lines_json', 'set_by_account_id', 'updated_at'],
      [['announcement', id, '', '[]', 1, now]],
    );
    await insertMany(t.db, 'order_set_sku', ['kind', 'subject_id', 'sku_id'], [['announcement', id, 901]]);
    const readAt = now - 20 * DAY;
    await insertMany(
      t.db,
      'announcement_recipient',
      ['announcement_id', 'member_id', 'shop_id', 'is_owner', 'read_at'],
      shops.map(({ shopId }, index) => [id, 7_000 + index, shopId, 1, readAt]),
    );
    const sold = (order: number, shop: number, days: number, cancelled = false): Sold & { at: number; sku: number } => ({
      ...all[0]!,
      order,
      shop,
      fen: 500,
      cancelled,
      line: 1,
      at: readAt + days * DAY,
      sku: 901,
    });
    const [a, b, c, d] = shops.map(({ shopId }) => shopId) as [number, number, number, number];
    await writeSold(t, [
      sold(9_001, a, 1),
      sold(9_002, b, 6.9),
      sold(9_003, c, 7.1),
      sold(9_004, d, 2, true),
      { ...sold(9_005, a, 3), sku: 902 },
    ]);
    const { body } = await t.call('reports.reach', { as: manager });
    expect(body.items).toEqual([
      expect.objectContaining({ announcementId: id, readShops: 4, orderedShops: 2, orders: 2, fen: 1000, withinDays: 7 }),
    ]);
  });
});

async function every(t: TestApp, as: string, by: By): Promise<{ rows: Figure[]; total: { orders: number; shops: number; fen: number } }> {
  const rows: Figure[] = [];
  let cursor: string | undefined;
  for (;;) {
    const { status, body } = await t.call('reports.sales', { as, query: { ...span, by, limit: 7, ...(cursor ? { cursor } : {}) } });
    if (status !== 200) throw new Error(JSON.stringify(body));
    rows.push(...body.items.map(({ label: _label, ...figure }: Figure & { label: string }) => figure));
    if (body.next === null) return { rows, total: body.total };
    cursor = body.next;
  }
}

type LineView = { orderId: number; shopId: number; fen: number };
async function everyLine(t: TestApp, as: string, query: object): Promise<{ items: LineView[]; total: object }> {
  const items: LineView[] = [];
  let cursor: string | undefined;
  for (;;) {
    const { status, body } = await t.call('reports.salesLines', { as, query: { ...query, limit: 50, ...(cursor ? { cursor } : {}) } });
    if (status !== 200) throw new Error(JSON.stringify(body));
    items.push(...body.items);
    if (body.next === null) return { items, total: body.total };
    cursor = body.next;
  }
}
