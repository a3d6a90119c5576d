import type { AttemptView, DeliveryReport } from '@dianquan/shared/contract/delivery';
import { INBOX, type PushChannel, type RecipientState } from '@dianquan/shared/push-channels';
import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import type { Fragment, SqlValue } from '../platform/database/sql';
import { decodeCursor, pageOfRows } from '../platform/http/cursor';
import { countBlocks } from './blocks';
import { type Campaign, findCampaign } from './campaign-rows';
import { Channels } from './channels/channels';

type Counted<Key extends string> = Record<Key, string> & { people: number };
type ReasonRow = { channel: PushChannel; code: string | null; answer: string | null; people: number };
export type AttemptFilter = {
  channel?: PushChannel;
  state?: AttemptView['state'];
  cursor?: string;
  limit: number;
  /** Over `s`: the shops whose people may be seen. */
  scope: Fragment;
};

const NOTHING: DeliveryReport = { state: 'none', people: 0, settled: 0, channels: [], reasons: [], states: [] };
/** The last that is known of each person on each channel. */
const LAST = 'SELECT MAX(id) AS id FROM push_attempt WHERE campaign_id = ? GROUP BY member_id, channel';

/** What really happened to the people of a campaign. */
@Injectable()
export class DeliveryReports {
  constructor(
    private readonly db: Database,
    private readonly channels: Channels,
  ) {}

  async report(subject: string): Promise<DeliveryReport> {
    const campaign = await findCampaign(this.db, { subject });
    if (!campaign) return NOTHING;
    const own = await this.db.query<Counted<'channel' | 'state'>>(
      'SELECT channel, state, COUNT(*) AS people FROM push_recipient WHERE campaign_id = ? GROUP BY channel, state',
      [campaign.id],
    );
    const rows = [...own, ...(await countBlocks(this.db, campaign.id))];
    const states = new Map<string, number>();
    for (const { state, people } of rows) states.set(state, (states.get(state) ?? 0) + people);
    const outside = sum(rows);
    return {
      state: campaign.state,
      people: campaign.people,
      settled: Math.max(0, campaign.people - (states.get('planned') ?? 0) - (states.get('held') ?? 0)),
      channels: [...(await this.byChannel(campaign, rows)), this.inbox(campaign.people - outside)],
      reasons: await this.reasons(campaign.id),
      states: [...states].map(([state, people]) => ({ state: state as RecipientState, people })),
    };
  }

  /** Of a campaign for members. */
  async attempts(subject: string, filter: AttemptFilter): Promise<{ items: AttemptView[]; next: string | null }> {
    const campaign = await findCampaign(this.db, { subject });
    if (!campaign) return { items: [], next: null };
    const before = decodeCursor(filter.cursor, ['number'])?.[0] ?? null;
    const conditions: [string, SqlValue][] = [['t.campaign_id = ?', campaign.id]];
    if (before !== null) conditions.push(['t.id < ?', before as number]);
    if (filter.channel) conditions.push(['t.channel = ?', filter.channel]);
    if (filter.state) conditions.push(['t.state = ?', filter.state]);
    const rows = await this.db.query<AttemptRow>(
      `SELECT t.id, t.member_id, m.name, s.name AS shop_name, t.channel, t.at, t.state, t.code, t.answer, t.next_at FROM push_attempt t
         JOIN member m ON m.id = t.member_id JOIN shop s ON s.id = m.shop_id
       WHERE ${conditions.map(([sql]) => sql).join(' AND ')} AND ${filter.scope.sql} ORDER BY t.id DESC LIMIT ${filter.limit + 1}`,
      [...conditions.map(([, value]) => value), ...filter.scope.params],
    );
    const { rows: shown, next } = pageOfRows(rows, filter.limit, (row) => [row.id]);
    return { items: shown.map((row) => presentAttempt(row, this.labelOf(row.channel))), next };
  }

  private async byChannel(campaign: Campaign, rows: Counted<'channel' | 'state'>[]): Promise<DeliveryReport['channels']> {
    const planned = await this.db.query<Counted<'channel'>>('SELECT channel, people FROM push_planned WHERE campaign_id = ?', [
      campaign.id,
    ]);
    const answers = await this.db.query<Counted<'channel' | 'state'>>(
      `SELECT t.channel, t.state, COUNT(*) AS people FROM push_attempt t JOIN (${LAST}) l ON l.id = t.id GROUP BY t.channel, t.state`,
      [campaign.id],
    );
    const names = campaign.policy.channels.filter((name) => [...planned, ...rows].some((row) => row.channel === name));
    return names.map((name) => {
      const channel = this.channels.get(name);
      const count = (from: Counted<'channel' | 'state'>[], ...states: string[]): number =>
        sum(from.filter((row) => row.channel === name && states.includes(row.state)));
      return {
        channel: name,
        label: this.labelOf(name),
        planned: sum(planned.filter((row) => row.channel === name)),
        // Where accepted ones leave no row of their own, the recipients say it.
        accepted: channel?.keepsAttempts === false ? count(rows, 'sent', 'read') : count(answers, 'accepted', 'recalled'),
        refused: count(answers, 'refused'),
        unknown: count(answers, 'unknown'),
        read: count(rows, 'read'),
      };
    });
  }

  /** Those whom nothing outside the app reaches: the inbox has it for everybody, here it is all they have. */
  private inbox(people: number): DeliveryReport['channels'][number] {
    return { channel: INBOX, label: this.labelOf(INBOX), planned: people, accepted: people, refused: 0, unknown: 0, read: 0 };
  }

  private async reasons(campaignId: number): Promise<DeliveryReport['reasons']> {
    const rows = await this.db.query<ReasonRow>(
      `SELECT t.channel, t.code, t.answer, COUNT(*) AS people FROM push_attempt t JOIN (${LAST}) l ON l.id = t.id
       WHERE t.state IN ('refused', 'unknown') GROUP BY t.channel, t.code, t.answer ORDER BY people DESC LIMIT 50`,
      [campaignId],
    );
    return rows.map(({ channel, code, answer, people }) => ({ channel, label: this.labelOf(channel), code, text: answer ?? '', people }));
  }

  /** One that is gone since is called by its name. */
  private labelOf(name: string): string {
    return this.channels.get(name)?.label ?? name;
  }
}

type AttemptRow = Omit<AttemptView, 'memberId' | 'shopName' | 'label' | 'at' | 'nextAt'> & {
  member_id: number;
  shop_name: string;
  at: number;
  next_at: number | null;
};

function presentAttempt({ member_id, shop_name, at, next_at, ...same }: AttemptRow, label: string): AttemptView {
  return {
    ...same,
    label,
    memberId: member_id,
    shopName: shop_name,
    at: new Date(at).toISOString(),
    nextAt: next_at === null ? null : new Date(next_at).toISOString(),
  };
}

const sum = (rows: { people: number }[]): number => rows.reduce((total, { people }) => total + people, 0);
