import { Injectable } from '@nestjs/common';
import { type Tx, upsertMany } from '../../platform/database/sql';

/** Fen for one base unit, with what list and cost were then. */
export type PaidPrice = {
  shopId: number;
  skuId: number;
  fen: number;
  listFen: number;
  costFen: number | null;
  orderId: number;
  at: number;
};

@Injectable()
export class LastPrices {
  /** The newest of each shop and SKU stays; of several lines of one SKU the last one counts. */
  async record(tx: Tx, paid: readonly PaidPrice[]): Promise<void> {
    const newest = new Map(paid.map((one) => [`${one.shopId} ${one.skuId}`, one]));
    // In the order of the key: orders placed side by side lock the rows in the same order.
    const rows = [...newest.values()].sort((a, b) => a.shopId - b.shopId || a.skuId - b.skuId);
    await upsertMany(
      tx,
      'last_price',
      ['shop_id', 'sku_id', 'fen', 'list_fen_then', 'cost_fen_then', 'order_id', 'at'],
      rows.map(({ shopId, skuId, fen, listFen, costFen, orderId, at }) => [shopId, skuId, fen, listFen, costFen, orderId, at]),
      ['shop_id', 'sku_id'],
      ['fen', 'list_fen_then', 'cost_fen_then', 'order_id', 'at'],
    );
  }
}
