import type { OperationId } from '@dianquan/shared/routes';
import type { Row } from './matrix-row';
import type { Scene } from './scene';

const SIGNED_IN = '1 ooooo ooooooo';
const KEEPERS = '1 33333 33o33oo';
/** Staff may look for a shop in their charge; the scene's shop is another's for a second salesperson and for strangers. */
const OWN = '1 3ooo3 3333333';

const sku = (scene: Scene) => ({ params: { skuId: scene.skuId } });
const set = (scene: Scene) => ({ params: { kind: 'post', subjectId: scene.postId } });

/** The product handbook, favourites and what posts offer to order. */
export const CATALOGUE: Partial<Record<OperationId, Row>> = {
  'brands.list': { expected: SIGNED_IN },
  'categories.create': { expected: KEEPERS, call: (s) => ({ body: { parentId: null, name: s.word() } }) },
  'categories.list': { expected: SIGNED_IN },
  'categories.remove': { expected: KEEPERS, call: async (s) => ({ params: { id: await s.category() } }) },
  'categories.update': { expected: KEEPERS, call: async (s) => ({ params: { id: await s.category() }, body: { position: 3 } }) },
  'favourites.list': { expected: '1 3ooo3 ooooooo' },
  'favourites.put': { expected: OWN, call: (s) => ({ ...sku(s), body: {} }) },
  'favourites.remove': { expected: OWN, call: sku },
  'orderSets.get': { expected: '1 4oo44 ooooooo', call: async (s) => ({ params: { kind: 'post', subjectId: await s.offer() } }) },
  'orderSets.put': { expected: KEEPERS, call: (s) => ({ ...set(s), body: { lines: [] } }) },
  'products.byBarcode': { expected: SIGNED_IN, call: async (s) => ({ params: { barcode: await s.barcode() } }) },
  'products.create': { expected: KEEPERS, call: () => ({ body: {} }) },
  'products.get': { expected: SIGNED_IN, call: async (s) => ({ params: { id: await s.product() } }) },
  // For a shop that one may not see, the catalogue isn't there either.
  'products.list': { expected: '1 4oo44 o4ooooo', call: (s) => ({ query: { shopId: s.shopId } }) },
  'products.update': { expected: KEEPERS, call: async (s) => ({ params: { id: await s.product() }, body: {} }) },
};
