import { Injectable } from '@nestjs/common';
import { Env } from '../config/env';
import { Unavailable } from '../errors';
import { PlatformRefusal } from '../wechat/authorised-calls';
import { WecomClient } from './wecom-client';
import { type LinkedCorp, WecomLinked } from './wecom-linked';

/** A card in WeCom that opens a page of the mini-program. */
export type AppNotice = { title: string; description: string; page: string; items: { key: string; value: string }[] };
type Inside = Pick<LinkedCorp, 'corpId' | 'agentId'>;
export type AppSent = { msgid: string | null; invalid: string[]; unlicensed: string[] };

/** At most so many members in one message. */
export const APP_BATCH = 1_000;
/** Within it the platform drops a request that it has already had: the longest that it offers. */
export const DUPLICATES_KNOWN_S = 4 * 3_600;
const ALL_INVALID = 81013;

/** Messages of our app to members of the corp. Not to be called inside a transaction. */
@Injectable()
export class WecomMessages {
  constructor(
    private readonly env: Env,
    private readonly client: WecomClient,
    private readonly linked: WecomLinked,
  ) {}

  get agentId(): number | null {
    return this.env.wecom.agentId;
  }

  /** The same to the same members in the same order is one message, however often it is sent. `corp`: to members of that one. */
  async send(userids: string[], notice: AppNotice, corp?: Inside): Promise<AppSent> {
    const body = {
      touser: userids.join('|'),
      msgtype: 'miniprogram_notice',
      agentid: corp?.agentId ?? this.agentId,
      miniprogram_notice: {
        appid: this.env.wechat.appId,
        page: notice.page,
        title: notice.title,
        description: notice.description,
        emphasis_first_item: false,
        content_item: notice.items,
      },
      enable_duplicate_check: 1,
      duplicate_check_interval: DUPLICATES_KNOWN_S,
    };
    try {
      const answer = await this.call('/cgi-bin/message/send', body, corp);
      const msgid = typeof answer.msgid === 'string' ? answer.msgid : null;
      return { msgid, invalid: named(answer.invaliduser), unlicensed: named(answer.unlicenseduser) };
    } catch (error) {
      if (error instanceof PlatformRefusal && error.errcode === ALL_INVALID)
        return { msgid: null, invalid: lower(userids), unlicensed: [] };
      throw error;
    }
  }

  /** Within 24 hours, and in WeCom itself only. */
  async recall(msgid: string, corp?: Inside): Promise<boolean> {
    try {
      await this.call('/cgi-bin/message/recall', { msgid }, corp);
      return true;
    } catch (error) {
      if (error instanceof PlatformRefusal || error instanceof Unavailable) return false;
      throw error;
    }
  }

  private call(path: string, body: object, corp: Inside | undefined): Promise<Record<string, unknown>> {
    const call = { path, body, repeatable: true };
    return corp ? this.linked.callsIn(corp).json(call) : this.client.asApp(call);
  }
}

const lower = (userids: string[]): string[] => userids.map((userid) => userid.toLowerCase());
/** Ids come back in lower case, with bars between them. */
const named = (value: unknown): string[] => (typeof value === 'string' && value !== '' ? lower(value.split('|')) : []);
