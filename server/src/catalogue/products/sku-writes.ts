import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { isDuplicate, type Tx } from '../../platform/database/database';
import { Invalid, Refused } from '../../platform/errors';
import { ownBelowFloor, refuseBelowFloor } from '../prices/floors';
import { SkuPrices } from '../prices/sku-prices';
import { refuseOddSkus, type SkuInput } from './sku-faults';

/** Adds and changes the SKUs of a product. */
@Injectable()
export class SkuWrites {
  constructor(
    private readonly clock: Clock,
    private readonly prices: SkuPrices,
  ) {}

  /**
   * SKUs with an id are changed, others added behind those that are there; what is left out stays.
   * @throws Refused sku_duplicate naming the code or barcode; price_below_floor naming the prices
   */
  async save(tx: Tx, productId: number, skus: readonly SkuInput[], staffId: number): Promise<void> {
    refuseOddSkus(skus);
    const own = await tx.query<{ id: number; position: number; floorFen: number | null }>(
      'SELECT id, position, floor_fen AS floorFen FROM sku WHERE product_id = ?',
      [productId],
    );
    const known = new Map(own.map(({ id, floorFen }) => [id, floorFen]));
    const strangers = skus.flatMap(({ id }, i) => (id !== undefined && !known.has(id) ? [i] : []));
    if (strangers.length > 0)
      throw new Invalid(strangers.map((i) => ({ field: `skus.${i}.id`, rule: 'not_found', zh: '这个商品没有该规格' })));
    let position = own.reduce((most, one) => Math.max(most, one.position), 0);
    for (const sku of skus) {
      if (sku.id === undefined) await this.add(tx, productId, sku, ++position);
      else await this.change(tx, sku.id, sku);
    }
    // Ladders stand already, so that prices are held against those that will be.
    const priced = skus.flatMap(({ id, listFen, costFen, floorFen }) =>
      id === undefined ? [] : [{ skuId: id, listFen, costFen, floorFen }],
    );
    const floorOf = ({ id, floorFen }: SkuInput) => (floorFen === undefined ? (known.get(id ?? 0) ?? null) : floorFen);
    refuseBelowFloor(skus.flatMap((sku) => ownBelowFloor({ ...sku, floorFen: floorOf(sku), skuId: sku.id ?? 0, skuCode: sku.code })));
    if (priced.length > 0) await this.prices.change(tx, priced, staffId);
  }

  private async add(tx: Tx, productId: number, sku: SkuInput, position: number): Promise<void> {
    const now = this.clock.now();
    const values = { ...columnsOf(sku), list_fen: sku.listFen, cost_fen: sku.costFen ?? null, floor_fen: sku.floorFen ?? null };
    const row = { ...values, product_id: productId, position, off_sale_at: sku.onSale ? null : now, created_at: now, updated_at: now };
    const columns = Object.keys(row);
    await tx
      .execute(`INSERT INTO sku (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`, Object.values(row))
      .catch((error) => asTaken(error, sku));
  }

  private async change(tx: Tx, id: number, sku: SkuInput): Promise<void> {
    const now = this.clock.now();
    const values = columnsOf(sku);
    await tx
      .execute(
        `UPDATE sku SET ${Object.keys(values)
          .map((name) => `${name} = ?`)
          .join(', ')}, off_sale_at = ${sku.onSale ? 'NULL' : 'COALESCE(off_sale_at, ?)'}, updated_at = ? WHERE id = ?`,
        [...Object.values(values), ...(sku.onSale ? [] : [now]), now, id],
      )
      .catch((error) => asTaken(error, sku));
  }
}

const columnsOf = ({ code, spec, barcode, baseUnit, units, minimum, step, maximum, ladder }: SkuInput) => ({
  code,
  spec,
  barcode,
  base_unit: baseUnit,
  units: JSON.stringify([...units].sort((a, b) => a.factor - b.factor)),
  minimum,
  step,
  maximum,
  ladder: JSON.stringify([...ladder].sort((a, b) => a.from - b.from)),
});

function asTaken(error: unknown, { code, barcode }: SkuInput): never {
  throw isDuplicate(error) ? new Refused('sku_duplicate', { code, barcode }) : error;
}
