import type { Answer, Input } from '@dianquan/shared/contract/all';
import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/audit';
import { Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import { forUpdate, inList, type Tx } from '../../platform/database/sql';
import { Invalid } from '../../platform/errors';
import type { StaffActor } from '../../platform/http/actor';
import { Events } from '../../platform/jobs/events';
import { ShopChanged } from '../events';
import { shopScope } from '../shop-scope';
import { addHistory } from './shop-history';
import { isSalesperson } from './shops.service';

const CHUNK = 1000;

/** Shops going from one salesperson to another, as when somebody leaves. */
@Injectable()
export class HandoverService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly events: Events,
  ) {}

  /** All or nothing: a shop named that is not the giver's, or not the actor's to see, stops the whole. */
  async handOver(me: StaffActor, { fromStaffId, toStaffId, shopIds }: Input<'shops.handOver'>): Promise<Answer<'shops.handOver'>> {
    return this.db.transaction(async (tx) => {
      if (fromStaffId === toStaffId) throw new Invalid({ field: 'toStaffId', rule: 'other', zh: '请选择另一位业务员' });
      if (!(await isSalesperson(tx, toStaffId)))
        throw new Invalid({ field: 'toStaffId', rule: 'not_found', zh: '没有这位业务员，或已停用' });
      const scope = shopScope(me);
      const owned = await tx.query<{ id: number }>(
        `SELECT shop.id FROM shop WHERE shop.owner_staff_id = ? AND ${scope.sql} ORDER BY shop.id${forUpdate(tx)}`,
        [fromStaffId, ...scope.params],
      );
      const ownedIds = new Set(owned.map((shop) => shop.id));
      const unknown = shopIds?.findIndex((id) => !ownedIds.has(id)) ?? -1;
      if (unknown >= 0) throw new Invalid({ field: `shopIds.${unknown}`, rule: 'not_found', zh: '这家门店不在原业务员名下' });
      const ids = shopIds ? [...new Set(shopIds)] : [...ownedIds];
      await this.move(tx, me, ids, fromStaffId, toStaffId);
      await this.events.publish(tx, new ShopChanged(ids));
      await this.audit.record(tx, me, 'shops.handOver', `staff:${fromStaffId}`, {
        to: toStaffId,
        shops: ids.length,
        ids: ids.slice(0, 1000),
      });
      return { shops: ids.length };
    });
  }

  private async move(tx: Tx, me: StaffActor, ids: readonly number[], from: number, to: number): Promise<void> {
    const now = this.clock.now();
    for (let at = 0; at < ids.length; at += CHUNK) {
      const part = ids.slice(at, at + CHUNK);
      const listed = inList(part);
      await tx.execute(`UPDATE shop SET owner_staff_id = ?, updated_at = ? WHERE id IN ${listed.sql}`, [to, now, ...listed.params]);
      const entries = part.map((shopId) => ({ shopId, kind: 'owner' as const, from: String(from), to: String(to) }));
      await addHistory(tx, entries, me.accountId, now);
    }
  }
}
