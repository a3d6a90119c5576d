import type { Answer } from '@dianquan/shared/contract/all';
import { Controller } from '@nestjs/common';
import type { Actor, StaffActor } from '../../platform/http/actor';
import { Input, Me } from '../../platform/http/input';
import { Operation } from '../../platform/http/operation';
import { CustomerPricesService } from './customer-prices.service';
import { ListPricesService } from './list-prices.service';
import { OwnPricesService } from './own-prices.service';
import { PriceHistoryService } from './price-history.service';
import { PriceLevelsService } from './price-levels.service';

@Controller()
export class PricesController {
  constructor(
    private readonly own: OwnPricesService,
    private readonly history: PriceHistoryService,
    private readonly levels: PriceLevelsService,
    private readonly customers: CustomerPricesService,
    private readonly lists: ListPricesService,
  ) {}

  @Operation('products.price', { allow: ['account'] })
  price(@Me() me: Actor, @Input() input: Input<'products.price'>): Promise<Answer<'products.price'>> {
    return this.own.price(me, input);
  }

  @Operation('products.explainPrice', { allow: ['account'] })
  explain(@Me() me: Actor, @Input() input: Input<'products.explainPrice'>): Promise<Answer<'products.explainPrice'>> {
    return this.own.explain(me, input);
  }

  @Operation('products.priceHistory', { allow: ['member', 'staff'] })
  priceHistory(@Me() me: Actor, @Input() input: Input<'products.priceHistory'>): Promise<Answer<'products.priceHistory'>> {
    return this.history.list(me, input);
  }

  @Operation('priceLevels.list', { allow: ['manager', 'finance', 'office', 'admin'] })
  listLevels(): Promise<Answer<'priceLevels.list'>> {
    return this.levels.list();
  }

  @Operation('priceLevels.create', { allow: ['manager', 'admin'] })
  createLevel(@Me() me: StaffActor, @Input() input: Input<'priceLevels.create'>): Promise<Answer<'priceLevels.create'>> {
    return this.levels.create(me, input);
  }

  @Operation('priceLevels.update', { allow: ['manager', 'admin'] })
  updateLevel(@Me() me: StaffActor, @Input() input: Input<'priceLevels.update'>): Promise<Answer<'priceLevels.update'>> {
    return this.levels.update(me, input);
  }

  @Operation('priceLevels.remove', { allow: ['manager', 'admin'] })
  removeLevel(@Me() me: StaffActor, @Input() { id }: Input<'priceLevels.remove'>): Promise<void> {
    return this.levels.remove(me, id);
  }

  @Operation('customerPrices.list', { allow: ['salesperson', 'manager', 'finance', 'office', 'admin'] })
  listCustomer(@Me() me: StaffActor, @Input() input: Input<'customerPrices.list'>): Promise<Answer<'customerPrices.list'>> {
    return this.customers.list(me, input);
  }

  @Operation('customerPrices.set', { allow: ['manager', 'admin'] })
  setCustomer(@Me() me: StaffActor, @Input() input: Input<'customerPrices.set'>): Promise<Answer<'customerPrices.set'>> {
    return this.customers.set(me, input);
  }

  @Operation('customerPrices.reviews', { allow: ['manager', 'admin'] })
  reviews(@Me() me: StaffActor, @Input() input: Input<'customerPrices.reviews'>): Promise<Answer<'customerPrices.reviews'>> {
    return this.customers.reviews(me, input);
  }

  @Operation('listPrices.set', { allow: ['manager', 'admin'] })
  setList(@Me() me: StaffActor, @Input() input: Input<'listPrices.set'>): Promise<Answer<'listPrices.set'>> {
    return this.lists.set(me, input);
  }
}
