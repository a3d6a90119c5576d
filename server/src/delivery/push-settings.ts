import type { PushSettings, PushSettingsView } from '@dianquan/shared/contract/delivery';
import { Injectable } from '@nestjs/common';
import { Audit } from '../platform/audit/audit';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import { type Sql, upsertMany } from '../platform/database/sql';
import { Invalid } from '../platform/errors';
import type { StaffActor } from '../platform/http/actor';
import { Channels } from './channels/channels';

const THE_ROW = 1;

const DEFAULT_SETTINGS: Omit<PushSettings, 'channels'> = {
  quietFrom: 22,
  quietUntil: 8,
  weeklyCap: 5,
  mergeMinutes: 10,
  fallbackHours: 24,
  callAfterHours: 48,
};

/** When and how often people are told, the same for all of the company. */
@Injectable()
export class PushSettingsService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly channels: Channels,
  ) {}

  async get(sql: Sql = this.db): Promise<PushSettings> {
    const [row] = await sql.query<{ body: string }>('SELECT body FROM push_settings WHERE id = ?', [THE_ROW]);
    const channels = this.channels.all.map(({ name }) => name);
    return { ...DEFAULT_SETTINGS, channels, ...(row ? JSON.parse(row.body) : {}) };
  }

  async view(): Promise<PushSettingsView> {
    return { ...(await this.get()), known: this.channels.all.map(({ name, label }) => ({ channel: name, label })) };
  }

  async set(me: StaffActor, settings: PushSettings): Promise<PushSettingsView> {
    const strange = settings.channels.find((name) => this.channels.get(name) === null);
    if (strange !== undefined) throw new Invalid({ field: 'channels', rule: 'one_of', zh: `没有这个通道：${strange}` });
    if (new Set(settings.channels).size < settings.channels.length)
      throw new Invalid({ field: 'channels', rule: 'not_unique', zh: '同一个通道只能出现一次' });
    await this.db.transaction(async (tx) => {
      const row = [THE_ROW, JSON.stringify(settings), me.staff.id, this.clock.now()];
      await upsertMany(tx, 'push_settings', ['id', 'body', 'staff_id', 'updated_at'], [row], ['id'], ['body', 'staff_id', 'updated_at']);
      await this.audit.record(tx, me, 'delivery.setSettings', 'push-settings', settings);
    });
    return this.view();
  }
}
