import { type Price, type PriceFacts, priceOf } from '@dianquan/shared/price';
import { Injectable } from '@nestjs/common';
import type { Sql } from '../../platform/database/sql';
import type { SkuRow } from '../skus/sku-rows';
import type { Viewpoint } from '../viewpoint';
import { PriceFactsReader } from './price-facts';

export type Priced = { sku: SkuRow; quantity: number; price: Price; facts: PriceFacts };

/** What a shop pays, by the one rule that both sides compute (`shared/price`). */
@Injectable()
export class Prices {
  constructor(private readonly reader: PriceFactsReader) {}

  /** In the order of `items`; `quantity` in base units. */
  async of(
    sql: Sql,
    view: Pick<Viewpoint, 'shopId' | 'shopLevel' | 'segmentIds'>,
    items: readonly { sku: SkuRow; quantity: number }[],
    now: number,
  ): Promise<Priced[]> {
    const facts = await this.reader.load(sql, view, [...new Map(items.map(({ sku }) => [sku.id, sku])).values()], now);
    return items.map(({ sku, quantity }) => {
      const known = facts.get(sku.id) as PriceFacts;
      return { sku, quantity, price: priceOf(known, quantity), facts: known };
    });
  }
}
