import type { Answer } from '@dianquan/shared/contract/all';
import { Controller } from '@nestjs/common';
import type { Actor } from '../../platform/http/actor';
import { Input, Me } from '../../platform/http/input';
import { Operation } from '../../platform/http/operation';
import { MembersService } from './members.service';
import { MembershipService } from './membership.service';

@Controller()
export class MembersController {
  constructor(
    private readonly members: MembersService,
    private readonly membership: MembershipService,
  ) {}

  @Operation('members.list', { allow: ['member', 'salesperson', 'manager', 'office', 'finance', 'admin'] })
  list(@Me() me: Actor, @Input() input: Input<'members.list'>): Promise<Answer<'members.list'>> {
    return this.members.list(me, input);
  }

  @Operation('members.get', { allow: ['member', 'salesperson', 'manager', 'office', 'finance', 'admin'] })
  get(@Me() me: Actor, @Input() input: Input<'members.get'>): Promise<Answer<'members.get'>> {
    return this.members.get(me, input.id);
  }

  @Operation('members.confirm', { allow: ['owner', 'salesperson', 'manager', 'admin'] })
  confirm(@Me() me: Actor, @Input() input: Input<'members.confirm'>): Promise<Answer<'members.confirm'>> {
    return this.membership.confirm(me, input.id);
  }

  /** Open to anyone signed in: who waits to be confirmed may also withdraw. */
  @Operation('members.remove', { allow: ['account'] })
  remove(@Me() me: Actor, @Input() input: Input<'members.remove'>): Promise<void> {
    return this.membership.remove(me, input.id);
  }
}
