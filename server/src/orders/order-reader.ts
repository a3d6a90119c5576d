import type { OrderView } from '@dianquan/shared/contract/orders';
import { Injectable } from '@nestjs/common';
import { TradeSettingsStore } from '../catalogue/settings/trade-settings';
import { Database } from '../platform/database/database';
import { NotFound } from '../platform/errors';
import type { Actor } from '../platform/http/actor';
import { findOrder, partsOf } from './order-rows';
import { OrdersPresenter } from './orders.presenter';
import { WorkflowStore } from './workflow/workflow-store';

/** One order as somebody sees it. */
@Injectable()
export class OrderReader {
  constructor(
    private readonly db: Database,
    private readonly presenter: OrdersPresenter,
    private readonly settings: TradeSettingsStore,
    private readonly store: WorkflowStore,
  ) {}

  /** @throws NotFound for an order that isn't the actor's to see */
  async get(me: Actor, id: number): Promise<OrderView> {
    const { workflow } = await this.store.current(this.db);
    const { returns } = await this.settings.get(this.db);
    const [parts] = await partsOf(this.db, [await findOrder(this.db, me, id)]);
    if (!parts) throw new NotFound();
    return this.presenter.view(me, parts, { workflow, returns });
  }
}
