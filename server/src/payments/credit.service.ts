import type { Answer, Input } from '@dianquan/shared/contract/all';
import { Injectable } from '@nestjs/common';
import { Audit } from '../platform/audit/audit';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import type { Actor, StaffActor } from '../platform/http/actor';
import { BalanceRows } from './balance-rows';
import { Balances } from './balances';
import { mustSeeShop } from './payments.policy';

/** What a shop may owe, and for how long. */
@Injectable()
export class CreditService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly rows: BalanceRows,
    private readonly balances: Balances,
  ) {}

  async get(me: Actor, shopId: number): Promise<Answer<'credit.get'>> {
    await mustSeeShop(this.db, me, shopId);
    return { shopId, ...(await this.balances.of(this.db, shopId)) };
  }

  async set(me: StaffActor, { shopId, limitFen, termDays }: Input<'credit.set'>): Promise<Answer<'credit.set'>> {
    await mustSeeShop(this.db, me, shopId);
    return this.db.transaction(async (tx) => {
      const before = (await this.rows.lock(tx, [shopId])).get(shopId);
      await tx.execute('UPDATE shop_balance SET limit_fen = ?, term_days = ?, updated_at = ? WHERE shop_id = ?', [
        limitFen,
        termDays,
        this.clock.now(),
        shopId,
      ]);
      const balance = await this.balances.of(tx, shopId);
      const detail = { from: { limitFen: before?.limit_fen ?? 0, termDays: before?.term_days ?? 0 }, to: { limitFen, termDays } };
      await this.audit.record(tx, me, 'credit.set', `shop:${shopId}`, detail);
      return { shopId, ...balance };
    });
  }
}
