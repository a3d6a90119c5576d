import type { Answer } from '@dianquan/shared/contract/all';
import { Controller } from '@nestjs/common';
import type { Actor } from '../platform/http/actor';
import { Input, Me } from '../platform/http/input';
import { Operation } from '../platform/http/operation';
import { HomeService } from './home.service';
import { InboxService } from './inbox.service';

@Controller()
export class HomeController {
  constructor(
    private readonly home: HomeService,
    private readonly inbox: InboxService,
  ) {}

  @Operation('home.get', { allow: ['account'] })
  get(@Me() me: Actor, @Input() input: Input<'home.get'>): Promise<Answer<'home.get'>> {
    return this.home.get(me, input);
  }

  @Operation('inbox.list', { allow: ['account'] })
  list(@Me() me: Actor, @Input() input: Input<'inbox.list'>): Promise<Answer<'inbox.list'>> {
    return this.inbox.list(me, input);
  }

  @Operation('inbox.count', { allow: ['account'] })
  count(@Me() me: Actor): Promise<Answer<'inbox.count'>> {
    return this.inbox.count(me);
  }

  @Operation('inbox.markRead', { allow: ['account'] })
  markRead(@Me() me: Actor, @Input() input: Input<'inbox.markRead'>): Promise<Answer<'inbox.markRead'>> {
    return this.inbox.markRead(me, input);
  }
}
