import type { ChannelPreview } from '@dianquan/shared/contract/delivery';
import { groupBy } from '@dianquan/shared/group-by';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { Env } from '../../platform/config/env';
import type { Fragment } from '../../platform/database/sql';
import { PlatformRefusal } from '../../platform/wechat/authorised-calls';
import { MASS_BATCH, WecomCustomers } from '../../platform/wecom/wecom-customers';
import { type Contact, MassTasks } from '../wecom/mass-tasks';
import { type MassText, MassTexts } from '../wecom/mass-texts';
import { outcomeOfFailure } from '../wecom/refusals';
import { WecomHealth } from '../wecom/wecom-health';
import { type CampaignNeeds, Channel, type Limit, type Message, type Outcome, type Recallable, type Recipient } from './channel';

const PATH = '/cgi-bin/externalcontact/add_msg_template';
/** A customer gets at most as many a month as it has days, and the shortest has 28. */
const A_MONTH = 28;

/** A message to customers in WeCom. We only make the task: it goes out when the salesperson confirms it. */
@Injectable()
export class WecomMassChannel extends Channel {
  readonly name = 'wecom-mass';
  readonly label = '企业微信群发';
  override readonly cost = 40;
  override readonly batch = MASS_BATCH;
  override readonly limits: readonly Limit[] = [
    { label: '每位客户每月', per: 'month', most: A_MONTH, key: ({ accountId }) => `wecom-mass:${accountId}`, shared: false },
  ];

  constructor(
    private readonly clock: Clock,
    private readonly env: Env,
    private readonly customers: WecomCustomers,
    private readonly tasks: MassTasks,
    private readonly texts: MassTexts,
    private readonly wecom: WecomHealth,
  ) {
    super();
  }

  /** News only: what happens to somebody's order needs no salesperson's tap. */
  async reaches({ to, message }: CampaignNeeds): Promise<Fragment | null> {
    if (to !== 'members' || message.category !== 'announcements') return null;
    return {
      sql: `EXISTS (SELECT 1 FROM wecom_contact wc JOIN staff wf ON wf.wecom_userid = wc.userid AND wf.disabled_at IS NULL
        WHERE wc.account_id = a.id AND wc.removed_at IS NULL)`,
      params: [],
    };
  }

  async preview(message: Message): Promise<ChannelPreview> {
    const { text, title, description } = this.texts.of(message);
    const lines = [
      { label: '文字', value: text },
      { label: '链接', value: description },
    ];
    return { channel: this.name, label: this.label, title, lines };
  }

  async send(message: Message, to: Recipient[]): Promise<Outcome[]> {
    const contacts = await this.tasks.contactsOf(to);
    const outcomes = new Map<number, Outcome>();
    const reachable = to.filter(({ accountId }) => contacts.has(accountId));
    let text: MassText & { url: string };
    try {
      text = await this.texts.withLink(message);
    } catch (error) {
      // The link comes from WeChat, before anything was asked of WeCom.
      const outcome = outcomeOfFailure(error, PATH, this.clock.now());
      return to.map(() => outcome);
    }
    for (const group of groupBy(reachable, ({ accountId }) => contacts.get(accountId)?.userid ?? '').values())
      for (const [accountId, outcome] of await this.sendThrough(text, [...group], contacts)) outcomes.set(accountId, outcome);
    return to.map(({ accountId }) => outcomes.get(accountId) ?? NO_CUSTOMER);
  }

  /** A task that nobody has confirmed is taken back; what has gone out stays. */
  override async recall(attempts: Recallable[]): Promise<number[]> {
    const gone = new Set<string>();
    for (const { id, platformId, state } of await this.tasks.unconfirmed(attempts.map((attempt) => attempt.platformId))) {
      if (state === 'waiting' && !(await this.cancel(platformId))) continue;
      await this.tasks.cancelled(id);
      gone.add(platformId);
    }
    return attempts.filter(({ platformId }) => gone.has(platformId)).map(({ attemptId }) => attemptId);
  }

  override health(): ReturnType<Channel['health']> {
    return this.wecom.ofContact(this.env.wecom.callback === null ? '没有设置客户联系的回调，不知道谁是客户' : null);
  }

  private async sendThrough(
    text: MassText & { url: string },
    to: Recipient[],
    contacts: Map<number, Contact>,
  ): Promise<[number, Outcome][]> {
    const all = to.flatMap(({ accountId }) => contacts.get(accountId) ?? []);
    const [first] = all;
    if (!first) return [];
    try {
      const { msgid, failed } = await this.customers.createMass({
        sender: first.userid,
        externalUserids: all.map(({ externalUserid }) => externalUserid),
        text: text.text,
        link: { title: text.title, description: text.description, url: text.url },
      });
      const missed = new Set(failed);
      if (msgid) await this.tasks.made(to[0]?.campaignId ?? 0, first, msgid, all.length - missed.size);
      return all.map(({ accountId, externalUserid }) => [
        accountId,
        !msgid || missed.has(externalUserid) ? NO_CUSTOMER : { state: 'accepted', platformId: msgid },
      ]);
    } catch (error) {
      const outcome = outcomeOfFailure(error, PATH, this.clock.now());
      return all.map(({ accountId }) => [accountId, outcome]);
    }
  }

  private async cancel(platformId: string): Promise<boolean> {
    try {
      await this.customers.cancelMass(platformId);
      return true;
    } catch (error) {
      if (error instanceof PlatformRefusal) return false;
      throw error;
    }
  }
}

const NO_CUSTOMER: Outcome = { state: 'refused', code: 84061, permanent: true, reason: '已不是业务员的企业微信客户，或群发次数已满' };
