import type { Answer } from '@dianquan/shared/contract/all';
import { Controller } from '@nestjs/common';
import type { StaffActor } from '../../platform/http/actor';
import { Input, Me } from '../../platform/http/input';
import { Operation } from '../../platform/http/operation';
import { TradeSettingsService } from './trade-settings.service';

@Controller()
export class TradeSettingsController {
  constructor(private readonly settings: TradeSettingsService) {}

  @Operation('tradeSettings.get', { allow: ['staff'] })
  get(): Promise<Answer<'tradeSettings.get'>> {
    return this.settings.get();
  }

  @Operation('tradeSettings.update', { allow: ['manager', 'admin'] })
  update(@Me() me: StaffActor, @Input() input: Input<'tradeSettings.update'>): Promise<Answer<'tradeSettings.update'>> {
    return this.settings.update(me, input);
  }
}
