import type { Answer } from '@dianquan/shared/contract/all';
import { Controller } from '@nestjs/common';
import type { StaffActor } from '../../platform/http/actor';
import { Me } from '../../platform/http/input';
import { Operation } from '../../platform/http/operation';
import { QueuesService } from './queues.service';

@Controller()
export class QueuesController {
  constructor(private readonly queues: QueuesService) {}

  @Operation('orders.queues', { allow: ['staff'] })
  async list(@Me() me: StaffActor): Promise<Answer<'orders.queues'>> {
    return { items: await this.queues.of(me) };
  }
}
