import { Injectable } from '@nestjs/common';
import { PlatformTokens } from '../../platform/wechat/platform-tokens';
import { WecomClient } from '../../platform/wecom/wecom-client';

type Health = { on: boolean; fault: string | null; token: { valid: boolean; until: string | null } };

/** How the channels through WeCom stand: whether they are set up, and the token they speak with. */
@Injectable()
export class WecomHealth {
  constructor(
    private readonly tokens: PlatformTokens,
    private readonly client: WecomClient,
  ) {}

  ofApp(fault: string | null): Promise<Health> {
    return this.health(this.client.appTokenName, fault);
  }

  ofContact(fault: string | null): Promise<Health> {
    return this.health(this.client.contactTokenName, fault);
  }

  private async health(name: string, fault: string | null): Promise<Health> {
    const until = await this.tokens.until(name);
    return { on: fault === null, fault, token: { valid: until !== null, until: until === null ? null : new Date(until).toISOString() } };
  }
}
