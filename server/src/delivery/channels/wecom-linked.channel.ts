import type { ChannelPreview } from '@dianquan/shared/contract/delivery';
import { groupBy } from '@dianquan/shared/group-by';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import { type Fragment, inList } from '../../platform/database/sql';
import { APP_BATCH, WecomMessages } from '../../platform/wecom/wecom-messages';
import { noticeOf, outcomeFor } from '../wecom/app-notices';
import { outcomeOfFailure } from '../wecom/refusals';
import { WecomHealth } from '../wecom/wecom-health';
import { type CampaignNeeds, Channel, type Limit, type Message, type Outcome, type Recipient } from './channel';

const PATH = '/cgi-bin/message/send';
type Link = { accountId: number; corpId: string; agentId: number; userid: string };

/** A message of our app inside the WeCom of the shop's own company, where that is linked to ours (上下游). */
@Injectable()
export class WecomLinkedChannel extends Channel {
  readonly name = 'wecom-linked';
  readonly label = '企业微信上下游';
  override readonly cost = 30;
  override readonly batch = APP_BATCH;
  override readonly repeatable = true;
  override readonly limits: readonly Limit[] = [
    { label: '每人每分钟', per: 'minute', most: 30, key: ({ accountId }) => `wecom-linked:${accountId}:m`, shared: false },
    { label: '每人每小时', per: 'hour', most: 1_000, key: ({ accountId }) => `wecom-linked:${accountId}:h`, shared: false },
  ];

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly messages: WecomMessages,
    private readonly wecom: WecomHealth,
  ) {
    super();
  }

  async reaches({ to }: CampaignNeeds): Promise<Fragment | null> {
    if (to !== 'members' || this.messages.agentId === null) return null;
    return { sql: 'EXISTS (SELECT 1 FROM wecom_linked_member wl WHERE wl.account_id = a.id)', params: [] };
  }

  async preview(message: Message): Promise<ChannelPreview> {
    const { title, items } = noticeOf(message);
    return { channel: this.name, label: this.label, title, lines: items.map(({ key, value }) => ({ label: key, value })) };
  }

  /** One call for each company. */
  async send(message: Message, to: Recipient[]): Promise<Outcome[]> {
    const links = await this.linksOf(to);
    const outcomes = new Map<number, Outcome>();
    for (const group of groupBy(links, ({ corpId, agentId }) => `${corpId}/${agentId}`).values())
      for (const [accountId, outcome] of await this.sendInto(message, [...group])) outcomes.set(accountId, outcome);
    return to.map(({ accountId }) => outcomes.get(accountId) ?? NOT_LINKED);
  }

  override health(): ReturnType<Channel['health']> {
    return this.wecom.ofApp(this.messages.agentId === null ? '没有设置企业微信应用（WECOM_AGENT_ID）' : null);
  }

  private async sendInto(message: Message, links: Link[]): Promise<[number, Outcome][]> {
    const [first] = links;
    if (!first) return [];
    try {
      const sent = await this.messages.send(links.map(({ userid }) => userid).sort(), noticeOf(message), first);
      return links.map(({ accountId, userid }) => [accountId, outcomeFor(userid, sent)]);
    } catch (error) {
      const outcome = outcomeOfFailure(error, PATH, this.clock.now());
      return links.map(({ accountId }) => [accountId, outcome]);
    }
  }

  private linksOf(to: readonly Recipient[]): Promise<Link[]> {
    const accounts = inList(to.map(({ accountId }) => accountId));
    return this.db.query<Link>(
      `SELECT account_id AS accountId, corp_id AS corpId, agent_id AS agentId, userid FROM wecom_linked_member WHERE account_id IN ${accounts.sql}`,
      accounts.params,
    );
  }
}

const NOT_LINKED: Outcome = { state: 'refused', code: 60111, permanent: true, reason: '已不在关联的企业里' };
