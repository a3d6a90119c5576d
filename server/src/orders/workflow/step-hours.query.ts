import type { Answer } from '@dianquan/shared/contract/all';
import { ORDER_STEPS, type OrderStep } from '@dianquan/shared/workflow';
import type { Sql } from '../../platform/database/sql';

const DAYS_30 = 30 * 86_400_000;
/** Enough for a median that nobody could tell from the exact one. */
const SAMPLE = 2_000;

/** How long each step that somebody took in the last 30 days had been waited for, by the newest of them. */
export async function stepHours(sql: Sql, now: number): Promise<Answer<'orders.previewWorkflow'>['hours']> {
  const hours = [];
  for (const step of ORDER_STEPS) {
    const waits = await waitsFor(sql, step, now - DAYS_30);
    hours.push({
      step,
      orders: waits.length,
      median: waits.length === 0 ? null : inHours(middleOf(waits)),
      slowest: waits.length === 0 ? null : inHours(waits.at(-1) ?? 0),
    });
  }
  return hours;
}

/** Milliseconds, rising. */
async function waitsFor(sql: Sql, step: OrderStep, since: number): Promise<number[]> {
  const rows = await sql.query<{ waited: number }>(
    `SELECT t.at - COALESCE((SELECT MAX(p.at) FROM order_step p WHERE p.order_id = t.order_id AND p.seq < t.seq), o.placed_at) AS waited
     FROM order_step t JOIN shop_order o ON o.id = t.order_id
     WHERE t.step = ? AND t.at >= ? AND t.account_id IS NOT NULL ORDER BY t.at DESC LIMIT ${SAMPLE}`,
    [step, since],
  );
  return rows.map(({ waited }) => waited).sort((a, b) => a - b);
}

function middleOf(sorted: readonly number[]): number {
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}

const inHours = (ms: number): number => Math.round(ms / 360_000) / 10;
