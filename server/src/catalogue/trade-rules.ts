import type { TradeSettings } from '@dianquan/shared/contract/prices';
import { Injectable } from '@nestjs/common';
import type { Sql } from '../platform/database/sql';
import { hotList } from './hot-list';
import { hotRows } from './hot-rows';
import { TradeSettingsStore } from './settings/trade-settings';

export type PriceLevel = {
  id: number;
  /** Another one whenever its rules are. */
  version: number;
  name: string;
  position: number;
  permille: number | null;
  /** Letters of the shop levels that have it. */
  shopLevels: string;
  segmentIds: Set<number>;
  /** Of the shops asked about, those that it was given to by themselves. */
  shopIds: Set<number>;
};
/** What holds for all shops and SKUs alike. */
export type TradeRules = {
  settings: TradeSettings;
  /** Open warehouses in the order in which they serve. */
  warehouseIds: number[];
  levels: PriceLevel[];
};
/** Five kinds of rules in one shape; what the numbers mean hangs on the kind. */
type Row = [
  kind: 'settings' | 'warehouse' | 'level' | 'segment' | 'shop',
  id: number,
  number: number,
  permille: number | null,
  name: string,
  letters: string,
  version: number,
];

/** Reads the rules of the house as they are now: one statement, and the settings only when they have changed. */
@Injectable()
export class TradeRulesReader {
  constructor(private readonly settings: TradeSettingsStore) {}

  async read(sql: Sql, shopIds: readonly number[]): Promise<TradeRules> {
    const shops = hotList(shopIds);
    const rows = await hotRows<Row>(
      sql,
      `SELECT 'level' AS kind, id, position AS n, permille, name, shop_levels, version FROM price_level
       UNION ALL SELECT 'segment', price_level_id, segment_id, NULL, '', '', 0 FROM price_level_segment
       UNION ALL SELECT 'shop', price_level_id, shop_id, NULL, '', '', 0 FROM shop_price_level WHERE shop_id IN ${shops.sql}
       UNION ALL SELECT 'warehouse', id, position, NULL, '', '', 0 FROM warehouse WHERE closed_at IS NULL
       UNION ALL SELECT 'settings', id, 0, NULL, '', '', version FROM trade_setting WHERE id = 1`,
      shops.params,
    );
    const levels = new Map<number, PriceLevel>();
    for (const [kind, id, position, permille, name, shopLevels, version] of rows)
      if (kind === 'level')
        levels.set(id, { id, version, name, position, permille, shopLevels, segmentIds: new Set(), shopIds: new Set() });
    const warehouses: { id: number; position: number }[] = [];
    let settings = 0;
    for (const [kind, id, number, , , , version] of rows) {
      if (kind === 'settings') settings = version;
      else if (kind === 'warehouse') warehouses.push({ id, position: number });
      else if (kind === 'segment') levels.get(id)?.segmentIds.add(number);
      else if (kind === 'shop') levels.get(id)?.shopIds.add(number);
    }
    return {
      settings: await this.settings.at(sql, settings),
      warehouseIds: warehouses.sort((a, b) => a.position - b.position || a.id - b.id).map(({ id }) => id),
      levels: [...levels.values()],
    };
  }
}
