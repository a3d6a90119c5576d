import type { Answer } from '@dianquan/shared/contract/all';
import type { ShopView } from '@dianquan/shared/contract/shops';
import { Controller, type StreamableFile } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { Actor, StaffActor } from '../../platform/http/actor';
import { Input, Me } from '../../platform/http/input';
import { Operation } from '../../platform/http/operation';
import { HandoverService } from './handover.service';
import { ShopListService } from './shop-list.service';
import { ShopViews } from './shop-view';
import { ShopsService } from './shops.service';

@Controller()
export class ShopsController {
  constructor(
    private readonly db: Database,
    private readonly shops: ShopsService,
    private readonly lists: ShopListService,
    private readonly handovers: HandoverService,
    private readonly views: ShopViews,
  ) {}

  @Operation('shops.create', { allow: ['salesperson', 'manager', 'office', 'admin'] })
  create(@Me() me: StaffActor, @Input() input: Input<'shops.create'>): Promise<ShopView> {
    return this.shops.create(me, input);
  }

  @Operation('shops.list', { allow: ['staff'] })
  list(@Me() me: StaffActor, @Input() input: Input<'shops.list'>): Promise<Answer<'shops.list'>> {
    return this.lists.list(me, input);
  }

  @Operation('shops.get', { allow: ['staff', 'member'] })
  get(@Me() me: Actor, @Input() { id }: Input<'shops.get'>): Promise<ShopView> {
    return this.views.get(this.db, me, id);
  }

  @Operation('shops.update', { allow: ['salesperson', 'manager', 'office', 'admin'] })
  update(@Me() me: StaffActor, @Input() input: Input<'shops.update'>): Promise<ShopView> {
    return this.shops.update(me, input);
  }

  @Operation('shops.history', { allow: ['salesperson', 'manager', 'office', 'admin'] })
  history(@Me() me: StaffActor, @Input() { id }: Input<'shops.history'>): Promise<Answer<'shops.history'>> {
    return this.shops.history(me, id);
  }

  @Operation('shops.handOver', { allow: ['manager', 'admin'] })
  handOver(@Me() me: StaffActor, @Input() input: Input<'shops.handOver'>): Promise<Answer<'shops.handOver'>> {
    return this.handovers.handOver(me, input);
  }

  @Operation('shops.export', { allow: ['salesperson', 'manager', 'office', 'admin'] })
  export(@Me() me: StaffActor, @Input() input: Input<'shops.export'>): Promise<StreamableFile> {
    return this.lists.export(me, input);
  }

  @Operation('shops.tags', { allow: ['salesperson', 'manager', 'office', 'admin'] })
  tags(@Me() me: StaffActor): Promise<Answer<'shops.tags'>> {
    return this.lists.tags(me);
  }
}
