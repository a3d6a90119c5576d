import type { BreakdownRow, Counts, ReportView } from '@dianquan/shared/contract/announcements';
import { Injectable } from '@nestjs/common';
import { districtName } from '../members/regions/regions';
import { shopScope } from '../members/shop-scope';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import type { SqlValue } from '../platform/database/sql';
import { NotFound } from '../platform/errors';
import type { StaffActor } from '../platform/http/actor';
import { decodeCursor, pageOfRows } from '../platform/http/cursor';
import type { AnnouncementState } from './announcement.entity';
import { OrderedShops } from './ordered-shops';
import { asksOf } from './receipts';
import { listUnread, presentRecipient } from './recipients.query';
import { RemindersService } from './reminders.service';
import { type ShopCounts, standingOf } from './standing';

export type Tally = {
  dimension: string;
  key_value: string;
  people: number;
  delivered: number;
  people_read: number;
  acknowledged: number;
  understood: number;
  shops: number;
  shops_reached: number;
  shops_read: number;
  shops_owner_read: number;
  shops_fully_read: number;
  shops_understood: number;
};
type Head = { title: string; state: AnnouncementState; published_at: number | null; has_question: number; must_acknowledge: number };

/** How far an announcement got. Everything here is read from kept counts; the first unread are looked up, and what was ordered is counted elsewhere. */
@Injectable()
export class ReportService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly reminders: RemindersService,
    private readonly ordered: OrderedShops,
  ) {}

  async report(me: StaffActor, id: number): Promise<ReportView> {
    const [[head], tallies, firstUnread, reminders, ordered] = await Promise.all([
      this.db.query<Head>(
        'SELECT title, state, published_at, question IS NOT NULL AS has_question, must_acknowledge FROM announcement WHERE id = ?',
        [id],
      ),
      this.db.query<Tally>(`SELECT * FROM announcement_tally WHERE announcement_id = ? AND dimension IN ('all', 'owner', 'clerk')`, [id]),
      listUnread(this.db, me, id, {}, 0, 50),
      this.reminders.today(id, this.clock.now()),
      this.ordered.after(id),
    ]);
    if (!head) throw new NotFound();
    const all = tallies.find((t) => t.dimension === 'all') ?? NONE;
    return {
      id,
      title: head.title,
      state: head.state,
      publishedAt: head.published_at === null ? null : new Date(head.published_at).toISOString(),
      counts: countsOf(all),
      shops: {
        addressed: all.shops,
        reached: all.shops_reached,
        read: all.shops_read,
        ownerRead: all.shops_owner_read,
        fullyRead: all.shops_fully_read,
        understood: all.shops_understood,
      },
      owners: countsOf(tallies.find((t) => t.dimension === 'owner') ?? NONE),
      clerks: countsOf(tallies.find((t) => t.dimension === 'clerk') ?? NONE),
      funnel: funnelOf(all, asksOf(head) !== 'nothing'),
      ordered,
      unread: all.people - all.people_read,
      remindedToday: reminders.used,
      remindsLeftToday: reminders.left,
      firstUnread: firstUnread.map(presentRecipient),
    };
  }

  async breakdown(
    me: StaffActor,
    input: { id: number; by: 'segment' | 'region' | 'salesperson' | 'shop'; limit: number; cursor?: string },
  ): Promise<{ items: BreakdownRow[]; next: string | null }> {
    return input.by === 'shop' ? this.byShop(me, input) : this.byTally(input.id, input.by, input.limit, input.cursor);
  }

  private async byTally(id: number, by: 'segment' | 'region' | 'salesperson', limit: number, cursor: string | undefined) {
    const after = (decodeCursor(cursor, ['string'])?.[0] as string | undefined) ?? null;
    const rows = await this.db.query<Tally>(
      `SELECT * FROM announcement_tally WHERE announcement_id = ? AND dimension = ? AND shops > 0 ${after === null ? '' : 'AND key_value > ?'} ORDER BY key_value LIMIT ${limit + 1}`,
      [id, by, ...(after === null ? [] : [after])],
    );
    const page = pageOfRows(rows, limit, (row) => [row.key_value]);
    const names = await this.namesOf(
      by,
      page.rows.map((row) => row.key_value),
    );
    return {
      items: page.rows.map((row) => ({
        ...countsOf(row),
        key: row.key_value,
        name: names.get(row.key_value) ?? '未分配',
        shops: row.shops,
        shopsOwnerRead: row.shops_owner_read,
        shopsFullyRead: row.shops_fully_read,
      })),
      next: page.next,
    };
  }

  private async byShop(me: StaffActor, input: { id: number; limit: number; cursor?: string }) {
    const after = (decodeCursor(input.cursor, ['number'])?.[0] as number | undefined) ?? 0;
    const scope = shopScope(me, 's');
    const rows = await this.db.query<ShopCounts & { shop_id: number; name: string }>(
      `SELECT t.*, s.name FROM announcement_shop t JOIN shop s ON s.id = t.shop_id
       WHERE t.announcement_id = ? AND t.shop_id > ? AND t.people > 0 AND ${scope.sql} ORDER BY t.shop_id LIMIT ${input.limit + 1}`,
      [input.id, after, ...(scope.params as SqlValue[])],
    );
    const page = pageOfRows(rows, input.limit, (row) => [row.shop_id]);
    return { items: page.rows.map(shopRow), next: page.next };
  }

  private async namesOf(by: 'segment' | 'region' | 'salesperson', keys: string[]): Promise<Map<string, string>> {
    if (by === 'region') return new Map(keys.filter(Boolean).map((key) => [key, districtName(key) ?? key]));
    const table = by === 'segment' ? 'segment' : 'staff';
    if (keys.length === 0) return new Map();
    const rows = await this.db.query<{ id: number; name: string }>(
      `SELECT id, name FROM ${table} WHERE id IN (${keys.map(() => '?').join(',')})`,
      keys.map(Number),
    );
    return new Map(rows.map((row) => [String(row.id), row.name]));
  }
}

const NONE: Tally = {
  dimension: 'all',
  key_value: '',
  people: 0,
  delivered: 0,
  people_read: 0,
  acknowledged: 0,
  understood: 0,
  shops: 0,
  shops_reached: 0,
  shops_read: 0,
  shops_owner_read: 0,
  shops_fully_read: 0,
  shops_understood: 0,
};

export function countsOf(row: Tally): Counts {
  return {
    people: row.people,
    delivered: row.delivered,
    read: row.people_read,
    acknowledged: row.acknowledged,
    understood: row.understood,
  };
}

function shopRow(row: ShopCounts & { shop_id: number; name: string }): BreakdownRow {
  const standing = standingOf(row, 'nothing');
  return {
    key: String(row.shop_id),
    name: row.name,
    people: row.people,
    delivered: row.delivered,
    read: row.owners_read + row.clerks_read,
    acknowledged: row.acknowledged,
    understood: row.understood,
    shops: 1,
    shopsOwnerRead: Number(standing.ownerRead),
    shopsFullyRead: Number(standing.fullyRead),
  };
}

/** Each bar against the one before; the last only where the notice asks for something. */
function funnelOf(all: Tally, asks: boolean): ReportView['funnel'] {
  const steps: [ReportView['funnel'][number]['step'], number][] = [
    ['addressed', all.shops],
    ['owner_read', all.shops_owner_read],
    ['clerks_read', all.shops_fully_read],
  ];
  if (asks) steps.push(['understood', all.shops_understood]);
  return steps.map(([step, shops], i) => {
    const before = i === 0 ? shops : (steps[i - 1]?.[1] ?? 0);
    return { step, shops, lost: before === 0 ? 0 : (before - shops) / before };
  });
}
