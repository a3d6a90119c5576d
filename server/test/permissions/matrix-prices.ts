import { randomUUID } from 'node:crypto';
import type { OperationId } from '@dianquan/shared/routes';
import type { Row } from './matrix-row';
import type { Scene } from './scene';

/** Of the scene's shop: for whom the shop isn't there, there is no price either. */
const OWN_PRICE = '1 4oo44 o4ooooo';
const STAFF = '1 33333 ooooooo';
const MAKERS = '1 33333 33o333o';
const SHEETS = '1 33333 33o33oo';

const sku = (s: Scene) => ({ params: { skuId: s.skuId } });
const imported = (s: Scene) => ({ params: { id: s.productImportId } });

/** What goods cost whom, how many there are, and the sheets that bring them in. */
export const PRICES_AND_STOCK: Partial<Record<OperationId, Row>> = {
  'customerPrices.list': { expected: '1 33333 oooo3oo' },
  'customerPrices.reviews': { expected: MAKERS },
  'customerPrices.set': {
    expected: MAKERS,
    call: (s) => ({ body: { shopId: s.shopId, prices: [{ skuId: s.skuId, fen: 950 }] } }),
  },
  'listPrices.set': { expected: MAKERS, call: (s) => ({ body: { prices: [{ skuId: s.skuId, costFen: 700 }] } }) },
  'priceLevels.create': { expected: MAKERS, call: (s) => ({ body: { name: s.word() } }) },
  'priceLevels.list': { expected: '1 33333 33oo3oo' },
  'priceLevels.remove': { expected: MAKERS, call: async (s) => ({ params: { id: await s.priceLevel() } }) },
  'priceLevels.update': { expected: MAKERS, call: async (s) => ({ params: { id: await s.priceLevel() }, body: { position: 3 } }) },
  'products.explainPrice': { expected: OWN_PRICE, call: (s) => ({ ...sku(s), query: { shopId: s.shopId } }) },
  'products.export': { expected: SHEETS },
  'products.getImport': { expected: SHEETS, call: imported },
  'products.import': { expected: SHEETS, call: () => ({ body: { fileId: 1, mapping: { 编码: 'code' } } }) },
  'products.importFaults': { expected: SHEETS, call: imported },
  'products.imports': { expected: SHEETS },
  'products.price': {
    expected: OWN_PRICE,
    call: (s) => ({ body: { shopId: s.shopId, items: [{ skuId: s.skuId, quantity: 1 }] } }),
  },
  'products.priceHistory': { expected: '1 3oo43 o4ooooo', call: (s) => ({ ...sku(s), query: { shopId: s.shopId } }) },
  'products.readSheet': { expected: SHEETS },
  'stock.adjust': {
    expected: '1 33333 33o3ooo',
    call: (s) => ({
      ...sku(s),
      body: { warehouseId: s.warehouseId, reason: 'received', change: 1 },
      headers: { 'idempotency-key': randomUUID() },
    }),
  },
  'stock.get': { expected: STAFF, call: sku },
  'stock.list': { expected: STAFF },
  'stock.movements': { expected: '1 33333 33ooooo', call: sku },
  'tradeSettings.get': { expected: STAFF },
  'tradeSettings.update': { expected: MAKERS, call: () => ({ body: { orderedWithinDays: 7 } }) },
  'warehouses.create': { expected: MAKERS, call: (s) => ({ body: { name: s.word() } }) },
  'warehouses.list': { expected: STAFF },
  'warehouses.setOrder': { expected: MAKERS, call: (s) => ({ body: { ids: [s.warehouseId] } }) },
  'warehouses.update': { expected: MAKERS, call: async (s) => ({ params: { id: await s.freshWarehouse() }, body: { position: 3 } }) },
};
