import type { PushPreferences } from '@dianquan/shared/contract/delivery';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import { upsertMany } from '../../platform/database/sql';
import type { Message } from '../channels/channel';

const CATEGORIES = ['announcements', 'orders', 'community'] as const satisfies Message['category'][];
const ALL_ON: PushPreferences = { announcements: true, orders: true, community: true };

/** What people want to be told outside the app. The inbox keeps everything. */
@Injectable()
export class Preferences {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  async of(accountId: number): Promise<PushPreferences> {
    const [row] = await this.db.query<Record<keyof PushPreferences, number>>(
      'SELECT announcements, orders, community FROM push_preference WHERE account_id = ?',
      [accountId],
    );
    return row ? { announcements: row.announcements === 1, orders: row.orders === 1, community: row.community === 1 } : ALL_ON;
  }

  async set(accountId: number, chosen: PushPreferences): Promise<PushPreferences> {
    await upsertMany(
      this.db,
      'push_preference',
      ['account_id', ...CATEGORIES, 'updated_at'],
      [[accountId, ...CATEGORIES.map((category) => (chosen[category] ? 1 : 0)), this.clock.now()]],
      ['account_id'],
      [...CATEGORIES, 'updated_at'],
    );
    return this.of(accountId);
  }
}
