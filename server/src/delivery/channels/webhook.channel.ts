import type { ChannelPreview } from '@dianquan/shared/contract/delivery';
import { Injectable } from '@nestjs/common';
import { Env } from '../../platform/config/env';
import type { Fragment } from '../../platform/database/sql';
import { type CampaignNeeds, Channel, type Message, type Outcome, type Recipient } from './channel';
import { Gateway } from './gateway';

const OFF: Outcome = { state: 'refused', code: 503, permanent: true, reason: '网络回调已关闭' };

/** Another system of the company that has a way of its own to people (PUSH_WEBHOOK); it knows them by their number here. */
@Injectable()
export class WebhookChannel extends Channel {
  readonly name = 'webhook';
  readonly label = '网络回调';
  override readonly cost = 60;
  readonly limits = [];

  constructor(
    private readonly env: Env,
    private readonly gateway: Gateway,
  ) {
    super();
  }

  async reaches({ to }: CampaignNeeds): Promise<Fragment | null> {
    if (this.env.push.webhook === null || to !== 'members') return null;
    return { sql: '(a.erased_at IS NULL)', params: [] };
  }

  async preview({ title, summary, page }: Message): Promise<ChannelPreview> {
    const lines = [
      { label: '内容', value: summary },
      { label: '页面', value: page },
    ];
    return { channel: this.name, label: this.label, title, lines };
  }

  async send(message: Message, to: Recipient[]): Promise<Outcome[]> {
    const target = this.env.push.webhook;
    if (target === null) return to.map(() => OFF);
    return Promise.all(
      to.map(({ campaignId, memberId, accountId }) =>
        this.gateway.deliver(this.name, target, {
          key: `webhook-${campaignId}-${memberId}`,
          to: String(accountId),
          title: message.title,
          text: message.summary,
          page: message.page,
        }),
      ),
    );
  }

  override async health(): ReturnType<Channel['health']> {
    const isOn = this.env.push.webhook !== null;
    return { on: isOn, fault: isOn ? null : '没有设置回调地址（PUSH_WEBHOOK）', token: null };
  }
}
