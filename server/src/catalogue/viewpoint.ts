import type { TradeSettings } from '@dianquan/shared/contract/prices';
import { Injectable } from '@nestjs/common';
import { shopScope } from '../members/shop-scope';
import type { Sql } from '../platform/database/database';
import { NotFound } from '../platform/errors';
import { type Actor, isStaff } from '../platform/http/actor';
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
    const scope = shopScope(me);
    const [rows, segments] = await Promise.all([
      sql.query<{ level: string | null }>(`SELECT level FROM shop WHERE id = ? AND ${scope.sql}`, [wanted, ...scope.params]),
      sql.query<{ id: number }>('SELECT segment_id AS id FROM segment_shop WHERE shop_id = ?', [wanted]),
    ]);
    const shop = rows[0];
    if (!shop) throw new NotFound();
    const segmentIds = segments.map(({ id }) => id);
    return {
      shopId: wanted,
      staff,
      shopLevel: shop.level,
      segmentIds,
      pricesVisible: true,
      stockDisplay: staff ? 'figure' : displayFor(settings.stockDisplay, shop.level, segmentIds),
    };
  }
}

/** The first segment in the supplier's order that holds the shop decides, then its level, then the default. */
export function displayFor({ segments, levels, default: fallback }: TradeSettings['stockDisplay'], level: string | null, segmentIds: number[]) {
  return (
    segments.find(({ segmentId }) => segmentIds.includes(segmentId))?.show ?? levels.find((one) => one.level === level)?.show ?? fallback
  );
}
