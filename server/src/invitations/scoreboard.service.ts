import type { Answer, Input } from '@dianquan/shared/contract/all';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import { Files } from '../platform/files/files';
import type { Actor } from '../platform/http/actor';
import { TARGET } from './invitation-state';
import { dayEnd, dayOf, dayStart, monthOf } from './period';

type Joins = { staff_id: number; joined: number; shops: number; strangers: number; first_orders: number; today: number };
type Event = {
  id: number;
  kind: string;
  account_id: number | null;
  shop_id: number | null;
  root_staff_id: number | null;
  stranger: number;
};

/** How far each salesperson is. */
@Injectable()
export class ScoreboardService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly files: Files,
  ) {}

  async scoreboard(me: Actor, input: Input<'invitations.scoreboard'>): Promise<Answer<'invitations.scoreboard'>> {
    const now = this.clock.now();
    const month = monthOf(now);
    const from = input.from ?? month.from;
    const to = input.to ?? month.to;
    const between = [dayStart(from), dayEnd(to)];
    const [staff, joins, handedOut, landed] = await Promise.all([
      this.db.query<{ id: number; name: string; avatar_file_id: number | null }>(
        `SELECT s.id, s.name, a.avatar_file_id FROM staff s JOIN account a ON a.id = s.account_id JOIN staff_role r ON r.staff_id = s.id AND r.role = 'salesperson' WHERE s.disabled_at IS NULL ORDER BY s.id`,
      ),
      this.joins(between, dayStart(dayOf(now))),
      this.db.query<{ staff_id: number; n: number }>(
        'SELECT root_staff_id AS staff_id, COUNT(*) AS n FROM invitation WHERE root_staff_id IS NOT NULL AND created_at >= ? AND created_at < ? GROUP BY root_staff_id',
        between,
      ),
      this.db.query<{ staff_id: number; n: number }>(
        `SELECT root_staff_id AS staff_id, COUNT(*) AS n FROM invitation_event WHERE kind = 'landed' AND root_staff_id IS NOT NULL AND at >= ? AND at < ? GROUP BY root_staff_id`,
        between,
      ),
    ]);
    const items = staff.map((one) => {
      const own = joins.find((row) => row.staff_id === one.id);
      return {
        staffId: one.id,
        name: one.name,
        avatarUrl: one.avatar_file_id === null ? null : this.files.url(one.avatar_file_id, me, 'thumb'),
        invited: countOf(handedOut, one.id),
        landed: countOf(landed, one.id),
        joined: Number(own?.joined ?? 0),
        shops: Number(own?.shops ?? 0),
        strangers: Number(own?.strangers ?? 0),
        firstOrders: Number(own?.first_orders ?? 0),
        today: Number(own?.today ?? 0),
        target: TARGET,
      };
    });
    return { items: items.sort((a, b) => b.shops - a.shops || a.staffId - b.staffId), from, to };
  }

  /**
   * The month as it follows from the event log alone, in ids only, so that it comes out the same to the byte whenever it is asked for,
   * whatever people are called by then.
   */
  async statement(month: string): Promise<string> {
    const { from, to } = monthOf(month);
    const totals = new Map<number, { joined: number; shops: Set<number>; strangers: Set<number> }>();
    for await (const event of this.accepted(dayStart(from), dayEnd(to))) {
      const staffId = event.root_staff_id ?? 0;
      const own = totals.get(staffId) ?? { joined: 0, shops: new Set<number>(), strangers: new Set<number>() };
      totals.set(staffId, own);
      own.joined += 1;
      own.shops.add(event.shop_id ?? 0);
      if (event.stranger) own.strangers.add(event.shop_id ?? 0);
    }
    const lines = [...totals]
      .sort(([a], [b]) => a - b)
      .map(([staffId, own]) => [month, staffId, own.joined, own.shops.size, own.strangers.size].join(','));
    return `${['month,staff_id,joined,shops,strangers', ...lines].join('\n')}\n`;
  }

  private async *accepted(from: number, to: number): AsyncGenerator<Event> {
    let after = 0;
    for (;;) {
      const rows = await this.db.query<Event>(
        `SELECT id, kind, account_id, shop_id, root_staff_id, stranger FROM invitation_event WHERE kind = 'accepted' AND id > ? AND at >= ? AND at < ? ORDER BY id LIMIT 5000`,
        [after, from, to],
      );
      yield* rows;
      const last = rows.at(-1);
      if (!last || rows.length < 5000) return;
      after = last.id;
    }
  }

  private joins(between: number[], today: number): Promise<Joins[]> {
    return this.db.query<Joins>(
      `SELECT a.root_staff_id AS staff_id, COUNT(*) AS joined, COUNT(DISTINCT a.shop_id) AS shops, COUNT(DISTINCT CASE WHEN a.stranger = 1 THEN a.shop_id END) AS strangers,
         COUNT(DISTINCT CASE WHEN s.last_order_at >= a.at THEN a.shop_id END) AS first_orders, COUNT(CASE WHEN a.at >= ? THEN 1 END) AS today
       FROM attribution a JOIN shop s ON s.id = a.shop_id WHERE a.root_staff_id IS NOT NULL AND a.at >= ? AND a.at < ? GROUP BY a.root_staff_id`,
      [today, ...between],
    );
  }
}

const countOf = (rows: { staff_id: number; n: number }[], staffId: number): number =>
  Number(rows.find((row) => row.staff_id === staffId)?.n ?? 0);
