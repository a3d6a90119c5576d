import type { OperationId } from '@dianquan/shared/routes';
import type { Named, Unnamed } from './id-row';
import type { Thing } from './worlds';

type Ids = number | string;
const all = (...names: Thing[]): Named => ({ names });
const none = (why: string): Unnamed => ({ none: why });
const body = (names: Thing[], make: (id: Ids) => object): Named => ({ names, send: (id) => ({ body: make(id) }) });

const TREE = none('the tree is everybody’s');
const TYPED = none('typed by a person, never looked up for them');
const FILES: Thing[] = ['freeFile', 'postFile', 'announcementFile', 'draftFile', 'importFile'];
/** The category in which everybody's products stand. */
const COMMON = 1;

const shops = { 'query.shopId': all('shop', 'quietShop') };
const sku = (fields: object) => ({ baseUnit: '个', listFen: 1, ...fields });
const fresh = (name: string, fields: object) => ({ name, categoryId: COMMON, skus: [sku({ code: name })], ...fields });
const subject = { 'path.subjectId': all('post') };

export const CATALOGUE_ID_PARAMETERS: Partial<Record<OperationId, Record<string, Named | Unnamed>>> = {
  'categories.create': { 'body.parentId': TREE },
  'categories.remove': { 'path.id': TREE },
  'categories.update': { 'path.id': TREE, 'body.parentId': TREE },
  'favourites.list': shops,
  'favourites.put': { 'path.skuId': all('sku') },
  'favourites.remove': { 'path.skuId': none('what is not kept is gone already') },
  'orderSets.get': { ...subject, ...shops },
  'orderSets.put': { ...subject, 'body.lines.skuId': body(['sku'], (skuId) => ({ lines: [{ skuId, quantity: 1 }] })) },
  'products.byBarcode': shops,
  'products.create': {
    'body.categoryId': TREE,
    'body.hiddenFromSegmentIds': body(['segment'], (id) => fresh('藏起来的', { hiddenFromSegmentIds: [id] })),
    'body.pictureIds': body(FILES, (id) => fresh('有图的', { pictureIds: [id] })),
    'body.skus.id': none('a product that is new has no SKUs yet'),
    'body.skus.code': TYPED,
  },
  'products.get': { 'path.id': all('product'), ...shops },
  'products.list': { 'query.categoryId': TREE, ...shops },
  'products.update': {
    'body.version': none('how often it was changed'),
    'path.id': all('product'),
    'body.categoryId': TREE,
    'body.hiddenFromSegmentIds': body(['segment'], (id) => ({ hiddenFromSegmentIds: [id] })),
    'body.pictureIds': body(FILES, (id) => ({ pictureIds: [id] })),
    'body.skus.id': body(['sku'], (id) => ({ skus: [sku({ id, code: `K${id}` })] })),
    'body.skus.code': TYPED,
  },
};
