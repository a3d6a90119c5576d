import { Injectable } from '@nestjs/common';
import { WechatClient } from './wechat-client';

export const SUBSCRIPTION_PATH = '/cgi-bin/message/subscribe/send';

export type SubscriptionMessage = {
  openid: string;
  /** The platform's. */
  templateId: string;
  /** Of the mini-program, with its query. */
  page: string;
  data: Record<string, string>;
};

/** Messages into people's WeChat. Not to be called inside a transaction. */
@Injectable()
export class WechatMessages {
  constructor(private readonly client: WechatClient) {}

  /** One of the messages that the person agreed to be sent. Throws `PlatformRefusal`, or `Unanswered` when nobody knows. */
  async send({ openid, templateId, page, data }: SubscriptionMessage): Promise<{ msgId: string | null }> {
    const body = {
      touser: openid,
      template_id: templateId,
      page: page.replace(/^\//, ''),
      data: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, { value }])),
      miniprogram_state: 'formal',
      lang: 'zh_CN',
    };
    const { msgid } = await this.client.asApp({ path: SUBSCRIPTION_PATH, body, repeatable: false });
    // A number too large to be read exactly is no id to find the message by.
    const isExact = typeof msgid === 'string' || Number.isSafeInteger(msgid);
    return { msgId: isExact ? String(msgid) : null };
  }
}
