import type { FastifyInstance } from 'fastify';
import { NOTICE_FAULTS, PAY_OPERATIONS, REQUEST_FAULTS } from '../pay/pay-faults';
import { prepayIdOf } from '../pay/pay-platform';
import type { World } from '../state/world';
import { bodyOf, ControlError, type Input, numberOf, oneOf, paramOf, personOf, queryOf, textOf } from './input';

/** The payer's thumb, the bank's moods, and the books. */
export function payControl(scope: FastifyInstance, world: World): void {
  payers(scope, world);
  books(scope, world);

  scope.post('/pay/faults', async (request, reply) => {
    const body = bodyOf(request);
    const planned = {
      fault: oneOf(body, 'fault', [...REQUEST_FAULTS, ...NOTICE_FAULTS]),
      ...(body.operation === undefined ? {} : { operation: oneOf(body, 'operation', PAY_OPERATIONS) }),
      times: numberOf(body, 'times', 1),
      delayMs: numberOf(body, 'delayMs', 0),
    };
    world.pay.faults.plan(planned);
    return reply.code(201).send(planned);
  });

  scope.post('/pay/refund-outcomes', async (request, reply) => {
    const outcome = oneOf(bodyOf(request), 'outcome', ['SUCCESS', 'ABNORMAL', 'CLOSED']);
    world.pay.refundOutcomes.push(outcome);
    return reply.code(201).send({ outcome });
  });

  scope.put('/pay/funds', async (request) => {
    const { fen } = bodyOf(request);
    world.pay.book.fundsFen = fen === null ? Number.POSITIVE_INFINITY : numberOf({ fen }, 'fen');
    return { fen };
  });

  scope.post('/pay/certificates', async (_request, reply) => reply.code(201).send({ serial: world.pay.identity.rotate().serial }));
}

function payers(scope: FastifyInstance, world: World): void {
  scope.get('/pay/payments', async (request) => {
    const key = queryOf(request, 'userKey');
    const openid = key === '' ? queryOf(request, 'openid') : personOf(world, key).openid;
    return { items: world.pay.pending(openid === '' ? undefined : openid).map(({ prepayId, order }) => paymentView(prepayId, order)) };
  });

  scope.post('/pay/requests', async (request) => {
    const body = bodyOf(request);
    const person = personOf(world, textOf(body, 'userKey'));
    const given = (body.params ?? {}) as Input;
    const errMsg = world.pay.requestFault(person.openid, given);
    if (errMsg) return { errMsg, payment: null };
    const prepayId = prepayIdOf(given.package);
    const order = world.pay.book.orderOfPrepay(prepayId);
    return { errMsg: null, payment: order ? paymentView(prepayId, order) : null };
  });

  scope.post('/pay/payments/:prepayId/confirm', async (request) => {
    const done = world.pay.confirm(paramOf(request, 'prepayId'));
    return { errMsg: done ? 'requestPayment:ok' : 'requestPayment:fail 订单已支付、已关闭或已过期' };
  });

  scope.post('/pay/payments/:prepayId/cancel', async (request) => {
    if (!world.pay.book.orderOfPrepay(paramOf(request, 'prepayId'))) throw new ControlError(404, '没有这笔支付');
    return { errMsg: 'requestPayment:fail cancel' };
  });
}

function books(scope: FastifyInstance, world: World): void {
  scope.get('/pay/ledger', async (request) => ({ items: world.pay.book.ledger(queryOf(request, 'outTradeNo') || undefined) }));

  scope.get('/pay/notices', async () => ({ items: world.pay.notifier.records.map(({ body: _, ...record }) => record) }));

  scope.post('/pay/notices/:id/repeats', async (request) => {
    if (!(await world.pay.notifier.repeat(paramOf(request, 'id')))) throw new ControlError(404, '没有这条通知');
    return { ok: true };
  });
}

const paymentView = (
  prepayId: string,
  {
    outTradeNo,
    description,
    totalFen,
    openid,
    expiresAt,
  }: { outTradeNo: string; description: string; totalFen: number; openid: string; expiresAt: number },
) => ({ prepayId, outTradeNo, description, totalFen, openid, expiresAt });
