import { insertMany, type Tx } from '../../platform/database/sql';

export type PriceChange = {
  skuId: number;
  kind: 'list' | 'cost' | 'floor' | 'customer';
  shopId?: number;
  from: number | null;
  to: number | null;
};

/** What is the same as before leaves no row. */
export async function logPrices(tx: Tx, changes: readonly PriceChange[], by: { staffId: number | null; at: number }): Promise<void> {
  await insertMany(
    tx,
    'price_change',
    ['sku_id', 'kind', 'shop_id', 'from_fen', 'to_fen', 'staff_id', 'at'],
    changes
      .filter(({ from, to }) => from !== to)
      .map(({ skuId, kind, shopId, from, to }) => [skuId, kind, shopId ?? null, from, to, by.staffId, by.at]),
  );
}
