import { inRegion, shopScope } from '../members/shop-scope';
import { type Fragment, inList, type Sql, type SqlValue, startingWith } from '../platform/database/sql';
import type { Actor } from '../platform/http/actor';
import type { Input } from '../platform/http/input';
import { type Bucket, numberOf } from './days';

/** What of the ordered goods is asked for; the days apart. */
export type Wanted = Omit<Input<'reports.exportSales'>, 'by' | 'from' | 'to'>;
export type Sums = { orders: number; shops: number; fen: number };
export type SumsOf = Sums & { quantity: number };

/** Lines of orders that stand, of shops in the actor's scope. `l` is order_line. */
export const SOLD = 'order_line l JOIN shop s ON s.id = l.shop_id';
export const SUMS = `COUNT(DISTINCT l.order_id) AS orders, COUNT(DISTINCT l.shop_id) AS shops, COALESCE(SUM(l.total_fen), 0) AS fen,
  COALESCE(SUM(l.quantity * l.factor), 0) AS quantity`;
/** Goods of nobody's and of nowhere have these keys, so that they can be asked for like all others. */
export const NOBODY = 0;
export const NOWHERE = '00';
const NONE: SumsOf = { orders: 0, shops: 0, fen: 0, quantity: 0 };

export async function whereOf(sql: Sql, me: Actor, { shopId, staffId, productId, categoryId, regionCode }: Wanted): Promise<Fragment> {
  const parts: Fragment[] = [{ sql: 'l.cancelled = 0', params: [] }, shopScope(me, 's')];
  const equal = (column: string, value: SqlValue | undefined) => {
    if (value !== undefined) parts.push({ sql: `${column} = ?`, params: [value] });
  };
  equal('l.shop_id', shopId);
  equal('l.product_id', productId);
  if (staffId === NOBODY) parts.push({ sql: 'l.staff_id IS NULL', params: [] });
  else equal('l.staff_id', staffId);
  if (regionCode === NOWHERE) parts.push({ sql: 'l.region_code IS NULL', params: [] });
  else if (regionCode !== undefined) parts.push(inRegion(regionCode, 'l'));
  if (categoryId !== undefined) parts.push(await below(sql, categoryId));
  return { sql: parts.map((part) => part.sql).join(' AND '), params: parts.flatMap((part) => part.params) };
}

/** A category with all below it; one that isn't there has nothing. */
async function below(sql: Sql, categoryId: number): Promise<Fragment> {
  const [top] = await sql.query<{ path: string }>('SELECT path FROM category WHERE id = ?', [categoryId]);
  if (!top) return { sql: 'l.category_id = ?', params: [categoryId] };
  const rows = await sql.query<{ id: number }>(`SELECT id FROM category WHERE path LIKE ? ESCAPE '!'`, [startingWith(top.path)]);
  const ids = inList(rows.map(({ id }) => id));
  return { sql: `l.category_id IN ${ids.sql}`, params: ids.params };
}

/** The sums of each span of days, of its last day only what was ordered up to a moment; in one statement. */
export async function sumsUpTo(sql: Sql, where: Fragment, spans: readonly (Bucket & { until: number })[]): Promise<Map<string, Sums>> {
  const table = spans.map(() => 'SELECT ? AS span, ? AS first, ? AS last, ? AS cut').join(' UNION ALL ');
  const rows = await sql.query<Sums & { span: string }>(
    `SELECT b.span, ${SUMS} FROM (${table}) b JOIN order_line l ON l.day >= b.first AND l.day <= b.last JOIN shop s ON s.id = l.shop_id
     JOIN shop_order o ON o.id = l.order_id WHERE (l.day < b.last OR o.placed_at <= b.cut) AND ${where.sql} GROUP BY b.span`,
    [...spans.flatMap(({ key, from, to, until }) => [key, numberOf(from), numberOf(to), until]), ...where.params],
  );
  const sums = new Map(rows.map(({ span, orders, shops, fen }) => [span, { orders, shops, fen }]));
  return new Map(spans.map(({ key }) => [key, sums.get(key) ?? { orders: 0, shops: 0, fen: 0 }]));
}

/** The sums of each span of days, in one statement; spans may overlap. */
export async function sumsBySpan(sql: Sql, where: Fragment, buckets: readonly Bucket[]): Promise<Map<string, SumsOf>> {
  const sums = new Map(buckets.map(({ key }) => [key, NONE]));
  if (buckets.length === 0) return sums;
  const spans = buckets.map(() => 'SELECT ? AS span, ? AS first, ? AS last').join(' UNION ALL ');
  const rows = await sql.query<SumsOf & { span: string }>(
    `SELECT b.span, ${SUMS} FROM (${spans}) b JOIN order_line l ON l.day >= b.first AND l.day <= b.last JOIN shop s ON s.id = l.shop_id
     WHERE ${where.sql} GROUP BY b.span`,
    [...buckets.flatMap(({ key, from, to }) => [key, numberOf(from), numberOf(to)]), ...where.params],
  );
  for (const { span, orders, shops, fen, quantity } of rows) sums.set(span, { orders, shops, fen, quantity });
  return sums;
}

export async function sumsOf(sql: Sql, where: Fragment, { from, to }: { from: string; to: string }): Promise<Sums> {
  const [row] = await sql.query<Sums>(`SELECT ${SUMS} FROM ${SOLD} WHERE l.day >= ? AND l.day <= ? AND ${where.sql}`, [
    numberOf(from),
    numberOf(to),
    ...where.params,
  ]);
  const { orders, shops, fen } = row ?? NONE;
  return { orders, shops, fen };
}
