import type { OperationId } from '@dianquan/shared/routes';
import type { Named, Unnamed } from './id-row';
import type { Thing } from './worlds';

const FILES: Thing[] = ['freeFile', 'postFile', 'announcementFile', 'draftFile', 'importFile'];
const none = (why: string): Unnamed => ({ none: why });
const VERSION = none('how often it was changed');
const order: Record<string, Named> = { 'path.id': { names: ['order'] } };
const returned: Record<string, Named> = { 'path.id': { names: ['returned'] } };

export const ORDER_MOVE_ID_PARAMETERS: Partial<Record<OperationId, Record<string, Named | Unnamed>>> = {
  'orders.amend': { ...order, 'body.version': VERSION },
  'orders.cancel': order,
  'orders.print': {
    ...order,
    'query.shipmentId': { names: ['shipment'], send: (shipmentId) => ({ query: { what: 'delivery', shipmentId } }) },
  },
  'orders.setWorkflow': { 'body.version': VERSION },
  'orders.takeStep': {
    ...order,
    'body.version': VERSION,
    'body.courierStaffId': none('colleagues know each other, and who is no courier is as unknown as nobody'),
    'body.receiptCode': none('a secret that is told at the door'),
    'body.pictureIds': { names: FILES, send: (id) => ({ params: { step: 'receipt' }, body: { pictureIds: [id] } }) },
  },
  'returns.decide': returned,
  'returns.get': returned,
  'returns.list': { 'query.shopId': { names: ['shop', 'quietShop'] } },
  'returns.receive': { ...returned, 'body.warehouseId': none('warehouses are everybody’s who receives goods') },
  'returns.request': {
    ...order,
    'body.pictureIds': {
      names: FILES,
      send: (id) => ({ body: { kind: 'damage', lines: [{ line: 1, quantity: 1 }], reason: '压坏了', pictureIds: [id] } }),
    },
  },
};
