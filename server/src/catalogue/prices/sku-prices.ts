import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { forUpdate, inList, type Tx } from '../../platform/database/sql';
import { Invalid } from '../../platform/errors';
import { agreedBelowFloor, ownBelowFloor, refuseBelowFloor } from './floors';
import { logPrices, type PriceChange } from './price-log';

/** What is left out stays as it is. Fen by base unit. */
export type SkuPriceChange = { skuId: number; listFen?: number; costFen?: number | null; floorFen?: number | null };
export type PricedRow = {
  id: number;
  code: string;
  listFen: number;
  costFen: number | null;
  floorFen: number | null;
  ladder: string;
};

/** The only writer of list, cost and floor prices of SKUs that exist. */
@Injectable()
export class SkuPrices {
  constructor(private readonly clock: Clock) {}

  /**
   * All or none. Answers the SKUs whose prices are others now.
   * @throws Refused price_below_floor naming the prices that would be below; Invalid for a SKU that doesn't exist
   */
  async change(tx: Tx, changes: readonly SkuPriceChange[], staffId: number | null): Promise<number[]> {
    const rows = await lockedSkus(
      tx,
      changes.map(({ skuId }) => skuId),
    );
    const next: { before: PricedRow; after: PricedRow }[] = [];
    for (const [i, { skuId, listFen, costFen, floorFen }] of changes.entries()) {
      const before = rows.get(skuId);
      if (!before) throw new Invalid({ field: `prices.${i}.skuId`, rule: 'not_found', zh: '商品规格不存在' });
      const after = {
        ...before,
        listFen: listFen ?? before.listFen,
        costFen: costFen === undefined ? before.costFen : costFen,
        floorFen: floorFen === undefined ? before.floorFen : floorFen,
      };
      if (isOther(before, after)) next.push({ before, after });
    }
    const raised = next.filter(({ before, after }) => after.floorFen !== null && after.floorFen > (before.floorFen ?? 0));
    refuseBelowFloor([
      ...next.flatMap(({ after: { id, code, ladder, ...own } }) =>
        ownBelowFloor({ ...own, skuId: id, skuCode: code, ladder: JSON.parse(ladder) as { fen: number }[] }),
      ),
      ...(await agreedBelowFloor(
        tx,
        new Map(raised.map(({ after }) => [after.id, { skuCode: after.code, floorFen: after.floorFen as number }])),
      )),
    ]);
    const at = this.clock.now();
    for (const { after } of next)
      await tx.execute('UPDATE sku SET list_fen = ?, cost_fen = ?, floor_fen = ?, updated_at = ? WHERE id = ?', [
        after.listFen,
        after.costFen,
        after.floorFen,
        at,
        after.id,
      ]);
    await logPrices(
      tx,
      next.flatMap(({ before, after }) => changesOf(before, after)),
      { staffId, at },
    );
    return next.map(({ after }) => after.id);
  }
}

/** Their rows stay locked until the transaction is over, so that nobody agrees on a price below a floor that is just being set. */
export async function lockedSkus(tx: Tx, skuIds: readonly number[]): Promise<Map<number, PricedRow>> {
  const ids = inList([...new Set(skuIds)]);
  const rows = await tx.query<PricedRow>(
    `SELECT id, code, list_fen AS listFen, cost_fen AS costFen, floor_fen AS floorFen, ladder FROM sku
     WHERE id IN ${ids.sql} ORDER BY id${forUpdate(tx)}`,
    ids.params,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

const isOther = (a: PricedRow, b: PricedRow): boolean => a.listFen !== b.listFen || a.costFen !== b.costFen || a.floorFen !== b.floorFen;

function changesOf(before: PricedRow, after: PricedRow): PriceChange[] {
  return [
    { skuId: after.id, kind: 'list', from: before.listFen, to: after.listFen },
    { skuId: after.id, kind: 'cost', from: before.costFen, to: after.costFen },
    { skuId: after.id, kind: 'floor', from: before.floorFen, to: after.floorFen },
  ];
}
