import { Injectable } from '@nestjs/common';
import { StockLow } from '../catalogue/events';
import { InboxItems } from '../delivery/inbox-items';
import { Clock } from '../platform/clock';
import { Database, inList, type Tx } from '../platform/database/database';
import { OnEvent } from '../platform/jobs/events';
import { JobHandler, type RunningJob } from '../platform/jobs/job';
import { Jobs } from '../platform/jobs/jobs';

const STOCK_LOW = 'stock.low';
type Payload = { skuIds: number[]; at: number };
type LowSku = { skuId: number; name: string; spec: string; unit: string; warehouse: string; available: number };

/** Whoever orders must not wait until the office is told that something runs short. */
@Injectable()
export class StockLowNotices {
  constructor(
    private readonly clock: Clock,
    private readonly jobs: Jobs,
  ) {}

  @OnEvent(StockLow)
  async onLow({ skuIds }: StockLow, tx: Tx): Promise<void> {
    await this.jobs.add(tx, STOCK_LOW, { skuIds, at: this.clock.now() } satisfies Payload);
  }
}

/**
 * Puts what has fallen below its threshold into the inboxes of the office and the warehouse; what has come in meanwhile is left out.
 * Idempotent: a SKU is told once a day to each, by the item's subject.
 */
@JobHandler(STOCK_LOW)
export class StockLowJob {
  constructor(
    private readonly clock: Clock,
    private readonly db: Database,
    private readonly inbox: InboxItems,
  ) {}

  async run(job: RunningJob): Promise<void> {
    const { skuIds, at } = job.payload as unknown as Payload;
    const day = this.clock.shanghaiDay(at);
    await this.db.transaction(async (tx) => {
      const ids = inList(skuIds);
      const skus = await tx.query<LowSku>(
        `SELECT s.id AS skuId, p.name, s.spec, s.base_unit AS unit, w.name AS warehouse, k.available
         FROM stock k JOIN sku s ON s.id = k.sku_id JOIN product p ON p.id = s.product_id JOIN warehouse w ON w.id = k.warehouse_id
         WHERE k.sku_id IN ${ids.sql} AND k.low_below IS NOT NULL AND k.available < k.low_below ORDER BY s.id, w.position, w.id`,
        ids.params,
      );
      const people = await tx.query<{ accountId: number }>(
        `SELECT DISTINCT f.account_id AS accountId FROM staff f JOIN staff_role r ON r.staff_id = f.id
         WHERE f.disabled_at IS NULL AND r.role IN ('office', 'warehouse')`,
      );
      await this.inbox.add(
        tx,
        people.flatMap(({ accountId }) =>
          skus.map(({ skuId, name, spec, unit, warehouse, available }) => ({
            accountId,
            memberId: null,
            kind: 'stock_low' as const,
            title: `库存不足：${[name, spec].filter(Boolean).join(' ')}`,
            excerpt: `${warehouse}还剩 ${available} ${unit}，已低于预警线`,
            page: '/office/stock/index?low=true',
            subject: `stock-low:${skuId}:${day}`,
            at,
          })),
        ),
      );
    });
  }
}
