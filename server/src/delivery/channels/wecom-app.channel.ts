import type { ChannelPreview } from '@dianquan/shared/contract/delivery';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import type { Fragment } from '../../platform/database/sql';
import { APP_BATCH, WecomMessages } from '../../platform/wecom/wecom-messages';
import { noticeOf, outcomeFor } from '../wecom/app-notices';
import { outcomeOfFailure } from '../wecom/refusals';
import { WecomHealth } from '../wecom/wecom-health';
import { type CampaignNeeds, Channel, type Limit, type Message, type Outcome, type Recallable, type Recipient } from './channel';

const PATH = '/cgi-bin/message/send';
const RECALL_MS = 24 * 3_600_000;
const PER_ACCOUNT_AND_DAY = 200;

/** A message of our app in WeCom, for staff. What is above its limits the platform drops without a word, so they are never reached. */
@Injectable()
export class WecomAppChannel extends Channel implements OnModuleInit {
  readonly name = 'wecom-app';
  readonly label = '企业微信应用消息';
  override readonly cost = 20;
  override readonly batch = APP_BATCH;
  /** The same request is not delivered again within four hours. */
  override readonly repeatable = true;
  private accounts = 1;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly messages: WecomMessages,
    private readonly wecom: WecomHealth,
  ) {
    super();
  }

  override get limits(): readonly Limit[] {
    const each = ({ externalId }: Recipient): string => `wecom-app:${externalId}`;
    return [
      { label: '每人每分钟', per: 'minute', most: 30, key: (to) => `${each(to)}:m`, shared: false },
      { label: '每人每小时', per: 'hour', most: 1_000, key: (to) => `${each(to)}:h`, shared: false },
      { label: '每天', per: 'day', most: this.accounts * PER_ACCOUNT_AND_DAY, key: () => 'wecom-app:day', shared: true },
    ];
  }

  async onModuleInit(): Promise<void> {
    await this.countAccounts();
  }

  async reaches({ to }: CampaignNeeds): Promise<Fragment | null> {
    if (to !== 'staff' || this.messages.agentId === null) return null;
    await this.countAccounts();
    return { sql: `(f.disabled_at IS NULL AND a.provider = 'wecom')`, params: [] };
  }

  async preview(message: Message): Promise<ChannelPreview> {
    const { title, items } = noticeOf(message);
    return { channel: this.name, label: this.label, title, lines: items.map(({ key, value }) => ({ label: key, value })) };
  }

  async send(message: Message, to: Recipient[]): Promise<Outcome[]> {
    // In one order whatever order they come in: a repetition is known by being the same.
    const userids = to.map(({ externalId }) => externalId).sort();
    try {
      const sent = await this.messages.send(userids, noticeOf(message));
      return to.map(({ externalId }) => outcomeFor(externalId, sent));
    } catch (error) {
      const outcome = outcomeOfFailure(error, PATH, this.clock.now());
      return to.map(() => outcome);
    }
  }

  /** One message went to many: it is taken back from all of them, or from nobody. */
  override async recall(attempts: Recallable[]): Promise<number[]> {
    const fresh = attempts.filter(({ at }) => at > this.clock.now() - RECALL_MS);
    const gone = new Set<string>();
    for (const msgid of new Set(fresh.map(({ platformId }) => platformId))) if (await this.messages.recall(msgid)) gone.add(msgid);
    return fresh.filter(({ platformId }) => gone.has(platformId)).map(({ attemptId }) => attemptId);
  }

  override health(): ReturnType<Channel['health']> {
    return this.wecom.ofApp(this.messages.agentId === null ? '没有设置企业微信应用（WECOM_AGENT_ID）' : null);
  }

  /** The platform counts by the accounts that the corp has; those who work here are at most as many. */
  private async countAccounts(): Promise<void> {
    const [row] = await this.db.query<{ n: number }>('SELECT COUNT(*) AS n FROM staff WHERE disabled_at IS NULL');
    this.accounts = Math.max(1, row?.n ?? 0);
  }
}
