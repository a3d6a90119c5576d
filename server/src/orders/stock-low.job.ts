import { Injectable } from '@nestjs/common';
import { StockLow } from '../catalogue/events';
import { InboxItems } from '../delivery/inbox-items';
import { StaffPush } from '../delivery/staff-push';
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
    private readonly push: StaffPush,
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
      const news = await this.untold(tx, skus, people[0]?.accountId, day);
      await this.inbox.add(
        tx,
        people.flatMap(({ accountId }) =>
          skus.map((sku) => ({ ...itemOf(sku, day), accountId, memberId: null, kind: 'stock_low' as const, at })),
        ),
      );
      const [first] = news;
      if (first === undefined) return;
      const item = { ...itemOf(first, day), at };
      // Half a warehouse that runs short is one message, not fifty.
      const said = news.length === 1 ? item : { ...item, title: `${news.length} 种商品库存不足`, excerpt: namesOf(news) };
      await this.push.tell(
        tx,
        people.map(({ accountId }) => ({ ...said, accountId })),
      );
    });
  }

  private async untold(tx: Tx, skus: LowSku[], accountId: number | undefined, day: string): Promise<LowSku[]> {
    if (accountId === undefined || skus.length === 0) return [];
    const subjects = inList(skus.map(({ skuId }) => subjectOf(skuId, day)));
    const rows = await tx.query<{ subject: string }>(`SELECT subject FROM inbox_item WHERE account_id = ? AND subject IN ${subjects.sql}`, [
      accountId,
      ...subjects.params,
    ]);
    const told = new Set(rows.map(({ subject }) => subject));
    // One of several warehouses is enough to name it.
    const once = skus.filter(({ skuId }, i) => skus.findIndex((other) => other.skuId === skuId) === i);
    return once.filter(({ skuId }) => !told.has(subjectOf(skuId, day)));
  }
}

const subjectOf = (skuId: number, day: string): string => `stock-low:${skuId}:${day}`;
const nameOf = ({ name, spec }: LowSku): string => [name, spec].filter(Boolean).join(' ');
const namesOf = (skus: LowSku[]): string => skus.slice(0, 3).map(nameOf).join('、') + (skus.length > 3 ? ' 等' : '');

function itemOf(sku: LowSku, day: string): { title: string; excerpt: string; page: string; subject: string } {
  return {
    title: `库存不足：${nameOf(sku)}`,
    excerpt: `${sku.warehouse}还剩 ${sku.available} ${sku.unit}，已低于预警线`,
    page: '/office/stock/index?low=true',
    subject: subjectOf(sku.skuId, day),
  };
}
