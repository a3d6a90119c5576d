import type { Answer } from '@dianquan/shared/contract/all';
import { groupBy } from '@dianquan/shared/group-by';
import type { ShopLevel } from '@dianquan/shared/roles';
import { type Fragment, inList, type Sql } from '../../platform/database/sql';

type LevelView = Answer<'priceLevels.list'>['items'][number];
type Rule = LevelView['rules'][number];
type Row = { id: number; name: string; position: number; permille: number | null; shopLevels: string };
type Discount = { levelId: number; kind: 'product' | 'category' | 'brand'; subject: string; permille: number; label: string | null };

/** All levels in their order, or the ones named; in a fixed number of statements. */
export async function priceLevelViews(sql: Sql, ids?: readonly number[]): Promise<LevelView[]> {
  const wanted = ids === undefined ? { sql: '', params: [] } : whereIn(ids);
  const levels = await sql.query<Row>(
    `SELECT id, name, position, permille, shop_levels AS shopLevels FROM price_level l ${wanted.sql} ORDER BY position, id`,
    wanted.params,
  );
  const of = inList(levels.map(({ id }) => id));
  const [segments, shops, prices, discounts] = await Promise.all([
    sql.query<{ levelId: number; id: number; name: string }>(
      `SELECT g.price_level_id AS levelId, s.id, s.name FROM price_level_segment g JOIN segment s ON s.id = g.segment_id
       WHERE g.price_level_id IN ${of.sql} ORDER BY s.id`,
      of.params,
    ),
    sql.query<{ levelId: number; n: number }>(
      `SELECT price_level_id AS levelId, COUNT(*) AS n FROM shop_price_level WHERE price_level_id IN ${of.sql} GROUP BY price_level_id`,
      of.params,
    ),
    sql.query<{ levelId: number; skuId: number; fen: number; code: string; name: string; spec: string }>(
      `SELECT t.price_level_id AS levelId, t.sku_id AS skuId, t.fen, s.code, p.name, s.spec FROM price_level_sku t
       JOIN sku s ON s.id = t.sku_id JOIN product p ON p.id = s.product_id WHERE t.price_level_id IN ${of.sql} ORDER BY t.sku_id`,
      of.params,
    ),
    discountsOf(sql, of),
  ]);
  const segmentsOf = groupBy(segments, ({ levelId }) => levelId);
  const pricesOf = groupBy(prices, ({ levelId }) => levelId);
  const discountsBy = groupBy(discounts, ({ levelId }) => levelId);
  const shopsOf = new Map(shops.map(({ levelId, n }) => [levelId, n]));
  return levels.map(({ shopLevels, ...level }) => ({
    ...level,
    shopLevels: [...shopLevels] as ShopLevel[],
    segments: (segmentsOf.get(level.id) ?? []).map(({ id, name }) => ({ id, name })),
    shops: shopsOf.get(level.id) ?? 0,
    rules: [
      ...(pricesOf.get(level.id) ?? []).map(
        ({ skuId, fen, code, name, spec }): Rule => ({ kind: 'sku', skuId, fen, label: [name, spec, code].filter(Boolean).join(' ') }),
      ),
      ...(discountsBy.get(level.id) ?? []).map(discountRule),
    ],
  }));
}

const whereIn = (ids: readonly number[]): Fragment => {
  const list = inList(ids);
  return { sql: `WHERE id IN ${list.sql}`, params: list.params };
};

/** Subjects are ids as text, but for brands: each kind is joined to what it names. */
function discountsOf(sql: Sql, levels: Fragment): Promise<Discount[]> {
  const asId = `CAST(d.subject AS ${sql.engine === 'mysql' ? 'UNSIGNED' : 'INTEGER'})`;
  const columns = 'd.price_level_id AS levelId, d.kind, d.subject, d.permille';
  return sql.query<Discount>(
    `SELECT ${columns}, p.name AS label FROM price_level_discount d LEFT JOIN product p ON p.id = ${asId}
       WHERE d.kind = 'product' AND d.price_level_id IN ${levels.sql}
     UNION ALL SELECT ${columns}, c.name AS label FROM price_level_discount d LEFT JOIN category c ON c.id = ${asId}
       WHERE d.kind = 'category' AND d.price_level_id IN ${levels.sql}
     UNION ALL SELECT ${columns}, d.subject AS label FROM price_level_discount d WHERE d.kind = 'brand' AND d.price_level_id IN ${levels.sql}
     ORDER BY kind, subject`,
    [...levels.params, ...levels.params, ...levels.params],
  );
}

function discountRule({ kind, subject, permille, label }: Discount): Rule {
  const about = { permille, label: label ?? '已删除' };
  if (kind === 'brand') return { kind, brand: subject, ...about };
  return kind === 'product' ? { kind, productId: Number(subject), ...about } : { kind, categoryId: Number(subject), ...about };
}
