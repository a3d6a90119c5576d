import type { Answer } from '@dianquan/shared/contract/all';
import { Controller } from '@nestjs/common';
import type { Actor, StaffActor } from '../../platform/http/actor';
import { Input, Me } from '../../platform/http/input';
import { Operation } from '../../platform/http/operation';
import { CategoriesService } from './categories.service';

@Controller()
export class CategoriesController {
  constructor(private readonly categories: CategoriesService) {}

  @Operation('categories.list', { allow: ['account'] })
  async list(@Me() me: Actor): Promise<Answer<'categories.list'>> {
    return { items: await this.categories.list(me) };
  }

  @Operation('categories.create', { allow: ['manager', 'office', 'admin'] })
  create(@Me() me: StaffActor, @Input() input: Input<'categories.create'>): Promise<Answer<'categories.create'>> {
    return this.categories.create(me, input);
  }

  @Operation('categories.update', { allow: ['manager', 'office', 'admin'] })
  update(@Me() me: StaffActor, @Input() input: Input<'categories.update'>): Promise<Answer<'categories.update'>> {
    return this.categories.update(me, input);
  }

  @Operation('categories.remove', { allow: ['manager', 'office', 'admin'] })
  remove(@Me() me: StaffActor, @Input() { id }: Input<'categories.remove'>): Promise<void> {
    return this.categories.remove(me, id);
  }
}
