import { Injectable } from '@nestjs/common';
import { Env } from '../config/env';
import { Refused, Unauthenticated, Unavailable } from '../errors';
import { type AuthorisedCall, AuthorisedCalls, answered, orRefuse, PlatformRefusal, platformUrl } from './authorised-calls';
import { PlatformHttp } from './platform-http';
import { type FreshToken, PlatformTokens } from './platform-tokens';

export type WechatSession = { openid: string; unionid: string | null; sessionKey: string };
/** 1 profile, 2 comment, 3 forum, 4 log of a social kind. */
export type CheckScene = 1 | 2 | 3 | 4;
export type Verdict = { suggest: 'pass' | 'review' | 'risky'; label: number };

const CODE_SPENT = [40029, 40163, 40226];
const TOO_OFTEN = [45009, 45011];
/** The user has not been here for two hours: the platform does not judge, so a person must. */
const USER_AWAY = 61010;
const TEXT_LIMIT = 2500;
const SEVERITY = ['pass', 'review', 'risky'] as const;

/** api.weixin.qq.com, as far as we need it. Not to be called inside a transaction. */
@Injectable()
export class WechatClient {
  private readonly calls: AuthorisedCalls;
  private readonly tokenName: string;

  constructor(
    private readonly env: Env,
    private readonly http: PlatformHttp,
    private readonly tokens: PlatformTokens,
  ) {
    const { appId, apiBase } = env.wechat;
    this.tokenName = `wechat:${appId}`;
    this.calls = new AuthorisedCalls(http, tokens, { name: this.tokenName, apiBase, fetchToken: () => this.fetchToken() });
  }

  async login(code: string): Promise<WechatSession> {
    const { appId, secret, apiBase } = this.env.wechat;
    const query = { appid: appId, secret, js_code: code, grant_type: 'authorization_code' };
    const call = answered(this.http, { url: platformUrl(apiBase, '/sns/jscode2session', query), repeatable: false });
    const { openid, unionid, session_key } = jsonOf(
      await orRefuse(
        call,
        refusals(() => new Unauthenticated('login_code_invalid')),
      ),
    );
    if (typeof openid !== 'string' || typeof session_key !== 'string') throw new Unavailable('platform_unavailable');
    return { openid, unionid: typeof unionid === 'string' ? unionid : null, sessionKey: session_key };
  }

  /** The number behind the code of a getPhoneNumber button, without the country code. */
  async phoneNumber(code: string): Promise<{ phone: string; countryCode: string }> {
    const call = this.calls.json({ path: '/wxa/business/getuserphonenumber', body: { code }, repeatable: false });
    const answer = await orRefuse(
      call,
      refusals(() => new Refused('phone_code_invalid')),
    );
    const info = (answer.phone_info ?? {}) as { purePhoneNumber?: string; countryCode?: string | number };
    if (typeof info.purePhoneNumber !== 'string') throw new Unavailable('platform_unavailable');
    return { phone: info.purePhoneNumber, countryCode: String(info.countryCode ?? '86') };
  }

  /** A mini-program code as a picture. `scene` has at most 32 characters of the allowed set. */
  async codePicture({ scene, page, width = 430 }: { scene: string; page: string; width?: number }): Promise<Buffer> {
    // Unchecked: codes are printed before the version with their page is released.
    const body = { scene, page, width, check_path: false, env_version: 'release' };
    const answer = await orRefuse(this.calls.send({ path: '/wxa/getwxacodeunlimit', body, repeatable: true }), refusals());
    if ('bytes' in answer) return answer.bytes;
    throw new Unavailable('platform_unavailable');
  }

  /** An address that opens the mini-program from outside WeChat, for 1 to 30 days. */
  async urlLink({ path, query, days }: { path: string; query: string; days: number }): Promise<string> {
    const body = { path, query, is_expire: true, expire_type: 1, expire_interval: Math.min(30, Math.max(1, Math.round(days))) };
    const answer = await orRefuse(this.calls.json({ path: '/wxa/generate_urllink', body, repeatable: true }), refusals());
    if (typeof answer.url_link === 'string') return answer.url_link;
    throw new Unavailable('platform_unavailable');
  }

  /** Judges a text; a long one in pieces, the worst of which counts. */
  async checkText(text: { openid: string; scene: CheckScene; content: string; title?: string; nickname?: string }): Promise<Verdict> {
    const { content, ...rest } = text;
    let worst: Verdict = { suggest: 'pass', label: 100 };
    for (const piece of pieces(content)) {
      const verdict = await this.checkPiece({ ...rest, content: piece });
      if (SEVERITY.indexOf(verdict.suggest) > SEVERITY.indexOf(worst.suggest)) worst = verdict;
    }
    return worst;
  }

  /** Asks for a judgement of a picture, which comes later as `MediaChecked` under the trace id. */
  async checkMedia({ openid, url, scene }: { openid: string; url: string; scene: CheckScene }): Promise<{ traceId: string }> {
    const body = { openid, scene, version: 2, media_type: 2, media_url: url };
    const answer = await orRefuse(this.calls.json({ path: '/wxa/media_check_async', body, repeatable: true }), refusals());
    if (typeof answer.trace_id === 'string') return { traceId: answer.trace_id };
    throw new Unavailable('platform_unavailable');
  }

  /** Throws the platform's refusals as they are: what they mean, each caller knows. */
  asApp(call: AuthorisedCall): Promise<Record<string, unknown>> {
    return this.calls.json(call);
  }

  /** Of the token that all processes share. */
  tokenUntil(): Promise<number | null> {
    return this.tokens.until(this.tokenName);
  }

  private async checkPiece(body: { openid: string; scene: CheckScene; content: string }): Promise<Verdict> {
    try {
      const answer = await this.calls.json({ path: '/wxa/msg_sec_check', body: { version: 2, ...body }, repeatable: true });
      return verdictOf(answer.result);
    } catch (error) {
      if (error instanceof PlatformRefusal && error.errcode === USER_AWAY) return { suggest: 'review', label: 0 };
      return orRefuse<Verdict>(Promise.reject(error), refusals());
    }
  }

  private async fetchToken(): Promise<FreshToken> {
    const { appId, secret, apiBase } = this.env.wechat;
    const url = platformUrl(apiBase, '/cgi-bin/stable_token', {});
    const body = { grant_type: 'client_credential', appid: appId, secret };
    const answer = jsonOf(await orRefuse(answered(this.http, { url, body, repeatable: true })));
    return freshToken(answer);
  }
}

export function freshToken({ access_token, expires_in }: Record<string, unknown>): FreshToken {
  if (typeof access_token !== 'string' || typeof expires_in !== 'number') throw new Unavailable('platform_unavailable');
  return { token: access_token, expiresInSeconds: expires_in };
}

export function refusals(spent?: () => Refused | Unauthenticated): Record<number, () => Refused | Unauthenticated> {
  const tooOften = TOO_OFTEN.map((code) => [code, () => new Refused('too_many_requests')] as const);
  return Object.fromEntries([...tooOften, ...(spent ? CODE_SPENT.map((code) => [code, spent] as const) : [])]);
}

export function jsonOf(answer: object): Record<string, unknown> {
  return 'json' in answer ? (answer.json as Record<string, unknown>) : {};
}

/** What we cannot read, a person must judge. */
export function verdictOf(result: unknown): Verdict {
  const { suggest, label } = (result ?? {}) as { suggest?: unknown; label?: unknown };
  const known = SEVERITY.find((one) => one === suggest) ?? 'review';
  return { suggest: known, label: Number(label) || 0 };
}

function pieces(content: string): string[] {
  const characters = [...content];
  const count = Math.max(1, Math.ceil(characters.length / TEXT_LIMIT));
  return Array.from({ length: count }, (_, i) => characters.slice(i * TEXT_LIMIT, (i + 1) * TEXT_LIMIT).join(''));
}
