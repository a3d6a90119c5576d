import type { Answer, Input } from '@dianquan/shared/contract/all';
import type { OrderView } from '@dianquan/shared/contract/orders';
import { PAYMENT_METHODS } from '@dianquan/shared/workflow';
import { Injectable } from '@nestjs/common';
import { TradeSettingsStore } from '../../catalogue/settings/trade-settings';
import { Balances } from '../../payments/balances';
import { Database } from '../../platform/database/database';
import { inList } from '../../platform/database/sql';
import type { Actor } from '../../platform/http/actor';
import { Idempotency } from '../../platform/idempotency/idempotency';
import { Buyers } from '../buyer';
import { totalOf } from '../lines/judge';
import { type Quote, Quotes } from '../lines/quotes';
import { OrderReader } from '../order-reader';
import { OrdersPresenter } from '../orders.presenter';
import { WorkflowStore } from '../workflow/workflow-store';
import { allocate } from './allocation';
import { PlacementBuffer } from './placement-buffer';

/** From lines to an order. */
@Injectable()
export class PlacingService {
  constructor(
    private readonly db: Database,
    private readonly buyers: Buyers,
    private readonly buffer: PlacementBuffer,
    private readonly idempotency: Idempotency,
    private readonly reader: OrderReader,
    private readonly presenter: OrdersPresenter,
    private readonly settings: TradeSettingsStore,
    private readonly workflows: WorkflowStore,
    private readonly quotes: Quotes,
    private readonly balances: Balances,
  ) {}

  /** Once for a key, however often and however parallel it is sent. @throws Refused with the lines at fault; then nothing is kept */
  async place(me: Actor, key: string, input: Input<'orders.place'>): Promise<OrderView> {
    const { shopId, onBehalf } = await this.buyers.shopOf(this.db, me, input.shopId);
    const once = this.idempotency.once(me.accountId, 'orders.place', key, { ...input, shopId });
    const placed = await this.buffer.add({ me, shopId, onBehalf, input, once });
    if (placed.again) return this.reader.get(me, placed.orderId);
    const { workflow } = await this.workflows.get(this.db, placed.parts.order.workflowVersionId);
    const { returns } = await this.settings.get(this.db);
    return this.presenter.view(me, placed.parts, { workflow, returns });
  }

  /** As `place` would decide at this moment; nothing is reserved by it. */
  async check(me: Actor, { shopId: wanted, lines }: Input<'orders.check'>): Promise<Answer<'orders.check'>> {
    const { view, shopId } = await this.buyers.of(this.db, me, wanted);
    const quote = await this.quotes.of(view, lines);
    const [balance, views, warehouses, people] = await Promise.all([
      this.balances.of(this.db, shopId),
      this.quotes.views(me, view, quote.lines),
      this.warehouses(quote),
      this.people(shopId),
    ]);
    const totalFen = totalOf(quote.lines);
    const { limitFen, leftFen, termDays, owedFen, openFen, depositFen } = balance;
    const credit =
      limitFen === 0 ? null : { limitFen, usedFen: owedFen + openFen, leftFen: Math.max(0, leftFen), termDays, over: totalFen > leftFen };
    const offered = { wechat: people > 0, offline: true, account: credit !== null, deposit: depositFen >= totalFen && depositFen > 0 };
    return { lines: views, totalFen, credit, depositFen, methods: PAYMENT_METHODS.filter((method) => offered[method]), warehouses };
  }

  private async warehouses({ lines, levels }: Quote): Promise<{ name: string; kinds: number }[]> {
    const wanted = lines.flatMap(({ sku, base, fault }, i) => (sku && fault === null ? [{ line: i + 1, skuId: sku.id, base }] : []));
    const { taken } = allocate(wanted, (skuId) => levels.get(skuId) ?? []);
    const ids = inList([...new Set(taken.map(({ warehouseId }) => warehouseId))]);
    const rows = await this.db.query<{ id: number; name: string }>(
      `SELECT id, name FROM warehouse WHERE id IN ${ids.sql} ORDER BY position, id`,
      ids.params,
    );
    return rows.map(({ id, name }) => {
      const skus = taken.filter(({ warehouseId }) => warehouseId === id).map(({ skuId }) => skuId);
      return { name, kinds: new Set(skus).size };
    });
  }

  private async people(shopId: number): Promise<number> {
    const [row] = await this.db.query<{ people: number }>('SELECT member_count AS people FROM shop WHERE id = ?', [shopId]);
    return row?.people ?? 0;
  }
}
