import { documentOf, gramsOfProduct, type SearchableProduct } from '@dianquan/server/catalogue/search/search-grams';
import type { PriceBook } from '../goods/price-book';
import type { Catalogue, Product } from '../goods/types';
import type { Bulk, FileRow, Row } from '../rows';
import type { FileShelf } from '../story/files';
import { type Segment, type Staff, staffByKey } from '../story/types';

const KEYWORDS: Record<string, string[]> = {
  卷尺: ['盒尺'],
  角磨机: ['磨光机', '砂轮机'],
  手电钻: ['电钻', '手枪钻'],
  活动扳手: ['活口扳手'],
  生料带: ['水胶布', '四氟带'],
  插线板: ['排插', '接线板'],
  断路器: ['空开'],
  玻璃胶: ['硅胶'],
  膨胀螺栓: ['膨胀螺丝', '爆炸螺丝'],
  电锤: ['冲击钻'],
};

export function catalogueRows({ categories, products, skus, openedAt }: Catalogue, segments: Segment[]) {
  const hidden = new Map(segments.map(({ id, content }) => [content.key, id]));
  return {
    category: categories.map(
      ({ id, parent, name, path, position, place }): Row => ({
        id,
        parent_id: parent?.id ?? 0,
        name,
        path,
        position,
        place,
        created_at: openedAt,
      }),
    ),
    sku: skus.map(
      (sku): Row => ({
        id: sku.id,
        product_id: sku.product.id,
        code: sku.code,
        spec: sku.spec,
        barcode: sku.barcode,
        base_unit: sku.baseUnit,
        units: JSON.stringify(sku.units),
        minimum: sku.minimum,
        step: sku.step,
        maximum: sku.maximum,
        list_fen: sku.listFen,
        cost_fen: sku.costFen,
        floor_fen: sku.floorFen,
        ladder: JSON.stringify(sku.ladder),
        position: sku.product.skus.indexOf(sku),
        off_sale_at: sku.offSaleAt,
        created_at: openedAt,
        updated_at: Math.max(openedAt, sku.before?.until ?? 0, sku.offSaleAt ?? 0),
      }),
    ),
    product_hidden_segment: products.flatMap(({ id, hiddenFrom }) =>
      hiddenFrom.map((key): Row => ({ product_id: id, segment_id: hidden.get(key) ?? 0 })),
    ),
  };
}

export function productRows({ products, openedAt }: Catalogue, shelf: FileShelf, staff: Staff[]): Bulk {
  const admin = staffByKey(staff, 'admin');
  const pictures = products.map(({ id, drawing }) =>
    shelf.hang(drawing, { kind: 'product', id, ownerAccountId: admin.account.id, at: openedAt }),
  );
  return { table: 'product', rows: () => products.map((product, index) => productRow(product, pictures[index]!, openedAt)) };
}

function productRow(product: Product, file: FileRow, openedAt: number): Row {
  const { id, name, brand, category, skus, offSaleAt } = product;
  const searchable = searchableOf(product);
  const { text, sound } = documentOf(searchable);
  const onSale = skus.filter((sku) => sku.offSaleAt === null).length;
  return {
    id,
    name,
    brand,
    category_id: category.id,
    category_path: category.path,
    category_place: category.place,
    description: `${brand}${name}，${skus.length > 1 ? `${skus.length} 种规格，` : ''}规格不够可以问业务员。外包装以实物为准。`,
    attributes: JSON.stringify([
      { name: '品牌', value: brand },
      { name: '类别', value: category.name },
      {
        name: '单位',
        value: [skus[0]!.baseUnit, ...skus[0]!.units.map((unit) => `${unit.name}（${unit.factor}${skus[0]!.baseUnit}）`)].join('、'),
      },
    ]),
    keywords: JSON.stringify(searchable.keywords),
    pictures: JSON.stringify([{ id: file.id, width: file.width, height: file.height }]),
    sku_count: onSale,
    has_hidden: Number(product.hiddenFrom.length > 0),
    off_sale_at: offSaleAt,
    is_listed: Number(offSaleAt === null && onSale > 0),
    search_text: text,
    search_sound: sound,
    version: 1,
    created_at: openedAt,
    updated_at: Math.max(openedAt, offSaleAt ?? 0),
  };
}

function searchableOf({ name, brand, category, skus }: Product): SearchableProduct {
  return {
    name,
    brand,
    category: category.name,
    keywords: Object.entries(KEYWORDS).flatMap(([part, words]) => (name.includes(part) ? words : [])),
    specs: skus.map(({ spec }) => spec),
    codes: skus.map(({ code }) => code),
    barcodes: skus.map(({ barcode }) => barcode),
  };
}

/** What searches look into, in the order of the key. */
export const gramRows = ({ products }: Catalogue): Bulk => ({
  table: 'product_gram',
  rows: () =>
    products
      .flatMap((product) => gramsOfProduct(searchableOf(product)).map(({ gram, weight }) => ({ gram, product_id: product.id, weight })))
      .sort((a, b) => (a.gram < b.gram ? -1 : a.gram > b.gram ? 1 : a.product_id - b.product_id)),
});

export function priceRows({ levels, customer }: PriceBook, { skus, openedAt }: Catalogue, segments: Segment[], staff: Staff[]) {
  const manager = staffByKey(staff, 'manager');
  const segmentIds = new Map(segments.map(({ id, content }) => [content.key, id]));
  const changes = [
    ...skus.flatMap(({ id, before, listFen, costFen }): Row[] => {
      if (!before) return [];
      const change = { sku_id: id, shop_id: null, staff_id: manager.id, at: before.until };
      return [
        { ...change, kind: 'list', from_fen: before.listFen, to_fen: listFen },
        { ...change, kind: 'cost', from_fen: before.costFen, to_fen: costFen },
      ];
    }),
    ...customer.map(
      ({ shop, sku, fen, setAt }): Row => ({
        sku_id: sku.id,
        shop_id: shop.id,
        staff_id: manager.id,
        at: setAt,
        kind: 'customer',
        from_fen: null,
        to_fen: fen,
      }),
    ),
  ];
  return {
    price_level: levels.map(
      ({ id, name, position, permille, letters }): Row => ({
        id,
        name,
        position,
        permille,
        shop_levels: letters,
        created_at: openedAt,
        updated_at: openedAt,
      }),
    ),
    price_level_segment: levels.flatMap(({ id, segment }): Row[] =>
      segment ? [{ price_level_id: id, segment_id: segmentIds.get(segment) ?? 0 }] : [],
    ),
    price_level_sku: levels.flatMap(({ id, table }) => [...table].map(([skuId, fen]): Row => ({ price_level_id: id, sku_id: skuId, fen }))),
    price_level_discount: levels.flatMap(({ id, categories, brands }): Row[] => [
      ...[...categories].map(([subject, permille]) => ({ price_level_id: id, kind: 'category', subject: String(subject), permille })),
      ...[...brands].map(([subject, permille]) => ({ price_level_id: id, kind: 'brand', subject, permille })),
    ]),
    customer_price: customer.map(
      ({ shop, sku, fen, setAt, until, listFen, costFen }): Row => ({
        shop_id: shop.id,
        sku_id: sku.id,
        fen,
        from_at: setAt,
        until_at: until,
        list_fen_then: listFen,
        cost_fen_then: costFen,
        set_by_staff_id: manager.id,
        set_at: setAt,
      }),
    ),
    price_change: changes.sort((a, b) => Number(a.at) - Number(b.at)),
  };
}
