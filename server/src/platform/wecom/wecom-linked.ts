import { Injectable } from '@nestjs/common';
import { Env } from '../config/env';
import { AuthorisedCalls } from '../wechat/authorised-calls';
import { PlatformHttp } from '../wechat/platform-http';
import { PlatformTokens } from '../wechat/platform-tokens';
import { freshToken } from '../wechat/wechat-client';
import { WecomClient } from './wecom-client';

/** Another corp of the same chain (上下游) that our app is shared with, and the app's number over there. */
export type LinkedCorp = { corpId: string; name: string; agentId: number };

/** 上下游, as against 企业互联. */
const CHAIN = 1;
const PAGE = 100;
const PAGES = 50;

/** Corps that our app is shared with. Not to be called inside a transaction. */
@Injectable()
export class WecomLinked {
  private readonly inside = new Map<string, AuthorisedCalls>();

  constructor(
    private readonly env: Env,
    private readonly http: PlatformHttp,
    private readonly tokens: PlatformTokens,
    private readonly client: WecomClient,
  ) {}

  async corps(): Promise<LinkedCorp[]> {
    const { agentId } = this.env.wecom;
    if (agentId === null) return [];
    const found: LinkedCorp[] = [];
    let cursor = '';
    for (let page = 0; page < PAGES; page++) {
      const body = { agentid: agentId, business_type: CHAIN, limit: PAGE, cursor };
      const answer = await this.client.asApp({ path: '/cgi-bin/corpgroup/corp/list_app_share_info', body, repeatable: true });
      for (const corp of Array.isArray(answer.corp_list) ? (answer.corp_list as Record<string, unknown>[]) : [])
        if (typeof corp.corpid === 'string')
          found.push({ corpId: corp.corpid, name: String(corp.corp_name ?? ''), agentId: Number(corp.agentid) });
      if (answer.ending === 1 || typeof answer.next_cursor !== 'string' || answer.next_cursor === '') break;
      cursor = answer.next_cursor;
    }
    return found;
  }

  /** Calls as our app inside such a corp, with a token of its own that our own token opens. */
  callsIn({ corpId, agentId }: Pick<LinkedCorp, 'corpId' | 'agentId'>): AuthorisedCalls {
    const key = `${corpId}/${agentId}`;
    const known = this.inside.get(key);
    if (known) return known;
    const body = { corpid: corpId, business_type: CHAIN, agentid: agentId };
    const calls = new AuthorisedCalls(this.http, this.tokens, {
      name: `wecom:${this.env.wecom.corpId}:in:${key}`,
      apiBase: this.env.wecom.apiBase,
      fetchToken: async () => freshToken(await this.client.asApp({ path: '/cgi-bin/corpgroup/corp/gettoken', body, repeatable: true })),
    });
    this.inside.set(key, calls);
    return calls;
  }
}
