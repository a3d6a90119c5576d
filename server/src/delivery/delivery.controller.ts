import type { Answer } from '@dianquan/shared/contract/all';
import { Controller } from '@nestjs/common';
import type { StaffActor } from '../platform/http/actor';
import { Input, Me } from '../platform/http/input';
import { Operation } from '../platform/http/operation';
import { ChannelStates } from './channel-states';
import { DeadLettersService } from './dead-letters.service';
import { PushSettingsService } from './push-settings';

@Controller()
export class DeliveryController {
  constructor(
    private readonly channels: ChannelStates,
    private readonly letters: DeadLettersService,
    private readonly settings: PushSettingsService,
  ) {}

  @Operation('delivery.settings', { allow: ['manager', 'admin'] })
  get(): Promise<Answer<'delivery.settings'>> {
    return this.settings.view();
  }

  @Operation('delivery.setSettings', { allow: ['manager', 'admin'] })
  set(@Me() me: StaffActor, @Input() input: Input<'delivery.setSettings'>): Promise<Answer<'delivery.setSettings'>> {
    return this.settings.set(me, input);
  }

  @Operation('delivery.deadLetters', { allow: ['manager', 'admin'] })
  deadLetters(@Input() input: Input<'delivery.deadLetters'>): Promise<Answer<'delivery.deadLetters'>> {
    return this.letters.list(input);
  }

  @Operation('delivery.retry', { allow: ['manager', 'admin'] })
  async retry(@Me() me: StaffActor, @Input() { id }: Input<'delivery.retry'>): Promise<void> {
    await this.letters.retry(me, id);
  }

  @Operation('delivery.drop', { allow: ['manager', 'admin'] })
  async drop(@Me() me: StaffActor, @Input() { id, reason }: Input<'delivery.drop'>): Promise<void> {
    await this.letters.drop(me, id, reason);
  }

  @Operation('delivery.channels', { allow: ['admin'] })
  async states(): Promise<Answer<'delivery.channels'>> {
    return { items: await this.channels.list() };
  }
}
