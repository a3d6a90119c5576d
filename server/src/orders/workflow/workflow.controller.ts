import type { Answer } from '@dianquan/shared/contract/all';
import { Controller } from '@nestjs/common';
import type { Actor, StaffActor } from '../../platform/http/actor';
import { Input, Me } from '../../platform/http/input';
import { Operation } from '../../platform/http/operation';
import { OrderReader } from '../order-reader';
import { Amendments } from './amendments';
import { OrderCancels } from './order-cancels';
import { StepsService } from './steps.service';
import { WorkflowService } from './workflow.service';

@Controller()
export class WorkflowController {
  constructor(
    private readonly amendments: Amendments,
    private readonly cancels: OrderCancels,
    private readonly orders: OrderReader,
    private readonly steps: StepsService,
    private readonly workflow: WorkflowService,
  ) {}

  @Operation('orders.takeStep', { allow: ['member', 'staff'] })
  async takeStep(@Me() me: Actor, @Input() input: Input<'orders.takeStep'>): Promise<Answer<'orders.takeStep'>> {
    await this.steps.take(me, input);
    return this.orders.get(me, input.id);
  }

  @Operation('orders.amend', { allow: ['staff'] })
  async amend(@Me() me: StaffActor, @Input() input: Input<'orders.amend'>): Promise<Answer<'orders.amend'>> {
    await this.amendments.amend(me, input);
    return this.orders.get(me, input.id);
  }

  @Operation('orders.cancel', { allow: ['member', 'staff'] })
  async cancel(@Me() me: Actor, @Input() { id, reason }: Input<'orders.cancel'>): Promise<Answer<'orders.cancel'>> {
    await this.cancels.cancelFor(me, id, reason);
    return this.orders.get(me, id);
  }

  @Operation('orders.workflow', { allow: ['staff'] })
  get(): Promise<Answer<'orders.workflow'>> {
    return this.workflow.get();
  }

  @Operation('orders.previewWorkflow', { allow: ['admin'] })
  preview(@Input() { steps }: Input<'orders.previewWorkflow'>): Promise<Answer<'orders.previewWorkflow'>> {
    return this.workflow.preview(steps);
  }

  @Operation('orders.setWorkflow', { allow: ['admin'] })
  async set(@Me() me: StaffActor, @Input() input: Input<'orders.setWorkflow'>): Promise<Answer<'orders.setWorkflow'>> {
    await this.workflow.set(me, input);
    return this.workflow.get();
  }
}
