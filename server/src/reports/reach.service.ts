import type { Answer } from '@dianquan/shared/contract/all';
import { Injectable } from '@nestjs/common';
import { TradeSettingsStore } from '../catalogue/settings/trade-settings';
import { shopScope } from '../members/shop-scope';
import { Database } from '../platform/database/database';
import { inList } from '../platform/database/sql';
import type { Actor } from '../platform/http/actor';
import { decodeCursor, pageOfRows } from '../platform/http/cursor';
import type { Input } from '../platform/http/input';

const DAY_MS = 86_400_000;
type Head = { id: number; title: string; publishedAt: number };
type Count = { id: number; shops: number };
type Ordered = Count & { orders: number; fen: number };

/** Announcement → read → ordered, of those that offer something to order. A shop has read when the first of its people has. */
@Injectable()
export class ReachService {
  constructor(
    private readonly db: Database,
    private readonly settings: TradeSettingsStore,
  ) {}

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
    const [sent, read, ordered] = await Promise.all([this.sent(me, ids), this.read(me, ids), this.ordered(me, ids, withinDays)]);
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

  /** Orders that stand, placed within the days after the shop's first reading; of these the lines that the announcement offered. */
  private async ordered(me: Actor, announcementIds: number[], withinDays: number): Promise<Map<number, Ordered>> {
    const ids = inList(announcementIds);
    const scope = shopScope(me, 's');
    const rows = await this.db.query<Ordered>(
      `SELECT r.id, COUNT(DISTINCT o.shop_id) AS shops, COUNT(DISTINCT o.id) AS orders, SUM(l.total_fen) AS fen
       FROM (SELECT announcement_id AS id, shop_id, MIN(read_at) AS at FROM announcement_recipient
             WHERE announcement_id IN ${ids.sql} AND read_at IS NOT NULL GROUP BY announcement_id, shop_id) r
         JOIN shop s ON s.id = r.shop_id
         JOIN shop_order o ON o.shop_id = r.shop_id AND o.placed_at >= r.at AND o.placed_at < r.at + ?
         JOIN order_line l ON l.order_id = o.id AND l.cancelled = 0
         JOIN order_set_sku k ON k.kind = 'announcement' AND k.subject_id = r.id AND k.sku_id = l.sku_id
       WHERE ${scope.sql} GROUP BY r.id`,
      [...ids.params, withinDays * DAY_MS, ...scope.params],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }
}
