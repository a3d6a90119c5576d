import type { Answer } from '@dianquan/shared/contract/all';
import { Controller } from '@nestjs/common';
import type { Actor, StaffActor } from '../../platform/http/actor';
import { Input, Me } from '../../platform/http/input';
import { Operation } from '../../platform/http/operation';
import { OrderSetsService } from './order-sets.service';

@Controller()
export class OrderSetsController {
  constructor(private readonly sets: OrderSetsService) {}

  @Operation('orderSets.get', { allow: ['account'] })
  get(@Me() me: Actor, @Input() input: Input<'orderSets.get'>): Promise<Answer<'orderSets.get'>> {
    return this.sets.get(me, input);
  }

  @Operation('orderSets.put', { allow: ['manager', 'office', 'admin'] })
  put(@Me() me: StaffActor, @Input() input: Input<'orderSets.put'>): Promise<void> {
    return this.sets.put(me, input);
  }
}
