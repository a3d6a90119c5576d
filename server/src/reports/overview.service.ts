import type { Answer } from '@dianquan/shared/contract/all';
import { ORDER_STATES, type OrderState } from '@dianquan/shared/workflow';
import { Injectable } from '@nestjs/common';
import { shopScope } from '../members/shop-scope';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import type { Actor } from '../platform/http/actor';
import { type Bucket, dayOf, startOf, textOf, todayIn } from './days';
import { type Sums, sumsBySpan, sumsUpTo, whereOf } from './sales.query';

const CHART_DAYS = 30;
const DAY_MS = 86_400_000;
const NAMED = ['today', 'yesterday', 'week', 'lastWeek', 'month', 'lastMonth'] as const;
const BEFORE = ['yesterday', 'lastWeek', 'lastMonth'] as const;

@Injectable()
export class OverviewService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  async overview(me: Actor): Promise<Answer<'reports.overview'>> {
    const now = this.clock.now();
    const today = todayIn(now);
    const where = await whereOf(this.db, me, {});
    const spans = namedSpans(today);
    const days = Array.from({ length: CHART_DAYS }, (_, index) =>
      spanOf(textOf(today - CHART_DAYS + 1 + index), today - CHART_DAYS + 1 + index),
    );
    const scope = shopScope(me, 's');
    const [named, before, daily, byState, [owed], [low]] = await Promise.all([
      sumsBySpan(this.db, where, spans),
      sumsUpTo(this.db, where, soFar(spans, today, now)),
      sumsBySpan(this.db, where, days),
      this.db.query<{ state: OrderState; orders: number }>(
        `SELECT o.state, COUNT(*) AS orders FROM shop_order o JOIN shop s ON s.id = o.shop_id
         WHERE o.next_step IS NOT NULL AND ${scope.sql} GROUP BY o.state`,
        scope.params,
      ),
      this.db.query<{ fen: number }>(
        `SELECT COALESCE(SUM(b.owed_fen), 0) AS fen FROM shop_balance b JOIN shop s ON s.id = b.shop_id WHERE b.owed_fen > 0 AND ${scope.sql}`,
        scope.params,
      ),
      this.db.query<{ n: number }>('SELECT COUNT(DISTINCT sku_id) AS n FROM stock WHERE low_below IS NOT NULL AND available < low_below'),
    ]);
    const sums = Object.fromEntries(NAMED.map((name) => [name, bare(named.get(name)!)])) as Record<(typeof NAMED)[number], Sums>;
    const soFarSums = Object.fromEntries(BEFORE.map((name) => [name, before.get(name)!])) as Record<(typeof BEFORE)[number], Sums>;
    return {
      ...sums,
      soFar: soFarSums,
      days: days.map(({ key }) => ({ day: key, fen: daily.get(key)!.fen, orders: daily.get(key)!.orders })),
      openOrders: byState.reduce((sum, { orders }) => sum + orders, 0),
      open: [...byState].sort((a, b) => ORDER_STATES.indexOf(a.state) - ORDER_STATES.indexOf(b.state)),
      owedFen: owed?.fen ?? 0,
      lowStock: low?.n ?? 0,
    };
  }
}

/** Each beside the same number of days of the time before: a Tuesday's week beside Monday and Tuesday of the last. */
function namedSpans(today: number): Bucket[] {
  const week = startOf('week', today);
  const month = startOf('month', today);
  const lastMonth = startOf('month', month - 1);
  return [
    spanOf('today', today),
    spanOf('yesterday', today - 1),
    spanOf('week', week, today),
    spanOf('lastWeek', week - 7, today - 7),
    spanOf('month', month, today),
    spanOf('lastMonth', lastMonth, Math.min(month - 1, lastMonth + today - month)),
  ];
}

/** Each span before up to this time of its last day; a month that has no such day up to its end. */
function soFar(spans: readonly Bucket[], today: number, now: number): (Bucket & { until: number })[] {
  const dayInMonth = today - startOf('month', today);
  return spans
    .filter(({ key }) => BEFORE.some((name) => name === key))
    .map((span) => {
      const last = dayOf(span.to);
      const isShort = span.key === 'lastMonth' && last - dayOf(span.from) < dayInMonth;
      return { ...span, until: isShort ? now : now - (today - last) * DAY_MS };
    });
}

const spanOf = (key: string, from: number, to = from): Bucket => ({ key, label: key, from: textOf(from), to: textOf(to) });
const bare = ({ orders, shops, fen }: Sums): Sums => ({ orders, shops, fen });
