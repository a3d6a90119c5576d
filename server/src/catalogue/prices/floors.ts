import { inList, type Sql } from '../../platform/database/sql';
import { Refused } from '../../platform/errors';

/** Which price is below the floor of which SKU. `name` is the level's or the shop's. */
export type BelowFloor = {
  skuId: number;
  skuCode: string;
  kind: 'list' | 'ladder' | 'level' | 'customer';
  name: string | null;
  fen: number;
  floorFen: number;
};
/** What a SKU's own prices are to be. */
export type OwnPrices = {
  skuId: number;
  skuCode: string;
  listFen: number;
  floorFen: number | null;
  ladder: readonly { fen: number }[];
};

const NAMED = 50;

/** Of prices that are stored with the SKU itself. Discounts are no stored prices: what they come to is raised to the floor. */
export function ownBelowFloor({ skuId, skuCode, listFen, floorFen, ladder }: OwnPrices): BelowFloor[] {
  if (floorFen === null) return [];
  const about = { skuId, skuCode, name: null, floorFen };
  return [
    ...(listFen < floorFen ? [{ ...about, kind: 'list' as const, fen: listFen }] : []),
    ...ladder.filter(({ fen }) => fen < floorFen).map(({ fen }) => ({ ...about, kind: 'ladder' as const, fen })),
  ];
}

/** Prices in tables of levels and made for shops that a floor would cut off, for floors that are to be. */
export async function agreedBelowFloor(
  sql: Sql,
  floors: ReadonlyMap<number, { skuCode: string; floorFen: number }>,
): Promise<BelowFloor[]> {
  const ids = inList([...floors.keys()]);
  const rows = await sql.query<{ skuId: number; kind: 'level' | 'customer'; name: string; fen: number }>(
    `SELECT t.sku_id AS skuId, 'level' AS kind, l.name, t.fen FROM price_level_sku t JOIN price_level l ON l.id = t.price_level_id
     WHERE t.sku_id IN ${ids.sql}
     UNION ALL SELECT c.sku_id AS skuId, 'customer' AS kind, s.name, c.fen FROM customer_price c JOIN shop s ON s.id = c.shop_id
     WHERE c.sku_id IN ${ids.sql}`,
    [...ids.params, ...ids.params],
  );
  return rows.flatMap((row) => {
    const floor = floors.get(row.skuId);
    return floor && row.fen < floor.floorFen ? [{ ...row, ...floor }] : [];
  });
}

/** @throws Refused price_below_floor naming the first of them */
export function refuseBelowFloor(below: readonly BelowFloor[]): void {
  if (below.length === 0) return;
  throw new Refused('price_below_floor', { count: below.length, prices: below.slice(0, NAMED) });
}
