import type { Answer } from '@dianquan/shared/contract/all';
import { Controller } from '@nestjs/common';
import type { Actor } from '../../platform/http/actor';
import { Input, Me } from '../../platform/http/input';
import { Operation } from '../../platform/http/operation';
import { ActorViews } from './actor-views';
import { SessionService } from './session.service';

@Controller()
export class SessionController {
  constructor(
    private readonly sessions: SessionService,
    private readonly views: ActorViews,
  ) {}

  @Operation('session.create', { allow: ['anonymous'], rate: 'login' })
  create(@Input() input: Input<'session.create'>): Promise<Answer<'session.create'>> {
    return this.sessions.create(input);
  }

  @Operation('session.get', { allow: ['account'] })
  get(@Me() me: Actor): Promise<Answer<'session.get'>> {
    return this.views.ofSession(me.sessionId);
  }

  @Operation('session.delete', { allow: ['account'] })
  delete(@Me() me: Actor): Promise<void> {
    return this.sessions.delete(me);
  }

  @Operation('session.switchShop', { allow: ['account'] })
  switchShop(@Me() me: Actor, @Input() input: Input<'session.switchShop'>): Promise<Answer<'session.switchShop'>> {
    return this.sessions.switchShop(me, input.shopId);
  }
}
