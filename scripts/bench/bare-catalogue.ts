import { gramsOfQuery } from '@dianquan/server/catalogue/search/search-grams';
import { score } from '@dianquan/server/catalogue/search/search-score';
import type { FastifyInstance } from 'fastify';
import type { BareStore } from './bare-store';

type Place = { place: number; id: number };
type Shop = { id: number; account: number; level: string; segments: number[] };
type Value = string | number;

const COLUMNS = `p.id, p.name, p.brand, p.category_id, p.category_path, p.category_place, p.pictures, s.id AS sku_id, s.code, s.spec, s.barcode,
  s.base_unit, s.units, s.minimum, s.step, s.maximum, s.list_fen, s.cost_fen, s.floor_fen, s.ladder, f.sku_id AS kept`;
const FROM = `JOIN product p ON p.id = x.id JOIN sku s ON s.product_id = p.id AND s.off_sale_at IS NULL
  LEFT JOIN favourite f ON f.account_id = ? AND f.shop_id = ? AND f.sku_id = s.id`;

/** The catalogue by hand: the shop is taken for who it says it is, and nothing is checked. */
export function serveCatalogue(app: FastifyInstance, store: BareStore): void {
  app.get<{ Querystring: Record<string, string> }>('/catalogue', async ({ query }) => {
    const shop = await shopOf(store, Number(query.shop), Number(query.account));
    const after = { place: Number(query.place), id: Number(query.id) };
    const rows = await store.rows(
      `SELECT ${COLUMNS} FROM (SELECT p.id FROM product p WHERE p.is_listed = 1 AND ${VISIBLE(shop)} AND p.category_place >= ?
         AND (p.category_place > ? OR p.id > ?) ORDER BY p.category_place, p.id LIMIT 21) x ${FROM}`,
      [...shop.segments, after.place, after.place, after.id, shop.account, shop.id],
    );
    const cards = cardsOf(rows).sort((a, b) => a.place - b.place || a.id - b.id);
    const last = cards[19];
    return { items: await priced(store, shop, cards.slice(0, 20)), next: cards.length > 20 && last ? cursorOf(last) : null };
  });
  app.get<{ Querystring: Record<string, string> }>('/search', async ({ query }) => {
    const shop = await shopOf(store, Number(query.shop), Number(query.account));
    const asked = gramsOfQuery(query.q ?? '');
    const found = await store.rows(
      `SELECT p.id, p.search_text FROM product_gram g JOIN product p ON p.id = g.product_id WHERE g.gram = ? AND p.is_listed = 1
         AND ${VISIBLE(shop)} ORDER BY g.weight DESC, g.product_id DESC LIMIT 200`,
      [asked?.readings[0]?.grams[0] ?? '', ...shop.segments],
    );
    const ranked = found.flatMap(([id, text]) => {
      const worth = asked ? score(asked, { text: String(text), sound: '' }) : 0;
      return worth > 0 ? [{ id: Number(id), worth }] : [];
    });
    ranked.sort((a, b) => b.worth - a.worth || a.id - b.id);
    const ids = ranked.slice(0, 20).map(({ id }) => id);
    const rows = await store.rows(`SELECT ${COLUMNS} FROM (SELECT id FROM product WHERE id IN ${list(ids).sql}) x ${FROM}`, [
      ...list(ids).params,
      shop.account,
      shop.id,
    ]);
    const order = new Map(ids.map((id, i) => [id, i]));
    const cards = cardsOf(rows).sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
    return { items: await priced(store, shop, cards), next: ranked.length > 20 ? 'more' : null };
  });
}

const VISIBLE = ({ segments }: Shop): string =>
  segments.length === 0
    ? '1 = 1'
    : `(p.has_hidden = 0 OR NOT EXISTS (SELECT 1 FROM product_hidden_segment h WHERE h.product_id = p.id AND h.segment_id IN (${segments.map(() => '?').join(',')})))`;
const cursorOf = ({ place, id }: Place): string => Buffer.from(JSON.stringify([place, id])).toString('base64url');

/** Few texts for the driver to prepare: a list is as long as the next power of two. */
function list(values: readonly Value[]): { sql: string; params: Value[] } {
  let size = 8;
  while (size < values.length) size *= 2;
  const params = Array.from({ length: size }, (_, i) => values[Math.min(i, values.length - 1)] ?? 0);
  return { sql: `(${params.map(() => '?').join(',')})`, params };
}

async function shopOf(store: BareStore, id: number, account: number): Promise<Shop> {
  const rows = await store.rows('SELECT s.level, g.segment_id FROM shop s LEFT JOIN segment_shop g ON g.shop_id = s.id WHERE s.id = ?', [
    id,
  ]);
  return { id, account, level: String(rows[0]?.[0]), segments: rows.flatMap(([, segment]) => (segment === null ? [] : [Number(segment)])) };
}

type Sku = {
  id: number;
  productId: number;
  brand: string;
  path: string[];
  listFen: number;
  ladder: { from: number; fen: number }[];
  view: Record<string, unknown>;
};
type Card = { id: number; place: number; head: Record<string, unknown>; skus: Sku[] };

function cardsOf(rows: unknown[][]): Card[] {
  const cards = new Map<number, Card>();
  for (const row of rows) {
    const [
      id,
      name,
      brand,
      categoryId,
      path,
      place,
      pictures,
      skuId,
      code,
      spec,
      barcode,
      base,
      units,
      minimum,
      step,
      maximum,
      list,
      ,
      ,
      ladder,
      kept,
    ] = row;
    const key = Number(id);
    let card = cards.get(key);
    if (!card) {
      const [picture] = JSON.parse(String(pictures)) as { id: number; width: number; height: number }[];
      const address = picture && { ...picture, url: `/files/${picture.id}`, thumbUrl: `/files/${picture.id}?size=thumb` };
      card = { id: key, place: Number(place), head: { id, name, brand, categoryId, picture: address ?? null, onSale: true }, skus: [] };
      cards.set(key, card);
    }
    const all = [{ name: base, factor: 1 }, ...(JSON.parse(String(units)) as object[])];
    const limits = { minimum, step, maximum };
    card.skus.push({
      id: Number(skuId),
      productId: key,
      brand: String(brand),
      path: String(path).split('/').filter(Boolean).reverse(),
      listFen: Number(list),
      ladder: JSON.parse(String(ladder)) as Sku['ladder'],
      view: { id: skuId, productId: id, code, spec, barcode, units: all, ...limits, onSale: true, favourite: kept !== null },
    });
  }
  return [...cards.values()];
}

async function priced(store: BareStore, shop: Shop, cards: Card[]): Promise<object[]> {
  const skus = cards.flatMap((card) => card.skus);
  const ids = list(skus.map(({ id }) => id));
  const about = list([...new Set(skus.flatMap(({ productId, brand, path }) => [String(productId), brand, ...path]))]);
  const segments = list(shop.segments);
  const [stock, facts] = await Promise.all([
    store.rows(`SELECT sku_id, SUM(available), SUM(low_below) FROM stock WHERE sku_id IN ${ids.sql} GROUP BY sku_id`, ids.params),
    store.rows(
      `SELECT 'customer', 0, '', sku_id, fen, list_fen_then, until_at FROM customer_price WHERE shop_id = ? AND sku_id IN ${ids.sql}
       UNION ALL SELECT 'last', 0, '', sku_id, fen, NULL, at FROM last_price WHERE shop_id = ? AND sku_id IN ${ids.sql}
       UNION ALL SELECT 'sku', price_level_id, '', sku_id, fen, NULL, NULL FROM price_level_sku WHERE sku_id IN ${ids.sql}
       UNION ALL SELECT 'level', id, '', 0, permille, NULL, NULL FROM price_level l WHERE shop_levels LIKE ?
         OR EXISTS (SELECT 1 FROM price_level_segment g WHERE g.price_level_id = l.id AND g.segment_id IN ${segments.sql})
         OR EXISTS (SELECT 1 FROM shop_price_level o WHERE o.price_level_id = l.id AND o.shop_id = ?)
       UNION ALL SELECT kind, price_level_id, subject, 0, permille, NULL, NULL FROM price_level_discount WHERE subject IN ${about.sql}`,
      [shop.id, ...ids.params, shop.id, ...ids.params, ...ids.params, `%${shop.level}%`, ...segments.params, shop.id, ...about.params],
    ),
  ]);
  const known = new Map(
    facts.map(([kind, level, subject, sku, fen, then, at]) => [`${kind} ${level} ${subject || sku}`, { fen: Number(fen), then, at }]),
  );
  const levels = facts.flatMap(([kind, id, , , permille]) => (kind === 'level' ? [{ id: Number(id), permille: Number(permille) }] : []));
  const counts = new Map(stock.map(([sku, available, low]) => [Number(sku), { available: Number(available), low: Number(low ?? 0) }]));
  return cards.map(({ head, skus: own }) => {
    const views = own.map((sku) => ({ ...sku.view, price: priceOf(sku, known, levels), stock: wordOf(counts.get(sku.id)) }));
    const words = views.map(({ stock: { word } }) => word);
    const word = ['in_stock', 'low', 'none'].find((one) => words.includes(one)) ?? null;
    return {
      ...head,
      skuCount: own.length,
      fromFen: Math.min(...views.map(({ price }) => price.fen)),
      stock: { word, figure: null },
      sku: views.length === 1 ? views[0] : null,
    };
  });
}

type Known = Map<string, { fen: number; then: unknown; at: unknown }>;

function priceOf({ id, productId, brand, path, listFen, ladder }: Sku, known: Known, levels: { id: number; permille: number }[]) {
  const last = known.get(`last 0 ${id}`);
  const agreed = known.get(`customer 0 ${id}`);
  let fen = listFen;
  let rule = 'list';
  if (agreed && Math.abs(listFen - Number(agreed.then)) * 1000 <= 100 * Number(agreed.then)) {
    fen = agreed.fen;
    rule = 'customer';
  } else {
    for (const level of levels) {
      const category = path.map((one) => known.get(`category ${level.id} ${one}`)).find(Boolean);
      const discount = known.get(`product ${level.id} ${productId}`) ?? category ?? known.get(`brand ${level.id} ${brand}`);
      const says = known.get(`sku ${level.id} ${id}`)?.fen ?? Math.floor((listFen * (discount?.fen ?? level.permille) + 500) / 1000);
      if (rule === 'list' || says < fen) fen = says;
      rule = 'level';
    }
  }
  const lower = ladder.filter((step) => step.fen < fen);
  return { fen, rule, listFen, ladder: lower, lastFen: last?.fen ?? null, lastAt: last ? new Date(Number(last.at)).toISOString() : null };
}

function wordOf(count: { available: number; low: number } | undefined) {
  const { available, low } = count ?? { available: 0, low: 0 };
  return { word: available <= 0 ? 'none' : available < low ? 'low' : 'in_stock', figure: null };
}
