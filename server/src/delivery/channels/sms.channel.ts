import type { ChannelPreview } from '@dianquan/shared/contract/delivery';
import { Injectable } from '@nestjs/common';
import { Env } from '../../platform/config/env';
import { Database } from '../../platform/database/database';
import { type Fragment, inList } from '../../platform/database/sql';
import { type CampaignNeeds, Channel, type Limit, type Message, type Outcome, type Recipient } from './channel';
import { Gateway } from './gateway';

/** Of one text message; longer ones are paid for twice. */
const LENGTH = 70;
const OFF: Outcome = { state: 'refused', code: 503, permanent: true, reason: '短信通道已关闭' };
const NO_PHONE: Outcome = { state: 'refused', code: 404, permanent: true, reason: '没有验证过的手机号' };

/** Text messages through a gateway of one's own (PUSH_SMS): to numbers that the platform vouched for. */
@Injectable()
export class SmsChannel extends Channel {
  readonly name = 'sms';
  readonly label = '短信';
  override readonly cost = 50;
  readonly limits: readonly Limit[] = [
    { label: '每人每分钟', per: 'minute', most: 1, key: ({ accountId }) => String(accountId), shared: false },
    { label: '每人每天', per: 'day', most: 10, key: ({ accountId }) => String(accountId), shared: false },
  ];

  constructor(
    private readonly db: Database,
    private readonly env: Env,
    private readonly gateway: Gateway,
  ) {
    super();
  }

  async reaches({ to }: CampaignNeeds): Promise<Fragment | null> {
    if (this.env.push.sms === null || to !== 'members') return null;
    return { sql: '(a.phone IS NOT NULL AND a.phone_verified = 1 AND a.erased_at IS NULL)', params: [] };
  }

  async preview(message: Message): Promise<ChannelPreview> {
    return { channel: this.name, label: this.label, title: this.env.supplierName, lines: [{ label: '短信', value: this.text(message) }] };
  }

  async send(message: Message, to: Recipient[]): Promise<Outcome[]> {
    const target = this.env.push.sms;
    if (target === null) return to.map(() => OFF);
    const ids = inList(to.map(({ accountId }) => accountId));
    const rows = await this.db.query<{ id: number; phone: string }>(
      `SELECT id, phone FROM account WHERE id IN ${ids.sql} AND phone IS NOT NULL AND phone_verified = 1`,
      ids.params,
    );
    const phones = new Map(rows.map(({ id, phone }) => [id, phone]));
    return Promise.all(to.map((one) => this.sendOne(target, message, one, phones.get(one.accountId))));
  }

  override async health(): ReturnType<Channel['health']> {
    const isOn = this.env.push.sms !== null;
    return { on: isOn, fault: isOn ? null : '没有设置短信网关（PUSH_SMS）', token: null };
  }

  private async sendOne(target: string, message: Message, to: Recipient, phone: string | undefined): Promise<Outcome> {
    if (phone === undefined) return NO_PHONE;
    const key = `sms-${to.campaignId}-${to.memberId}`;
    return this.gateway.deliver(this.name, target, { key, to: phone, title: message.title, text: this.text(message), page: message.page });
  }

  private text({ title, summary }: Message): string {
    const whole = [...`【${this.env.supplierName}】${title}${summary === '' ? '' : `：${summary}`}`];
    return whole.length > LENGTH ? `${whole.slice(0, LENGTH - 1).join('')}…` : whole.join('');
  }
}
