import type { Answer } from '@dianquan/shared/contract/all';
import { Controller } from '@nestjs/common';
import type { StaffActor } from '../../platform/http/actor';
import { Input, Me } from '../../platform/http/input';
import { Operation } from '../../platform/http/operation';
import { LinksService } from './links.service';

@Controller()
export class LinksController {
  constructor(private readonly links: LinksService) {}

  @Operation('wecom.links', { allow: ['salesperson', 'manager', 'admin'] })
  list(@Me() me: StaffActor, @Input() input: Input<'wecom.links'>): Promise<Answer<'wecom.links'>> {
    return this.links.list(me, input);
  }

  @Operation('wecom.linkMember', { allow: ['salesperson', 'manager', 'admin'] })
  link(@Me() me: StaffActor, @Input() input: Input<'wecom.linkMember'>): Promise<Answer<'wecom.linkMember'>> {
    return this.links.link(me, input);
  }
}
