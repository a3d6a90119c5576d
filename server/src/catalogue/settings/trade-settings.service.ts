import type { Input } from '@dianquan/shared/contract/all';
import type { TradeSettings } from '@dianquan/shared/contract/prices';
import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/audit';
import { Database, type Tx } from '../../platform/database/database';
import { inList } from '../../platform/database/sql';
import { Invalid } from '../../platform/errors';
import type { StaffActor } from '../../platform/http/actor';
import { TradeSettingsStore } from './trade-settings';

@Injectable()
export class TradeSettingsService {
  constructor(
    private readonly db: Database,
    private readonly audit: Audit,
    private readonly store: TradeSettingsStore,
  ) {}

  /** As they are: whoever edits them must not start from what was true two seconds ago. */
  get(): Promise<TradeSettings> {
    return this.db.transaction((tx) => this.store.get(tx));
  }

  update(me: StaffActor, change: Input<'tradeSettings.update'>): Promise<TradeSettings> {
    return this.db.transaction(async (tx) => {
      if (change.stockDisplay) await checkDisplay(tx, change.stockDisplay);
      const settings = await this.store.change(tx, me.staff.id, change);
      await this.audit.record(tx, me, 'tradeSettings.update', 'tradeSettings', change);
      return settings;
    });
  }
}

/** @throws Invalid when a level or a segment is named twice, or a segment doesn't exist */
async function checkDisplay(tx: Tx, { levels, segments }: TradeSettings['stockDisplay']): Promise<void> {
  const twice = levels.findIndex(({ level }, i) => levels.findIndex((one) => one.level === level) !== i);
  if (twice >= 0) throw new Invalid({ field: `stockDisplay.levels.${twice}.level`, rule: 'not_unique', zh: '同一等级只能设置一次' });
  const ids = segments.map(({ segmentId }) => segmentId);
  const list = inList([...new Set(ids)]);
  const rows = await tx.query<{ id: number }>(`SELECT id FROM segment WHERE id IN ${list.sql} AND removed_at IS NULL`, list.params);
  for (const [i, id] of ids.entries()) {
    const field = `stockDisplay.segments.${i}.segmentId`;
    if (ids.indexOf(id) !== i) throw new Invalid({ field, rule: 'not_unique', zh: '同一分群只能设置一次' });
    if (!rows.some((row) => row.id === id)) throw new Invalid({ field, rule: 'not_found', zh: '分群不存在' });
  }
}
