import { randomUUID } from 'node:crypto';
import type { OperationId } from '@dianquan/shared/routes';
import type { Call } from '../app';
import type { Row } from './matrix-row';
import type { Scene } from './scene';

const order = async (scene: Scene): Promise<Call> => ({ params: { id: await scene.order() } });
const returned = async (scene: Scene): Promise<Call> => ({ params: { id: await scene.returnRequest() } });
const SWITCH = { on: true, roles: ['office'], hours: null, remind: false };
const steps = { approval: SWITCH, financeApproval: SWITCH, outbound: SWITCH, shipment: SWITCH, receipt: SWITCH };

/** What becomes of an order of the scene's shop, placed by its owner and waiting for its approval. */
export const ORDER_MOVES: Partial<Record<OperationId, Row>> = {
  'orders.amend': {
    expected: '1 33333 34o33oo',
    call: async (s) => ({ ...(await order(s)), body: { version: 1, lines: [{ line: 1, quantity: 1 }], note: '少发' } }),
  },
  'orders.cancel': { expected: '1 3oo43 o4o33oo', call: async (s) => ({ ...(await order(s)), body: { reason: '不要了' } }) },
  'orders.previewWorkflow': { expected: '1 33333 333333o', call: () => ({ body: { steps } }) },
  'orders.print': { expected: '1 3oo43 o4ooooo', call: order },
  'orders.queues': { expected: '1 33333 ooooooo' },
  'orders.setWorkflow': { expected: '1 33333 333333o', call: () => ({ body: { version: 4_000, steps } }) },
  'orders.takeStep': {
    expected: '1 33343 34o33oo',
    call: async (s) => ({ params: { id: await s.order(), step: 'approval' }, body: {} }),
  },
  'orders.workflow': { expected: '1 33333 ooooooo' },
  'returns.decide': { expected: '1 33333 33o33oo', call: async (s) => ({ ...(await returned(s)), body: { agree: true } }) },
  'returns.get': { expected: '1 3oo43 o4ooooo', call: returned },
  'returns.list': { expected: '1 3ooo3 ooooooo' },
  'returns.receive': { expected: '1 33333 3333ooo', call: async (s) => ({ ...(await returned(s)), body: { warehouseId: 1 } }) },
  'returns.request': {
    expected: '1 3oo43 o4o33oo',
    call: async (s) => ({
      ...(await order(s)),
      headers: { 'idempotency-key': randomUUID() },
      body: { kind: 'return', lines: [{ line: 1, quantity: 1 }], reason: '卖不动' },
    }),
  },
};
