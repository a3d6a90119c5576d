import type { TradeSettings } from '@dianquan/shared/contract/prices';
import { Injectable } from '@nestjs/common';
import { shopScope } from '../members/shop-scope';
import type { Sql } from '../platform/database/database';
import { NotFound } from '../platform/errors';
import { type Actor, isStaff } from '../platform/http/actor';
import { hotRows } from './hot-rows';
import { TradeSettingsStore } from './settings/trade-settings';

/** From where the catalogue is looked at: which shop's prices, which products exist, how stock is told. */
export type Viewpoint = {
  /** Whose prices; null for staff without a shop in mind, and for guests. */
  shopId: number | null;
  staff: boolean;
  shopLevel: string | null;
  segmentIds: number[];
  pricesVisible: boolean;
  stockDisplay: TradeSettings['stockDisplay']['default'];
};

@Injectable()
export class Viewpoints {
  constructor(private readonly settings: TradeSettingsStore) {}

  /**
   * A member looks from the shop they act for; a member of staff may name a shop that they may see; anyone else is a guest.
   * @throws NotFound for a shop that isn't the actor's to see
   */
  async of(sql: Sql, me: Actor | null, shopId?: number): Promise<Viewpoint> {
    const settings = await this.settings.get(sql);
    const staff = isStaff(me);
    const wanted = shopId ?? (staff ? null : (me?.member?.shopId ?? null));
    if (wanted === null) {
      return {
        shopId: null,
        staff,
        shopLevel: null,
        segmentIds: [],
        pricesVisible: staff || settings.pricesBeforeJoining === 'list',
        stockDisplay: staff ? 'figure' : 'none',
      };
    }
    const scope = shopScope(me, 's');
    const rows = await hotRows<[level: string | null, segmentId: number | null]>(
      sql,
      `SELECT s.level, g.segment_id FROM shop s LEFT JOIN segment_shop g ON g.shop_id = s.id WHERE s.id = ? AND ${scope.sql}`,
      [wanted, ...scope.params],
    );
    const [shop] = rows;
    if (!shop) throw new NotFound();
    const [level] = shop;
    const segmentIds = rows.flatMap(([, id]) => id ?? []);
    return {
      shopId: wanted,
      staff,
      shopLevel: level,
      segmentIds,
      pricesVisible: true,
      stockDisplay: staff ? 'figure' : displayFor(settings.stockDisplay, level, segmentIds),
    };
  }
}

/** The first segment in the supplier's order that holds the shop decides, then its level, then the default. */
export function displayFor(
  { segments, levels, default: fallback }: TradeSettings['stockDisplay'],
  level: string | null,
  segmentIds: number[],
) {
  return (
    segments.find(({ segmentId }) => segmentIds.includes(segmentId))?.show ?? levels.find((one) => one.level === level)?.show ?? fallback
  );
}
