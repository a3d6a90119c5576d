import type { ChannelPreview } from '@dianquan/shared/contract/delivery';
import type { FieldFault } from '@dianquan/shared/errors';
import { TEMPLATE_USES } from '@dianquan/shared/push-channels';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { Env } from '../../platform/config/env';
import { Database } from '../../platform/database/database';
import type { Fragment, Tx } from '../../platform/database/sql';
import { WechatClient } from '../../platform/wechat/wechat-client';
import { WechatMessages } from '../../platform/wechat/wechat-messages';
import { type ConsentKey, ConsentLedger, type HeldEnd } from '../consents/consent-ledger';
import { ToldMessages } from '../consents/told-messages';
import { activeTemplate, type Template, templatesWhere } from '../templates/template-rows';
import { ANY_SHOP, faultsOf, valuesOf } from '../templates/template-values';
import { TemplatesService } from '../templates/templates.service';
import { type CampaignNeeds, Channel, type Limit, type Message, type Outcome, type Recipient, type Settled } from './channel';
import { NO_TEMPLATE, NOBODY, NOTHING_LEFT, outcomeOf } from './subscription-answers';

const PER_DAY = { withPayment: 30_000_000, without: 10_000_000 };
const USE_ZH = { announcement: '公告', order: '订单', waiting: '待办' } as const;

/** WeChat's one-time messages: one for each time that somebody agreed to one, and none beyond. */
@Injectable()
export class SubscriptionChannel extends Channel {
  readonly name = 'subscription';
  readonly label = '微信订阅消息';
  override readonly cost = 10;

  constructor(
    private readonly db: Database,
    private readonly env: Env,
    private readonly clock: Clock,
    private readonly wechat: WechatClient,
    private readonly messages: WechatMessages,
    private readonly ledger: ConsentLedger,
    private readonly templates: TemplatesService,
    private readonly told: ToldMessages,
  ) {
    super();
  }

  override get limits(): readonly Limit[] {
    const most = this.env.wechatPay ? PER_DAY.withPayment : PER_DAY.without;
    return [{ label: '每天', per: 'day', most, key: () => 'subscription:day', shared: true }];
  }

  async reaches({ to, message }: CampaignNeeds): Promise<Fragment | null> {
    const template = to === 'members' ? await activeTemplate(this.db, message.use) : null;
    if (!template) return null;
    return {
      sql: `(a.provider = 'wechat' AND a.erased_at IS NULL AND EXISTS (SELECT 1 FROM push_consent c
        WHERE c.account_id = a.id AND c.template_id = ? AND c.ended_at IS NULL AND c.granted > c.sent + c.held))`,
      params: [template.id],
    };
  }

  async preview(message: Message): Promise<ChannelPreview> {
    const template = await activeTemplate(this.db, message.use);
    const values = template ? valuesOf(template.fields, message, ANY_SHOP) : {};
    return {
      channel: this.name,
      label: this.label,
      title: template?.title ?? '没有在用的模板',
      lines: template?.fields.map(({ key, label }) => ({ label, value: values[key] ?? '' })) ?? [],
    };
  }

  override async check(message: Message): Promise<FieldFault[]> {
    const template = await activeTemplate(this.db, message.use);
    return template ? faultsOf(template.fields, message) : [];
  }

  /** Whoever has nothing left by now, or whose template was withdrawn meanwhile, is not reached this way any more. */
  override async hold(tx: Tx, message: Message, to: Recipient[]): Promise<Recipient[]> {
    const template = await activeTemplate(tx, message.use);
    if (!template) return [];
    const held = await this.ledger.hold(tx, template.id, to);
    return held.map((recipient) => ({ ...recipient, templateId: template.id }));
  }

  async send(message: Message, to: Recipient[]): Promise<Outcome[]> {
    const ids = [...new Set(to.flatMap(({ templateId }) => templateId ?? []))];
    const templates = new Map<number, Template>();
    for (const id of ids) for (const template of await templatesWhere(this.db, 'id = ?', [id])) templates.set(id, template);
    return Promise.all(to.map((recipient) => this.sendOne(message, recipient, templates.get(recipient.templateId ?? 0))));
  }

  override async settle(tx: Tx, _message: Message, results: Settled[]): Promise<void> {
    const ends: Record<HeldEnd, Settled[]> = { sent: [], released: [], unknown: [] };
    for (const one of results) ends[endOf(one.outcome)].push(one);
    for (const [end, settled] of Object.entries(ends) as [HeldEnd, Settled[]][]) await this.settleAll(tx, end, settled);
    await this.told.matchLater(tx, keysOf(ends.unknown));
    for (const one of results) await this.follow(tx, one);
  }

  override async health(): ReturnType<Channel['health']> {
    const active = await templatesWhere(this.db, 'active_key IS NOT NULL');
    const missing = TEMPLATE_USES.filter((use) => !active.some((template) => template.use === use));
    const until = await this.wechat.tokenUntil();
    return {
      on: active.length > 0,
      fault: missing.length > 0 ? `没有在用的模板：${missing.map((use) => USE_ZH[use]).join('、')}` : null,
      token: { valid: until !== null, until: until === null ? null : new Date(until).toISOString() },
    };
  }

  private async sendOne(message: Message, to: Recipient, template: Template | undefined): Promise<Outcome> {
    if (!template) return { state: 'refused', code: NO_TEMPLATE, permanent: true, reason: '消息模板已失效' };
    const data = valuesOf(template.fields, message, to.shopName);
    try {
      const { msgId } = await this.messages.send({
        openid: to.externalId,
        templateId: template.platformId,
        page: message.page,
        data,
      });
      return { state: 'accepted', ...(msgId === null ? {} : { platformId: msgId }) };
    } catch (error) {
      return outcomeOf(error, this.clock.now());
    }
  }

  private async settleAll(tx: Tx, end: HeldEnd, settled: Settled[]): Promise<void> {
    for (const id of new Set(settled.flatMap(({ recipient }) => recipient.templateId ?? []))) {
      const of = settled.filter(({ recipient }) => recipient.templateId === id).map(({ recipient }) => recipient);
      await this.ledger.settle(tx, id, end, of);
    }
  }

  /** What a refusal says beyond this one message. */
  private async follow(tx: Tx, { recipient, outcome }: Settled): Promise<void> {
    const { accountId, templateId } = recipient;
    if (outcome.state !== 'refused' || templateId === undefined) return;
    const key = { accountId, templateId };
    if (outcome.code === NOTHING_LEFT) await this.ledger.sync(tx, key, await this.ledger.heldSince(tx, recipient), outcome.reason);
    if (NOBODY.includes(outcome.code)) await this.ledger.endAll(tx, accountId, outcome.reason);
    if (outcome.code === NO_TEMPLATE) await this.templates.lose(tx, templateId, '微信说这个模板编号无效');
  }
}

const keysOf = (settled: Settled[]): ConsentKey[] =>
  settled.flatMap(({ recipient: { accountId, templateId } }) => (templateId === undefined ? [] : [{ accountId, templateId }]));

/** Only what was sent uses a right up; what may have been sent keeps it held until somebody knows. */
function endOf({ state }: Outcome): HeldEnd {
  if (state === 'accepted') return 'sent';
  return state === 'unknown' ? 'unknown' : 'released';
}
