import { documentOf, gramsOfProduct } from '@dianquan/server/catalogue/search/search-grams';
import type { Database, SqlValue } from '@dianquan/server/platform/database/database';
import { insertMany } from '@dianquan/server/platform/database/sql';

const NOW = Date.now();
const ROOTS = ['紧固件', '阀门', '管材管件', '电动工具', '手动工具', '照明', '开关插座', '电线电缆', '涂料胶粘', '门窗五金'];
const BRANDS = ['世达', '博世', '东成', '公牛', '正泰', '德力西', '伟星', '联塑', '日丰', '得力', '史丹利', '晋亿', '远东', '欧普', '立邦'];
/** What people look for, two characters each; every product is one of these. */
export const NOUNS =
  `螺丝 螺栓 螺母 垫圈 球阀 闸阀 角阀 水管 弯头 三通 电钻 电锤 角磨 钻头 扳手 钳子 锤子 卷尺 灯泡 灯管 开关 插座 电线 网线 胶水
 油漆 刷子 合页 滑轨 挂锁`.split(/\s+/);
const KINDS = ['不锈钢', '镀锌', '加厚', '重型', '轻便', '家用', '工业级', '防水', '耐磨', '静音', '铜芯', '国标'];
const LEVELS = ['A', 'B', 'C', 'D'];

export type CatalogueSize = { skus: number; shops: number };

/** Products of one SKU and of four, half of the SKUs each; four price levels with rules; prices of shops; stock in two warehouses. */
export async function fillCatalogue(db: Database, { skus, shops }: CatalogueSize): Promise<void> {
  const places = await fillCategories(db);
  const products = Math.round((skus * 5) / 8);
  const names = Array.from({ length: products }, (_, i) => ({
    name: `${KINDS[i % KINDS.length]}${NOUNS[(i * 7) % NOUNS.length]} ${(i % 97) + 3}型${Math.floor(i / 97)}`,
    brand: BRANDS[(i * 11) % BRANDS.length] as string,
    leaf: places[(i * 13) % places.length] as { id: number; path: string; place: number; name: string },
  }));
  await insertMany(
    db,
    'product',
    [
      ...['name', 'brand', 'category_id', 'category_path', 'category_place', 'description', 'attributes', 'keywords', 'pictures'],
      ...['sku_count', 'has_hidden', 'is_listed', 'search_text', 'search_sound', 'created_at', 'updated_at'],
    ],
    names.map(({ name, brand, leaf }, i) => {
      const { text, sound } = documentOf({ name, brand, category: leaf.name, codes: [`P${i + 1}`] });
      const picture = `[{"id":${i + 1},"width":800,"height":800}]`;
      const about = ['', '[]', '[]', picture, skusOf(i), i % 50 === 0 ? 1 : 0, 1, text, sound, NOW, NOW];
      return [name, brand, leaf.id, leaf.path, leaf.place, ...about];
    }),
  );
  const grams = names.flatMap(({ name, brand, leaf }, i) =>
    gramsOfProduct({ name, brand, category: leaf.name, codes: [`P${i + 1}`] }).map(({ gram, weight }): [string, number, number] => [
      gram,
      i + 1,
      weight,
    ]),
  );
  grams.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[2] - b[2]));
  await insertMany(db, 'product_gram', ['gram', 'product_id', 'weight'], grams, { chunk: 5_000 });
  await insertMany(
    db,
    'product_hidden_segment',
    ['product_id', 'segment_id'],
    names.flatMap((_, i) => (i % 50 === 0 ? [[i + 1, 1]] : [])),
  );
  await fillSkus(db, names);
  await fillPrices(db, skus, shops, names.length, places);
}

const skusOf = (product: number): number => (product % 5 === 0 ? 4 : 1);

/** Ten roots with four below each and three below each of those; the places of the lowest. */
async function fillCategories(db: Database): Promise<{ id: number; path: string; place: number; name: string }[]> {
  const rows: SqlValue[][] = [];
  const leaves: { id: number; path: string; place: number; name: string }[] = [];
  const add = (parent: { id: number; path: string }, name: string): { id: number; path: string } => {
    const id = rows.length + 1;
    const path = `${parent.path}${id}/`;
    rows.push([id, parent.id, name, path, 0, id, NOW]);
    return { id, path };
  };
  for (const root of ROOTS) {
    const top = add({ id: 0, path: '/' }, root);
    for (let i = 0; i < 4; i++) {
      const middle = add(top, `${root}${i}系`);
      for (let k = 0; k < 3; k++) {
        const leaf = add(middle, `${root}${i}系${k}`);
        leaves.push({ ...leaf, place: leaf.id, name: `${root}${i}系${k}` });
      }
    }
  }
  await insertMany(db, 'category', ['id', 'parent_id', 'name', 'path', 'position', 'place', 'created_at'], rows);
  return leaves;
}

async function fillSkus(db: Database, products: readonly object[]): Promise<void> {
  const rows: SqlValue[][] = [];
  for (let product = 0; product < products.length; product++) {
    for (let k = 0; k < skusOf(product); k++) {
      const i = rows.length;
      const listFen = 500 + ((i * 37) % 20_000);
      const ladder = i % 4 === 0 ? JSON.stringify([{ from: 100, fen: Math.floor(listFen * 0.9) }]) : '[]';
      const units = i % 2 === 0 ? '[{"name":"箱","factor":12}]' : '[]';
      const barcode = String(6_900_000_000_000 + i);
      rows.push([
        product + 1,
        `S${i + 1}`,
        `${k + 1}号`,
        barcode,
        '个',
        units,
        listFen,
        Math.floor(listFen * 0.6),
        null,
        ladder,
        k + 1,
        NOW,
        NOW,
      ]);
    }
  }
  await insertMany(
    db,
    'sku',
    [
      ...['product_id', 'code', 'spec', 'barcode', 'base_unit', 'units', 'list_fen', 'cost_fen', 'floor_fen', 'ladder', 'position'],
      ...['created_at', 'updated_at'],
    ],
    rows,
  );
  await insertMany(
    db,
    'warehouse',
    ['id', 'name', 'position', 'created_at'],
    [
      [1, '总仓', 0, NOW],
      [2, '分仓', 1, NOW],
    ],
  );
  await insertMany(
    db,
    'stock',
    ['sku_id', 'warehouse_id', 'available', 'reserved', 'low_below'],
    rows.flatMap((_, i) => [
      [i + 1, 1, i % 7 === 0 ? 0 : i % 300, 0, 20],
      [i + 1, 2, i % 5 === 0 ? 0 : i % 90, 0, null],
    ]),
  );
}

/** Each level: a discount on everything, on a third of the categories and brands, and a table for a tenth of the SKUs. */
async function fillPrices(db: Database, skus: number, shops: number, products: number, leaves: readonly { id: number }[]): Promise<void> {
  await db.execute(`UPDATE shop SET level = CASE id % 4 WHEN 0 THEN 'A' WHEN 1 THEN 'B' WHEN 2 THEN 'C' ELSE 'D' END WHERE id <= ?`, [
    shops,
  ]);
  await insertMany(
    db,
    'segment',
    ['id', 'name', 'kind', 'created_at', 'updated_at'],
    [
      [1, '批发', 'manual', NOW, NOW],
      [2, '零售', 'manual', NOW, NOW],
    ],
  );
  const ids = Array.from({ length: shops }, (_, i) => i + 1);
  await insertMany(
    db,
    'segment_shop',
    ['segment_id', 'shop_id'],
    ids.map((id) => [1 + (id % 2), id]),
  );
  await insertMany(
    db,
    'price_level',
    ['id', 'name', 'position', 'permille', 'shop_levels', 'created_at', 'updated_at'],
    LEVELS.map((level, i) => [i + 1, `${level} 级价`, i, 980 - i * 10, level, NOW, NOW]),
  );
  await insertMany(db, 'price_level_segment', ['price_level_id', 'segment_id'], [[4, 2]]);
  for (let level = 1; level <= LEVELS.length; level++) {
    await insertMany(
      db,
      'price_level_discount',
      ['price_level_id', 'kind', 'subject', 'permille'],
      [
        ...leaves.filter((_, i) => i % 3 === 0).map(({ id }): SqlValue[] => [level, 'category', String(id), 930 - level * 5]),
        ...BRANDS.filter((_, i) => i % 3 === 0).map((brand): SqlValue[] => [level, 'brand', brand, 950 - level * 5]),
        ...Array.from({ length: 300 }, (_, i): SqlValue[] => [level, 'product', String(1 + ((i * 41) % products)), 900]),
      ],
    );
    const table = Array.from({ length: Math.floor(skus / 10) }, (_, i): SqlValue[] => [level, 1 + i * 10, 450 + ((i * 10 * 37) % 20_000)]);
    await insertMany(db, 'price_level_sku', ['price_level_id', 'sku_id', 'fen'], table);
  }
  const of = (share: number) =>
    ids.flatMap((shop) => Array.from({ length: Math.floor(skus / share) }, (_, i) => [shop, 1 + ((i * share + shop) % skus)]));
  const listFen = (sku: number): number => 500 + (((sku - 1) * 37) % 20_000);
  await insertMany(
    db,
    'customer_price',
    ['shop_id', 'sku_id', 'fen', 'list_fen_then', 'cost_fen_then', 'set_at'],
    of(100).map(([shop = 0, sku = 0]) => [shop, sku, Math.floor(listFen(sku) * 0.8), listFen(sku), null, NOW]),
  );
  await insertMany(
    db,
    'last_price',
    ['shop_id', 'sku_id', 'fen', 'list_fen_then', 'cost_fen_then', 'order_id', 'at'],
    of(40).map(([shop = 0, sku = 0]) => [shop, sku, Math.floor(listFen(sku) * 0.95), listFen(sku), null, 1, NOW]),
  );
}
