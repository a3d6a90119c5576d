import { randomUUID } from 'node:crypto';
import type { OperationId } from '@dianquan/shared/routes';
import type { Call } from '../app';
import type { Row } from './matrix-row';
import type { Scene } from './scene';

const line = (s: Scene) => ({ skuId: s.skuId, unit: '个', quantity: 1 });
const forShop = (s: Scene): Call => ({ query: { shopId: s.shopId } });
const order = async (s: Scene): Promise<Call> => ({ params: { id: await s.order() } });
/** Who orders for the scene's shop: its people, its salesperson, and those who see every shop and deal with orders before they go out. */
const BUYERS = '1 3oo43 o4o33oo';
const SEE_ORDERS = '1 3oo43 o4ooooo';

/** From the cart to an order of the scene's shop, and back to it. */
export const ORDERING: Partial<Record<OperationId, Row>> = {
  'cart.get': { expected: BUYERS, call: forShop },
  'cart.put': { expected: BUYERS, call: (s) => ({ body: { shopId: s.shopId, version: 0, lines: [] } }) },
  'cart.setLine': {
    expected: BUYERS,
    call: (s) => ({ params: { skuId: s.skuId }, body: { shopId: s.shopId, unit: '个', quantity: 1 } }),
  },
  'deliveryAddresses.list': { expected: SEE_ORDERS, call: (s) => ({ params: { shopId: s.shopId } }) },
  'deliveryAddresses.put': { expected: BUYERS, call: (s) => ({ params: { shopId: s.shopId }, body: { items: [] } }) },
  'orders.check': { expected: BUYERS, call: (s) => ({ body: { shopId: s.shopId, lines: [line(s)] } }) },
  'orders.get': { expected: SEE_ORDERS, call: order },
  'orders.list': { expected: SEE_ORDERS, call: forShop },
  'orders.place': {
    expected: BUYERS,
    call: (s) => ({
      headers: { 'idempotency-key': randomUUID() },
      body: { shopId: s.shopId, lines: [{ ...line(s), seenFen: 1000 }], totalFen: 1000, paymentMethod: 'offline' },
    }),
  },
  'orders.repeat': { expected: BUYERS, call: order },
};
