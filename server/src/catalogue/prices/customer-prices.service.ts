import type { Answer, Input } from '@dianquan/shared/contract/all';
import { Injectable } from '@nestjs/common';
import { shopScope } from '../../members/shop-scope';
import { Audit } from '../../platform/audit/audit';
import { Clock } from '../../platform/clock';
import { Database, type Tx } from '../../platform/database/database';
import { inList, upsertMany } from '../../platform/database/sql';
import { Invalid, NotFound } from '../../platform/errors';
import type { StaffActor } from '../../platform/http/actor';
import { decodeCursor, pageOfRows } from '../../platform/http/cursor';
import { TradeSettingsStore } from '../settings/trade-settings';
import { customerPriceRows, customerPriceView } from './customer-price-rows';
import { type BelowFloor, refuseBelowFloor } from './floors';
import { pricesOnHold } from './on-hold.query';
import { logPrices, type PriceChange } from './price-log';
import { refuseTwice } from './refuse-twice';
import { lockedSkus } from './sku-prices';

type Made = { skuId: number; fen: number; fromAt: number | null; untilAt: number | null };
type SetInput = Input<'customerPrices.set'>;

/** Prices made for one shop, each with what list and cost were when it was agreed. */
@Injectable()
export class CustomerPricesService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly settings: TradeSettingsStore,
  ) {}

  async list(me: StaffActor, input: Input<'customerPrices.list'>): Promise<Answer<'customerPrices.list'>> {
    const [shopId, skuId] = (decodeCursor(input.cursor, ['number', 'number']) ?? [0, 0]) as [number, number];
    const rows = await customerPriceRows(this.db, { ...input, scope: shopScope(me), after: { shopId, skuId }, limit: input.limit + 1 });
    const page = pageOfRows(rows, input.limit, (row) => [row.shopId, row.skuId]);
    return { items: page.rows.map(customerPriceView), next: page.next };
  }

  /** Sets what is given and ends what is given as null, all or none. A price that is set again is measured from today's list and cost. */
  async set(me: StaffActor, { shopId, prices }: SetInput): Promise<Answer<'customerPrices.set'>> {
    const skuIds = prices.map(({ skuId }) => skuId);
    refuseTwice('prices', skuIds);
    await this.db.transaction(async (tx) => {
      await shopOf(tx, me, shopId);
      const changes = await this.write(tx, me, shopId, prices);
      if (changes.length > 0) await this.audit.record(tx, me, 'customerPrices.set', `shop:${shopId}`, { prices: changes });
    });
    const set = await customerPriceRows(this.db, {
      scope: shopScope(me),
      shopId,
      skuIds,
      after: { shopId: 0, skuId: 0 },
      limit: skuIds.length,
    });
    return { items: set.map(customerPriceView) };
  }

  async reviews(me: StaffActor, { limit, cursor }: Input<'customerPrices.reviews'>): Promise<Answer<'customerPrices.reviews'>> {
    const [shopId, skuId] = (decodeCursor(cursor, ['number', 'number']) ?? [0, 0]) as [number, number];
    const settings = await this.settings.get(this.db);
    const about = { settings, scope: shopScope(me), after: { shopId, skuId }, now: this.clock.now(), limit: limit + 1 };
    const page = pageOfRows(await pricesOnHold(this.db, about), limit, (row) => [row.shopId, row.skuId]);
    return {
      items: page.rows.map((row) => ({
        ...customerPriceView(row),
        rule: row.rule,
        thenListFen: row.thenListFen,
        thenCostFen: row.thenCostFen,
        costFen: row.costFen,
        reason: Math.abs(row.listFen - row.thenListFen) * 1000 > settings.guardPermille * row.thenListFen ? 'list' : 'cost',
      })),
      next: page.next,
    };
  }

  private async write(tx: Tx, me: StaffActor, shopId: number, prices: SetInput['prices']): Promise<PriceChange[]> {
    const at = this.clock.now();
    const skuIds = prices.map(({ skuId }) => skuId);
    const skus = await lockedSkus(tx, skuIds);
    const before = await currentPrices(tx, shopId, skuIds);
    const made: Made[] = [];
    const ended: number[] = [];
    const below: BelowFloor[] = [];
    for (const [i, { skuId, fen, from, until }] of prices.entries()) {
      const sku = skus.get(skuId);
      if (!sku) throw new Invalid({ field: `prices.${i}.skuId`, rule: 'not_found', zh: '商品规格不存在' });
      const old = before.get(skuId);
      if (fen === null) {
        if (old) ended.push(skuId);
        continue;
      }
      const fromAt = from === undefined ? (old?.fromAt ?? null) : momentOf(from);
      // An end that has passed is not meant when a price is set again.
      const untilAt = until !== undefined ? momentOf(until) : old?.untilAt && old.untilAt > at ? old.untilAt : null;
      if (untilAt !== null && untilAt <= (fromAt ?? at))
        throw new Invalid({ field: `prices.${i}.until`, rule: 'too_small', zh: '截止时间要晚于开始时间，也要在将来' });
      if (sku.floorFen !== null && fen < sku.floorFen)
        below.push({ skuId, skuCode: sku.code, kind: 'customer', name: null, fen, floorFen: sku.floorFen });
      made.push({ skuId, fen, fromAt, untilAt });
    }
    refuseBelowFloor(below);
    await upsertMany(
      tx,
      'customer_price',
      ['shop_id', 'sku_id', 'fen', 'from_at', 'until_at', 'list_fen_then', 'cost_fen_then', 'set_by_staff_id', 'set_at'],
      made.map(({ skuId, fen, fromAt, untilAt }) => {
        const { listFen = 0, costFen = null } = skus.get(skuId) ?? {};
        return [shopId, skuId, fen, fromAt, untilAt, listFen, costFen, me.staff.id, at];
      }),
      ['shop_id', 'sku_id'],
      ['fen', 'from_at', 'until_at', 'list_fen_then', 'cost_fen_then', 'set_by_staff_id', 'set_at'],
    );
    const gone = inList(ended);
    if (ended.length > 0)
      await tx.execute(`DELETE FROM customer_price WHERE shop_id = ? AND sku_id IN ${gone.sql}`, [shopId, ...gone.params]);
    const was = (skuId: number): number | null => before.get(skuId)?.fen ?? null;
    const changes = [
      ...made.map(({ skuId, fen }) => ({ skuId, kind: 'customer' as const, shopId, from: was(skuId), to: fen })),
      ...ended.map((skuId) => ({ skuId, kind: 'customer' as const, shopId, from: was(skuId), to: null })),
    ];
    await logPrices(tx, changes, { staffId: me.staff.id, at });
    return changes;
  }
}

async function shopOf(tx: Tx, me: StaffActor, shopId: number): Promise<void> {
  const scope = shopScope(me);
  const rows = await tx.query(`SELECT id FROM shop WHERE id = ? AND ${scope.sql}`, [shopId, ...scope.params]);
  if (rows.length === 0) throw new NotFound();
}

async function currentPrices(tx: Tx, shopId: number, skuIds: readonly number[]): Promise<Map<number, Made>> {
  const ids = inList(skuIds);
  const rows = await tx.query<Made>(
    `SELECT sku_id AS skuId, fen, from_at AS fromAt, until_at AS untilAt FROM customer_price WHERE shop_id = ? AND sku_id IN ${ids.sql}`,
    [shopId, ...ids.params],
  );
  return new Map(rows.map((row) => [row.skuId, row]));
}

const momentOf = (instant: string | null): number | null => (instant === null ? null : Date.parse(instant));
