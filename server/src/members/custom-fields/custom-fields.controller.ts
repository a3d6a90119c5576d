import type { Answer } from '@dianquan/shared/contract/all';
import { Controller } from '@nestjs/common';
import type { StaffActor } from '../../platform/http/actor';
import { Input, Me } from '../../platform/http/input';
import { Operation } from '../../platform/http/operation';
import { CustomFields } from './custom-fields.service';

@Controller()
export class CustomFieldsController {
  constructor(private readonly fields: CustomFields) {}

  @Operation('customFields.list', { allow: ['staff'] })
  list(): Promise<Answer<'customFields.list'>> {
    return this.fields.list();
  }

  @Operation('customFields.create', { allow: ['admin'] })
  create(@Me() me: StaffActor, @Input() input: Input<'customFields.create'>): Promise<Answer<'customFields.create'>> {
    return this.fields.create(me, input);
  }

  @Operation('customFields.update', { allow: ['admin'] })
  update(@Me() me: StaffActor, @Input() input: Input<'customFields.update'>): Promise<Answer<'customFields.update'>> {
    return this.fields.update(me, input);
  }

  @Operation('customFields.remove', { allow: ['admin'] })
  remove(@Me() me: StaffActor, @Input() { id }: Input<'customFields.remove'>): Promise<void> {
    return this.fields.remove(me, id);
  }
}
