import { Injectable } from '@nestjs/common';
import { type TradeFigure, TradeFigures } from '../members/shops/trade-figures';
import { Clock } from '../platform/clock';
import { Database, type Tx } from '../platform/database/database';
import { OnEvent } from '../platform/jobs/events';
import { Scheduled } from '../platform/jobs/scheduled';
import { OrderCancelled } from './events';
import { dayNumber } from './placing/order-numbers';

const DAY_MS = 86_400_000;
const DAYS = 90;
const CHUNK = 500;

/** Keeps what shops have ordered in the last 90 days: calling off at once, what only time changes and what was amended every few hours. */
@Injectable()
export class TradeFollowers {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly figures: TradeFigures,
  ) {}

  @OnEvent(OrderCancelled)
  async onCancelled({ shopId, totalFen, placedAt }: OrderCancelled, tx: Tx): Promise<void> {
    if (placedAt < this.clock.now() - DAYS * DAY_MS) return;
    await this.figures.ordered(tx, [{ shopId, fen: -totalFen, orders: -1, at: placedAt }]);
  }

  /** Idempotent: what is wrong is set to what the orders say. */
  @Scheduled('orders.tradeFigures', { everyMs: DAY_MS / 4 })
  async roll(): Promise<void> {
    const since = dayNumber(this.clock.shanghaiDay(this.clock.now() - (DAYS - 1) * DAY_MS));
    const counted = await this.db.query<TradeFigure>(
      `SELECT s.id AS shopId, c.lastOrderAt, COALESCE(c.orders, 0) AS orders, COALESCE(c.fen, 0) AS fen FROM shop s LEFT JOIN
         (SELECT shop_id, MAX(placed_at) AS lastOrderAt, SUM(CASE WHEN day >= ? THEN 1 ELSE 0 END) AS orders,
            SUM(CASE WHEN day >= ? THEN total_fen ELSE 0 END) AS fen
          FROM shop_order WHERE state <> 'cancelled' GROUP BY shop_id) c ON c.shop_id = s.id
       WHERE s.orders_90d <> COALESCE(c.orders, 0) OR s.spend_90d_fen <> COALESCE(c.fen, 0)
          OR COALESCE(s.last_order_at, 0) <> COALESCE(c.lastOrderAt, 0) ORDER BY s.id`,
      [since, since],
    );
    for (let at = 0; at < counted.length; at += CHUNK)
      await this.db.transaction((tx) => this.figures.set(tx, counted.slice(at, at + CHUNK)));
  }
}
