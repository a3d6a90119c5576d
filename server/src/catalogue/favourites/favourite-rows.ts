import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import type { Actor } from '../../platform/http/actor';
import { hotList } from '../hot-list';
import type { Viewpoint } from '../viewpoint';
import { favouritesOf } from './favourites-of';

@Injectable()
export class FavouriteRows {
  constructor(private readonly db: Database) {}

  /** Which of these SKUs are kept. */
  async among(me: Actor, view: Viewpoint, skuIds: readonly number[]): Promise<Set<number>> {
    if (skuIds.length === 0 || view.shopId === null) return new Set();
    const kept = favouritesOf(me, view);
    const ids = hotList(skuIds);
    const rows = await this.db.hot<[number]>(`SELECT f.sku_id FROM favourite f WHERE ${kept.sql} AND f.sku_id IN ${ids.sql}`, [
      ...kept.params,
      ...ids.params,
    ]);
    return new Set(rows.map(([id]) => id));
  }
}
