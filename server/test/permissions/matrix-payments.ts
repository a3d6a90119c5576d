import { randomUUID } from 'node:crypto';
import type { OperationId } from '@dianquan/shared/routes';
import type { Call } from '../app';
import type { Row } from './matrix-row';
import type { Scene } from './scene';

const FINANCE = '1 33333 333o33o';
/** Of the scene's shop: its people, its salesperson, and those who look after the money of all. */
const OF_THE_SHOP = '1 3oo43 o4oo3oo';
const WHOSE_THEY_SEE = '1 3ooo3 oooo3oo';
/** Nobody is let in for who they are: the signature decides. */
const SIGNED = '3 33333 3333333';

const key = () => ({ 'idempotency-key': randomUUID() });
const payment = async (scene: Scene): Promise<Call> => ({ params: { id: await scene.payment() } });
const shop = (scene: Scene): Call => ({ params: { shopId: scene.shopId } });
const month = (scene: Scene): Call => ({ params: { shopId: scene.shopId, month: '2026-01' } });

/** Money of the scene's shop. */
export const PAYMENTS: Partial<Record<OperationId, Row>> = {
  'credit.get': { expected: OF_THE_SHOP, call: shop },
  'credit.set': { expected: FINANCE, call: (s) => ({ ...shop(s), body: { limitFen: 100, termDays: 30 } }) },
  'payments.confirmOffline': { expected: FINANCE, call: async (s) => ({ ...(await payment(s)), body: { confirm: true } }) },
  'payments.get': { expected: OF_THE_SHOP, call: payment },
  'payments.list': { expected: WHOSE_THEY_SEE },
  'payments.notify': { expected: SIGNED, call: () => ({ body: {} }) },
  'payments.offline': {
    expected: OF_THE_SHOP,
    call: (s) => ({ headers: key(), body: { shopId: s.shopId, purpose: 'deposit', fen: 100 } }),
  },
  'payments.prepay': {
    expected: OF_THE_SHOP,
    call: async (s) => ({ headers: key(), params: { orderId: await s.closedOrder() }, body: {} }),
  },
  // A day whose bill is long gone: whoever may ask is told so.
  'payments.reconcile': { expected: FINANCE, call: () => ({ params: { day: '2020-01-01' } }) },
  'payments.reconciliations': { expected: FINANCE },
  'payments.refund': {
    expected: FINANCE,
    call: async (s) => ({ ...(await payment(s)), headers: key(), body: { fen: 1, reason: '多付' } }),
  },
  'payments.refundNotify': { expected: SIGNED, call: () => ({ body: {} }) },
  'statements.ageing': { expected: '1 33333 oooo3oo' },
  'statements.answer': { expected: '1 3o343 3333333', call: (s) => ({ ...month(s), body: { confirm: true } }) },
  'statements.export': { expected: OF_THE_SHOP, call: month },
  'statements.get': { expected: OF_THE_SHOP, call: month },
  'statements.list': { expected: WHOSE_THEY_SEE },
  'statements.reply': { expected: FINANCE, call: (s) => ({ ...month(s), body: { lineId: 1, text: '已核对' } }) },
};
