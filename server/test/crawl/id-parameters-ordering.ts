import { randomUUID } from 'node:crypto';
import type { OperationId } from '@dianquan/shared/routes';
import type { Named, Unnamed } from './id-row';

type Ids = number | string;
const none = (why: string): Unnamed => ({ none: why });
const VERSION = none('how often it was changed');
const order: Record<string, Named> = { 'path.id': { names: ['order'] } };
const shops: Named = { names: ['shop', 'quietShop'] };
const line = (skuId: Ids) => ({ skuId, unit: '个', quantity: 1 });
const paid = (skuId: Ids) => ({ lines: [{ ...line(skuId), seenFen: 1 }], totalFen: 1, paymentMethod: 'offline' });
const placing = (body: object) => ({ headers: { 'idempotency-key': randomUUID() }, body });

export const ORDERING_ID_PARAMETERS: Partial<Record<OperationId, Record<string, Named | Unnamed>>> = {
  'cart.get': { 'query.shopId': shops },
  'cart.put': {
    'body.shopId': { names: ['shop', 'quietShop'], send: (shopId) => ({ body: { shopId, version: 0, lines: [] } }) },
    'body.version': VERSION,
    'body.lines.skuId': { names: ['sku'], send: (id) => ({ body: { version: 0, lines: [line(id)] } }) },
  },
  'cart.setLine': {
    'path.skuId': { names: ['sku'], send: () => ({ body: { unit: '个', quantity: 1 } }) },
    'body.shopId': { names: ['shop', 'quietShop'], send: (shopId) => ({ body: { shopId, unit: '个', quantity: 1 } }) },
  },
  'deliveryAddresses.list': { 'path.shopId': shops },
  'deliveryAddresses.put': {
    'path.shopId': { names: ['shop', 'quietShop'], send: () => ({ body: { items: [] } }) },
    'body.items.id': none('looked for among the addresses of the shop in the path alone; tried in orders.spec'),
    'body.items.regionCode': none('a district of the country'),
  },
  'orders.check': {
    'body.shopId': { names: ['shop', 'quietShop'], send: (shopId) => ({ body: { shopId, lines: [line(1)] } }) },
    'body.lines.skuId': { names: ['sku'], send: (id) => ({ body: { lines: [line(id)] } }) },
  },
  'orders.get': order,
  'orders.list': { 'query.shopId': shops },
  'orders.place': {
    'body.shopId': { names: ['shop', 'quietShop'], send: (shopId) => placing({ shopId, ...paid(1) }) },
    'body.lines.skuId': { names: ['sku'], send: (id) => placing(paid(id)) },
    'body.addressId': none('looked for among the addresses of the shop alone; tried in placing-refusals.spec'),
    'body.source.id': none('written down as said, never looked up'),
  },
  'orders.repeat': order,
};
