import type { OperationId } from '@dianquan/shared/routes';
import type { Named, Unnamed } from './id-row';
import type { Thing } from './worlds';

const SHOPS: Thing[] = ['shop', 'quietShop'];
const FILES: Thing[] = ['freeFile', 'postFile', 'announcementFile', 'draftFile', 'importFile'];
const body = (names: Thing[], make: (id: number | string) => object): Named => ({ names, send: (id) => ({ body: make(id) }) });
const payment = { 'path.id': { names: ['payment'] as Thing[] } };
const ofShop = { 'path.shopId': { names: SHOPS } };

export const PAYMENT_ID_PARAMETERS: Partial<Record<OperationId, Record<string, Named | Unnamed>>> = {
  'credit.get': ofShop,
  'credit.set': ofShop,
  'payments.confirmOffline': payment,
  'payments.get': payment,
  'payments.list': { 'query.shopId': { names: SHOPS } },
  'payments.offline': {
    'body.shopId': body(SHOPS, (shopId) => ({ shopId, purpose: 'deposit', fen: 100 })),
    'body.orderId': body(['order'], (orderId) => ({ orderId, purpose: 'order', fen: 1 })),
    'body.pictureIds': body(FILES, (id) => ({ purpose: 'deposit', fen: 100, pictureIds: [id] })),
  },
  'payments.prepay': { 'path.orderId': { names: ['order'] } },
  'payments.refund': payment,
  'statements.answer': {
    ...ofShop,
    'body.objections.lineId': body(['ledgerLine'], (lineId) => ({ confirm: false, objections: [{ lineId, text: '不对' }] })),
  },
  'statements.export': ofShop,
  'statements.get': ofShop,
  'statements.list': { 'query.shopId': { names: SHOPS } },
  'statements.reply': { ...ofShop, 'body.lineId': body(['ledgerLine'], (lineId) => ({ lineId, text: '已核对' })) },
};
