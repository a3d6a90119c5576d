import type { Answer } from '@dianquan/shared/contract/all';
import { Controller } from '@nestjs/common';
import type { Actor } from '../../platform/http/actor';
import { Input, Me } from '../../platform/http/input';
import { Operation } from '../../platform/http/operation';
import { IdempotencyKey } from '../../platform/idempotency/idempotency-key';
import { BUYERS } from '../buyer';
import { OrderListsService } from '../order-lists.service';
import { OrderReader } from '../order-reader';
import { RepeatService } from '../repeat.service';
import { PlacingService } from './placing.service';

@Controller()
export class OrdersController {
  constructor(
    private readonly placing: PlacingService,
    private readonly repeats: RepeatService,
    private readonly lists: OrderListsService,
    private readonly reader: OrderReader,
  ) {}

  @Operation('orders.check', { allow: BUYERS })
  check(@Me() me: Actor, @Input() input: Input<'orders.check'>): Promise<Answer<'orders.check'>> {
    return this.placing.check(me, input);
  }

  @Operation('orders.place', { allow: BUYERS })
  place(@Me() me: Actor, @IdempotencyKey() key: string, @Input() input: Input<'orders.place'>): Promise<Answer<'orders.place'>> {
    return this.placing.place(me, key, input);
  }

  @Operation('orders.repeat', { allow: BUYERS })
  repeat(@Me() me: Actor, @Input() input: Input<'orders.repeat'>): Promise<Answer<'orders.repeat'>> {
    return this.repeats.repeat(me, input.id);
  }

  @Operation('orders.list', { allow: ['member', 'staff'] })
  list(@Me() me: Actor, @Input() input: Input<'orders.list'>): Promise<Answer<'orders.list'>> {
    return this.lists.list(me, input);
  }

  @Operation('orders.get', { allow: ['member', 'staff'] })
  get(@Me() me: Actor, @Input() input: Input<'orders.get'>): Promise<Answer<'orders.get'>> {
    return this.reader.get(me, input.id);
  }
}
