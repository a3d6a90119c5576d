import type { Answer } from '@dianquan/shared/contract/all';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { OrderedShops, type OrderedSource } from '../announcements/ordered-shops';
import { TradeSettingsStore } from '../catalogue/settings/trade-settings';
import { shopScope } from '../members/shop-scope';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import { type Fragment, inList } from '../platform/database/sql';
import { NotFound } from '../platform/errors';
import type { Actor } from '../platform/http/actor';
import { decodeCursor, pageOfRows } from '../platform/http/cursor';
import type { Input } from '../platform/http/input';

const DAY_MS = 86_400_000;
/** Reports are asked for every few seconds while somebody looks at them, and this figure is counted, not kept. */
const FRESH_MS = 10_000;
const EVERYBODY: Fragment = { sql: '1 = 1', params: [] };
/** Orders that stand, placed within the days after the shop's first reading; of these the lines that the announcement offered. */
const ordersAfter = (announcements: string): string =>
  `(SELECT announcement_id AS id, shop_id, MIN(read_at) AS at FROM announcement_recipient
     WHERE announcement_id IN ${announcements} AND read_at IS NOT NULL GROUP BY announcement_id, shop_id) r
     JOIN shop s ON s.id = r.shop_id
     JOIN shop_order o ON o.shop_id = r.shop_id AND o.placed_at >= r.at AND o.placed_at < r.at + ?
     JOIN order_line l ON l.order_id = o.id AND l.cancelled = 0
     JOIN order_set_sku k ON k.kind = 'announcement' AND k.subject_id = r.id AND k.sku_id = l.sku_id`;
type Head = { id: number; title: string; publishedAt: number };
type Count = { id: number; shops: number };
type Ordered = Count & { orders: number; fen: number };
type ReportOrdered = Awaited<ReturnType<OrderedSource['orderedAfter']>>;
type Shop = Omit<Answer<'reports.reachShops'>['items'][number], 'readAt' | 'orderedAt'> & { readAt: number; orderedAt: number };

/** Announcement → read → ordered, of those that offer something to order. A shop has read when the first of its people has. */
@Injectable()
export class ReachService implements OnModuleInit, OrderedSource {
  private readonly counted = new Map<number, { until: number; ordered: ReportOrdered }>();

  constructor(
    private readonly db: Database,
    private readonly settings: TradeSettingsStore,
    private readonly clock: Clock,
    private readonly reports: OrderedShops,
  ) {}

  onModuleInit(): void {
    this.reports.register(this);
  }

  /** For the announcement's own report, which is about all its shops. */
  async orderedAfter(announcementId: number): Promise<ReportOrdered> {
    const now = this.clock.now();
    const known = this.counted.get(announcementId);
    if (known && known.until > now) return known.ordered;
    for (const [id, { until }] of this.counted) if (until <= now) this.counted.delete(id);
    const ordered = await this.count(announcementId);
    this.counted.set(announcementId, { until: now + FRESH_MS, ordered });
    return ordered;
  }

  async reach(me: Actor, { cursor, limit }: Input<'reports.reach'>): Promise<Answer<'reports.reach'>> {
    const { orderedWithinDays: withinDays } = await this.settings.get(this.db);
    const before = decodeCursor(cursor, ['number', 'number']);
    const behind = before ? 'AND (a.published_at < ? OR (a.published_at = ? AND a.id < ?))' : '';
    const rows = await this.db.query<Head>(
      `SELECT a.id, a.title, a.published_at AS publishedAt FROM announcement a
       WHERE a.published_at IS NOT NULL AND EXISTS (SELECT 1 FROM order_set o WHERE o.kind = 'announcement' AND o.subject_id = a.id) ${behind}
       ORDER BY a.published_at DESC, a.id DESC LIMIT ${limit + 1}`,
      before ? [before[0]!, before[0]!, before[1]!] : [],
    );
    const page = pageOfRows(rows, limit, ({ id, publishedAt }) => [publishedAt, id]);
    const ids = page.rows.map(({ id }) => id);
    const [sent, read, ordered] = await Promise.all([
      this.sent(me, ids),
      this.read(me, ids),
      this.ordered(shopScope(me, 's'), ids, withinDays),
    ]);
    return {
      items: page.rows.map(({ id, title, publishedAt }) => ({
        announcementId: id,
        title,
        publishedAt: new Date(publishedAt).toISOString(),
        shops: sent.get(id)?.shops ?? 0,
        readShops: read.get(id)?.shops ?? 0,
        orderedShops: ordered.get(id)?.shops ?? 0,
        orders: ordered.get(id)?.orders ?? 0,
        fen: ordered.get(id)?.fen ?? 0,
        withinDays,
      })),
      next: page.next,
    };
  }

  private async sent(me: Actor, announcementIds: number[]): Promise<Map<number, Count>> {
    const ids = inList(announcementIds);
    const scope = shopScope(me, 's');
    const rows = await this.db.query<Count>(
      `SELECT t.announcement_id AS id, COUNT(*) AS shops FROM announcement_shop t JOIN shop s ON s.id = t.shop_id
       WHERE t.announcement_id IN ${ids.sql} AND ${scope.sql} GROUP BY t.announcement_id`,
      [...ids.params, ...scope.params],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  private async read(me: Actor, announcementIds: number[]): Promise<Map<number, Count>> {
    const ids = inList(announcementIds);
    const scope = shopScope(me, 's');
    const rows = await this.db.query<Count>(
      `SELECT r.announcement_id AS id, COUNT(DISTINCT r.shop_id) AS shops FROM announcement_recipient r JOIN shop s ON s.id = r.shop_id
       WHERE r.announcement_id IN ${ids.sql} AND r.read_at IS NOT NULL AND ${scope.sql} GROUP BY r.announcement_id`,
      [...ids.params, ...scope.params],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  private async ordered(scope: Fragment, announcementIds: number[], withinDays: number): Promise<Map<number, Ordered>> {
    const ids = inList(announcementIds);
    const rows = await this.db.query<Ordered>(
      `SELECT r.id, COUNT(DISTINCT o.shop_id) AS shops, COUNT(DISTINCT o.id) AS orders, SUM(l.total_fen) AS fen
       FROM ${ordersAfter(ids.sql)} WHERE ${scope.sql} GROUP BY r.id`,
      [...ids.params, withinDays * DAY_MS, ...scope.params],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  private async count(announcementId: number): Promise<ReportOrdered> {
    const [offer] = await this.db.query(`SELECT subject_id FROM order_set WHERE kind = 'announcement' AND subject_id = ?`, [
      announcementId,
    ]);
    if (!offer) return null;
    const { orderedWithinDays: withinDays } = await this.settings.get(this.db);
    const ordered = (await this.ordered(EVERYBODY, [announcementId], withinDays)).get(announcementId);
    return { shops: ordered?.shops ?? 0, orders: ordered?.orders ?? 0, fen: ordered?.fen ?? 0, withinDays };
  }

  /** Who ordered last comes first. @throws NotFound for what was never published */
  async shops(me: Actor, { announcementId, cursor, limit }: Input<'reports.reachShops'>): Promise<Answer<'reports.reachShops'>> {
    const { orderedWithinDays: withinDays } = await this.settings.get(this.db);
    const [out] = await this.db.query('SELECT id FROM announcement WHERE id = ? AND published_at IS NOT NULL', [announcementId]);
    if (!out) throw new NotFound();
    const scope = shopScope(me, 's');
    const [at, shopId] = decodeCursor(cursor, ['number', 'number']) ?? [];
    const behind = at === undefined ? '' : 'HAVING MIN(o.placed_at) < ? OR (MIN(o.placed_at) = ? AND s.id < ?)';
    const rows = await this.db.query<Shop>(
      `SELECT s.id AS shopId, MIN(s.name) AS shopName, MIN(f.name) AS salespersonName, MIN(r.at) AS readAt, MIN(o.placed_at) AS orderedAt,
         COUNT(DISTINCT o.id) AS orders, SUM(l.total_fen) AS fen
       FROM ${ordersAfter('(?)')} LEFT JOIN staff f ON f.id = s.owner_staff_id
       WHERE ${scope.sql} GROUP BY s.id ${behind} ORDER BY orderedAt DESC, s.id DESC LIMIT ${limit + 1}`,
      [announcementId, withinDays * DAY_MS, ...scope.params, ...(at === undefined ? [] : [at, at, shopId!])],
    );
    const page = pageOfRows(rows, limit, (row) => [row.orderedAt, row.shopId]);
    const items = page.rows.map(({ readAt, orderedAt, ...row }) => ({
      ...row,
      readAt: new Date(readAt).toISOString(),
      orderedAt: new Date(orderedAt).toISOString(),
    }));
    return { items, next: page.next };
  }
}
