import type { Answer } from '@dianquan/shared/contract/all';
import { Controller } from '@nestjs/common';
import type { Actor } from '../../platform/http/actor';
import { Input, Me } from '../../platform/http/input';
import { Operation } from '../../platform/http/operation';
import { TemplatesService } from './templates.service';

@Controller()
export class TemplatesController {
  constructor(private readonly templates: TemplatesService) {}

  @Operation('delivery.templates', { allow: ['manager', 'admin'] })
  list(): Promise<Answer<'delivery.templates'>> {
    return this.templates.list();
  }

  @Operation('delivery.createTemplate', { allow: ['manager', 'admin'] })
  create(@Me() me: Actor, @Input() input: Input<'delivery.createTemplate'>): Promise<Answer<'delivery.createTemplate'>> {
    return this.templates.create(me, input);
  }

  @Operation('delivery.withdrawTemplate', { allow: ['manager', 'admin'] })
  withdraw(@Me() me: Actor, @Input() { id, reason }: Input<'delivery.withdrawTemplate'>): Promise<Answer<'delivery.withdrawTemplate'>> {
    return this.templates.withdraw(me, id, reason);
  }
}
