import type { Answer } from '@dianquan/shared/contract/all';
import { Controller } from '@nestjs/common';
import type { StaffActor } from '../../platform/http/actor';
import { Input, Me } from '../../platform/http/input';
import { Operation } from '../../platform/http/operation';
import { StaffService } from './staff.service';

@Controller()
export class StaffController {
  constructor(private readonly staff: StaffService) {}

  @Operation('staff.create', { allow: ['admin'] })
  create(@Me() me: StaffActor, @Input() input: Input<'staff.create'>): Promise<Answer<'staff.create'>> {
    return this.staff.create(me, input);
  }

  @Operation('staff.list', { allow: ['manager', 'office', 'warehouse', 'admin'] })
  list(@Me() me: StaffActor, @Input() input: Input<'staff.list'>): Promise<Answer<'staff.list'>> {
    return this.staff.list(me, input);
  }

  @Operation('staff.update', { allow: ['admin'] })
  update(@Me() me: StaffActor, @Input() input: Input<'staff.update'>): Promise<Answer<'staff.update'>> {
    return this.staff.update(me, input);
  }
}
