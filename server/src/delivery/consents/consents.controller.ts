import type { Answer } from '@dianquan/shared/contract/all';
import { Controller } from '@nestjs/common';
import type { Actor } from '../../platform/http/actor';
import { Input, Me } from '../../platform/http/input';
import { Operation } from '../../platform/http/operation';
import { Preferences } from '../preferences/preferences';
import { ConsentsService } from './consents.service';

/** What a person is sent outside the app: theirs to see and to change. */
@Controller()
export class ConsentsController {
  constructor(
    private readonly consents: ConsentsService,
    private readonly preferences: Preferences,
  ) {}

  @Operation('delivery.consents', { allow: ['account'] })
  list(@Me() me: Actor): Promise<Answer<'delivery.consents'>> {
    return this.consents.list(me);
  }

  @Operation('delivery.recordConsent', { allow: ['account'] })
  record(@Me() me: Actor, @Input() input: Input<'delivery.recordConsent'>): Promise<Answer<'delivery.recordConsent'>> {
    return this.consents.record(me, input);
  }

  @Operation('delivery.preferences', { allow: ['account'] })
  getPreferences(@Me() me: Actor): Promise<Answer<'delivery.preferences'>> {
    return this.preferences.of(me.accountId);
  }

  @Operation('delivery.setPreferences', { allow: ['account'] })
  setPreferences(@Me() me: Actor, @Input() input: Input<'delivery.setPreferences'>): Promise<Answer<'delivery.setPreferences'>> {
    return this.preferences.set(me.accountId, input);
  }
}
