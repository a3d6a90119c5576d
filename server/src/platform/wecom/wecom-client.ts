import { Injectable } from '@nestjs/common';
import { Env } from '../config/env';
import { Unauthenticated } from '../errors';
import { type AuthorisedCall, AuthorisedCalls, answered, orRefuse, platformUrl } from '../wechat/authorised-calls';
import { PlatformHttp } from '../wechat/platform-http';
import { type FreshToken, PlatformTokens } from '../wechat/platform-tokens';
import { freshToken, jsonOf, refusals } from '../wechat/wechat-client';

/** qyapi.weixin.qq.com, as far as we need it. Not to be called inside a transaction. */
@Injectable()
export class WecomClient {
  private readonly calls: AuthorisedCalls;
  private readonly contactCalls: AuthorisedCalls;
  /** Under which their tokens are kept. */
  readonly appTokenName: string;
  readonly contactTokenName: string;

  constructor(
    private readonly env: Env,
    private readonly http: PlatformHttp,
    tokens: PlatformTokens,
  ) {
    const { corpId, agentSecret, contactSecret, apiBase } = env.wecom;
    // The platform gives a token to each app, not to each corp.
    this.appTokenName = `wecom:${corpId}:app`;
    this.contactTokenName = contactSecret ? `wecom:${corpId}:contact` : this.appTokenName;
    const calls = (name: string, secret: string): AuthorisedCalls =>
      new AuthorisedCalls(http, tokens, { name, apiBase, fetchToken: () => this.fetchToken(secret) });
    this.calls = calls(this.appTokenName, agentSecret);
    this.contactCalls = contactSecret ? calls(this.contactTokenName, contactSecret) : this.calls;
  }

  async login(code: string): Promise<{ userid: string; corpid: string }> {
    const query = { js_code: code, grant_type: 'authorization_code' };
    const call = this.calls.json({ path: '/cgi-bin/miniprogram/jscode2session', query, repeatable: false });
    const { userid, corpid } = await orRefuse(
      call,
      refusals(() => new Unauthenticated('login_code_invalid')),
    );
    // Members of another corp can open the mini-program too; they are nobody here.
    if (typeof userid !== 'string' || corpid !== this.env.wecom.corpId) throw new Unauthenticated('login_code_invalid');
    return { userid, corpid };
  }

  /** As our app. Throws the platform's refusals as they are: what they mean, each caller knows. */
  asApp(call: AuthorisedCall): Promise<Record<string, unknown>> {
    return this.calls.json(call);
  }

  /** With the right to customer contact. */
  asContact(call: AuthorisedCall): Promise<Record<string, unknown>> {
    return this.contactCalls.json(call);
  }

  private async fetchToken(secret: string): Promise<FreshToken> {
    const { corpId, apiBase } = this.env.wecom;
    const url = platformUrl(apiBase, '/cgi-bin/gettoken', { corpid: corpId, corpsecret: secret });
    return freshToken(jsonOf(await orRefuse(answered(this.http, { url, repeatable: true }))));
  }
}
