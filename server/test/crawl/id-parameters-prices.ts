import type { OperationId } from '@dianquan/shared/routes';
import type { Named, Unnamed } from './id-row';
import type { Thing } from './worlds';

type Ids = number | string;
const SHOPS: Thing[] = ['shop', 'quietShop'];
const FILES: Thing[] = ['freeFile', 'postFile', 'announcementFile', 'draftFile', 'importFile'];
const all = (...names: Thing[]): Named => ({ names });
const none = (why: string): Unnamed => ({ none: why });
const body = (names: Thing[], make: (id: Ids) => object): Named => ({ names, send: (id) => ({ body: make(id) }) });

const TREE = none('the tree is everybody’s');
const STAFFS = none('of the supplier, not of a shop: all staff who get this far share it');
const BY_SHOP = none('prices are looked for by shop; what a shop may not see is missing from them');
/** What everybody may buy, and where it lies. */
const COMMON_SKU = 1;
const COMMON_WAREHOUSE = 1;

const shops = { 'query.shopId': all(...SHOPS) };
const sku = { 'path.skuId': all('sku') };
const level = (fields: object) => ({ name: '等级', ...fields });
const sheet = (fileId: Ids, more: object = {}) => ({ fileId, mapping: { 编码: 'code' }, ...more });

export const PRICE_ID_PARAMETERS: Partial<Record<OperationId, Record<string, Named | Unnamed>>> = {
  'customerPrices.list': { ...shops, 'query.skuId': BY_SHOP },
  'customerPrices.set': {
    'body.shopId': body(SHOPS, (shopId) => ({ shopId, prices: [{ skuId: COMMON_SKU, fen: 98_000_000 }] })),
    'body.prices.skuId': BY_SHOP,
  },
  'listPrices.set': { 'body.prices.skuId': body(['sku'], (skuId) => ({ prices: [{ skuId, costFen: 5 }] })) },
  'priceLevels.create': {
    'body.segmentIds': body(['segment'], (id) => level({ segmentIds: [id] })),
    'body.addShopIds': body(SHOPS, (id) => level({ addShopIds: [id] })),
    'body.removeShopIds': body(SHOPS, (id) => level({ removeShopIds: [id] })),
    'body.rules.skuId': body(['sku'], (skuId) => level({ rules: [{ kind: 'sku', skuId, fen: 1000 }] })),
    'body.rules.productId': body(['product'], (productId) => level({ rules: [{ kind: 'product', productId, permille: 900 }] })),
    'body.rules.categoryId': TREE,
  },
  'priceLevels.remove': { 'path.id': STAFFS },
  'priceLevels.update': Object.fromEntries(
    ['path.id', ...['segmentIds', 'addShopIds', 'removeShopIds'].map((name) => `body.${name}`), 'body.rules.skuId', 'body.rules.productId']
      .concat('body.rules.categoryId')
      .map((place) => [place, none('a level is everybody’s; what is put into it is checked as where one is made')]),
  ),
  'products.explainPrice': { ...sku, ...shops },
  'products.getImport': { 'path.id': STAFFS },
  'products.import': {
    'body.fileId': body(FILES, (id) => sheet(id)),
    'body.mapping': none('headers of the sheet to names of columns'),
    'body.pictureFileIds': body(FILES, (id) => sheet(id, { pictureFileIds: [id] })),
    'body.warehouseId': STAFFS,
  },
  'products.importFaults': { 'path.id': STAFFS },
  'products.price': {
    'body.shopId': body(SHOPS, (shopId) => ({ shopId, items: [{ skuId: COMMON_SKU, quantity: 1 }] })),
    'body.items.skuId': body(['sku'], (skuId) => ({ items: [{ skuId, quantity: 1 }] })),
  },
  'products.priceHistory': { ...sku, ...shops },
  'stock.adjust': {
    'path.skuId': body(['sku'], () => ({ warehouseId: COMMON_WAREHOUSE, reason: 'received', change: 1 })),
    'body.warehouseId': STAFFS,
  },
  'stock.get': sku,
  'stock.list': { 'query.warehouseId': STAFFS },
  'stock.movements': { ...sku, 'query.warehouseId': STAFFS },
  'tradeSettings.update': {
    'body.stockDisplay.segments.segmentId': body(['segment'], (segmentId) => ({
      stockDisplay: { default: 'word', levels: [], segments: [{ segmentId, show: 'none' }] },
    })),
  },
  'warehouses.setOrder': { 'body.ids': STAFFS },
  'warehouses.update': { 'path.id': STAFFS },
};
