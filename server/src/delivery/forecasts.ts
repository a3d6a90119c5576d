import type { Forecast } from '@dianquan/shared/contract/delivery';
import { INBOX } from '@dianquan/shared/push-channels';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import type { NewCampaign } from './campaigns';
import { Channels } from './channels/channels';
import { Choosing, firstChannel, peopleOf } from './choosing';
import { PushSettingsService } from './push-settings';
import { firstLoudMoment } from './quiet-hours';

/** What a campaign would do, from the same conditions that its planning uses. */
@Injectable()
export class Forecasts {
  constructor(
    private readonly clock: Clock,
    private readonly db: Database,
    private readonly channels: Channels,
    private readonly choosing: Choosing,
    private readonly settings: PushSettingsService,
  ) {}

  async forecast(campaign: Pick<NewCampaign, 'to' | 'importance' | 'message' | 'channels' | 'at'>): Promise<Forecast> {
    const now = this.clock.now();
    const settings = await this.settings.get();
    const policy = { channels: campaign.channels ?? settings.channels };
    const reaches = await this.choosing.reaches({ ...campaign, policy }, now);
    const people = peopleOf(campaign, reaches);
    const first = firstChannel(reaches, campaign);
    const counts = await this.db.query<{ channel: string; people: number }>(
      `SELECT p.channel, COUNT(*) AS people FROM (SELECT ${first.sql} AS channel ${people.sql}) p GROUP BY p.channel`,
      [...first.params, ...people.params],
    );
    const byChannel = new Map(counts.map((row) => [row.channel, row.people]));
    const offered = this.channels.inOrder(policy.channels);
    const faults = (await Promise.all(offered.map((channel) => channel.check(campaign.message)))).flat();
    const total = counts.reduce((sum, row) => sum + row.people, 0);
    return {
      people: total,
      shops: 'staffIds' in campaign.to ? 0 : await this.countShops(campaign),
      channels: reaches.map(({ channel }) => ({ channel: channel.name, label: channel.label, people: byChannel.get(channel.name) ?? 0 })),
      inboxOnly: byChannel.get(INBOX) ?? 0,
      previews: await Promise.all(reaches.map(({ channel }) => channel.preview(campaign.message))),
      faults: [...(total === 0 ? ['没有人会收到：请调整发送范围'] : []), ...new Set(faults.map(({ zh }) => zh))],
      firstAt: new Date(firstLoudMoment(Math.max(campaign.at ?? now, now), campaign.importance, settings)).toISOString(),
    };
  }

  private async countShops(campaign: Pick<NewCampaign, 'to'>): Promise<number> {
    const people = peopleOf(campaign, []);
    const [row] = await this.db.query<{ n: number }>(`SELECT COUNT(DISTINCT m.shop_id) AS n ${people.sql}`, people.params);
    return row?.n ?? 0;
  }
}
