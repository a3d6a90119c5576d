import type { PushSettings } from '@dianquan/shared/contract/delivery';
import { PUSH_CHANNELS } from '@dianquan/shared/push-channels';
import { Injectable } from '@nestjs/common';
import { Audit } from '../platform/audit/audit';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import { type Sql, upsertMany } from '../platform/database/sql';
import { Invalid } from '../platform/errors';
import type { StaffActor } from '../platform/http/actor';

const THE_ROW = 1;

export const DEFAULT_SETTINGS: PushSettings = {
  quietFrom: 22,
  quietUntil: 8,
  weeklyCap: 5,
  mergeMinutes: 10,
  fallbackHours: 24,
  callAfterHours: 48,
  channels: [...PUSH_CHANNELS],
};

/** When and how often people are told, the same for all of the company. */
@Injectable()
export class PushSettingsService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  async get(sql: Sql = this.db): Promise<PushSettings> {
    const [row] = await sql.query<{ body: string }>('SELECT body FROM push_settings WHERE id = ?', [THE_ROW]);
    return row ? { ...DEFAULT_SETTINGS, ...JSON.parse(row.body) } : DEFAULT_SETTINGS;
  }

  async set(me: StaffActor, settings: PushSettings): Promise<PushSettings> {
    if (new Set(settings.channels).size < settings.channels.length)
      throw new Invalid({ field: 'channels', rule: 'not_unique', zh: '同一个通道只能出现一次' });
    await this.db.transaction(async (tx) => {
      const row = [THE_ROW, JSON.stringify(settings), me.staff.id, this.clock.now()];
      await upsertMany(tx, 'push_settings', ['id', 'body', 'staff_id', 'updated_at'], [row], ['id'], ['body', 'staff_id', 'updated_at']);
      await this.audit.record(tx, me, 'delivery.setSettings', 'push-settings', settings);
    });
    return settings;
  }
}
