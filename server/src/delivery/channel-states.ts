import type { ChannelState } from '@dianquan/shared/contract/delivery';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import type { DayCount } from './channel-days';
import type { Channel, Recipient } from './channels/channel';
import { Channels } from './channels/channels';
import { Limits } from './limits';
import { type Pause, Pauses } from './pauses';
import { PushSettingsService } from './push-settings';
import { limitKey } from './taking';

const NOBODY: DayCount = { accepted: 0, refused: 0, unknown: 0 };
/** Limits that the whole app shares ask nothing of a recipient. */
const ANYBODY: Recipient = {
  campaignId: 0,
  memberId: 0,
  accountId: 0,
  shopId: 0,
  shopName: '',
  name: '',
  externalId: '',
  unionid: null,
  ownerStaffId: null,
};

/** How each channel is doing: what keeps it from sending, how much of its allowance is used, what it did today. */
@Injectable()
export class ChannelStates {
  constructor(
    private readonly clock: Clock,
    private readonly db: Database,
    private readonly channels: Channels,
    private readonly limits: Limits,
    private readonly pauses: Pauses,
    private readonly settings: PushSettingsService,
  ) {}

  async list(): Promise<ChannelState[]> {
    const now = this.clock.now();
    const { channels: inUse } = await this.settings.get();
    const pauses = await this.pauses.current(now);
    const today = await this.today(now);
    const all = [...this.channels.all].sort((a, b) => placeOf(inUse, a) - placeOf(inUse, b));
    return Promise.all(
      all.map(async (channel) => {
        const { on, fault, token } = await channel.health();
        return {
          channel: channel.name,
          label: channel.label,
          on: on && inUse.includes(channel.name),
          fault: fault ?? pauseWords(pauses.get(channel.name)),
          pausedUntil: isoOrNull(pauses.get(channel.name)?.until ?? null),
          limits: await this.limitsOf(channel, now),
          token,
          today: today.get(channel.name) ?? NOBODY,
        };
      }),
    );
  }

  /** Of limits that each person has, what is allowed; how much of it each has used is nobody's page. */
  private async limitsOf(channel: Channel, now: number): Promise<ChannelState['limits']> {
    const asked = channel.limits.map((limit) => ({
      key: limit.shared ? limitKey(channel, limit, limit.key(ANYBODY)) : '',
      per: limit.per,
      most: limit.most,
    }));
    const used = await this.limits.use(asked, now);
    return channel.limits.map(({ label, most }, i) => ({
      label,
      most,
      used: used[i]?.used ?? 0,
      resetsAt: isoOrNull(used[i]?.resetsAt ?? null),
    }));
  }

  private async today(now: number): Promise<Map<string, DayCount>> {
    const rows = await this.db.query<DayCount & { channel: string }>(
      'SELECT channel, accepted, refused, unknown FROM push_channel_day WHERE day = ?',
      [this.clock.shanghaiDay(now)],
    );
    return new Map(rows.map(({ channel, ...count }) => [channel, count]));
  }
}

const placeOf = (order: readonly string[], { name }: Channel): number => {
  const place = order.indexOf(name);
  return place < 0 ? order.length : place;
};
const pauseWords = (pause: Pause | undefined): string | null => (pause ? `平台要求暂停：${pause.reason}` : null);
const isoOrNull = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
