import type { Answer } from '@dianquan/shared/contract/all';
import { Controller } from '@nestjs/common';
import type { StaffActor } from '../../platform/http/actor';
import { Input, Me } from '../../platform/http/input';
import { Operation } from '../../platform/http/operation';
import { MassTaskLists } from './mass-task-lists';

@Controller()
export class MassTasksController {
  constructor(private readonly lists: MassTaskLists) {}

  @Operation('delivery.massTasks', { allow: ['salesperson', 'manager', 'admin'] })
  massTasks(@Me() me: StaffActor, @Input() input: Input<'delivery.massTasks'>): Promise<Answer<'delivery.massTasks'>> {
    return this.lists.list(me, input);
  }
}
