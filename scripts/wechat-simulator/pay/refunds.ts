import type { FastifyInstance } from 'fastify';
import type { World } from '../state/world';
import type { PayOrder } from './pay-book';
import { PayError } from './pay-error';
import { notifyUrlRules, PayInput } from './pay-input';
import { payRoute } from './pay-route';
import { refundView } from './pay-views';

const NUMBER = { max: 64, format: /^[0-9A-Za-z_\-|*@]+$/ };

export function refundRoutes(scope: FastifyInstance, world: World): void {
  payRoute(scope, world, 'refund', { method: 'POST', url: '/v3/refund/domestic/refunds' }, async ({ json }) => {
    const input = new PayInput(json());
    const outRefundNo = input.text('out_refund_no', NUMBER);
    const amount = input.object('amount');
    amount.text('currency', { max: 16, format: /^CNY$/ });
    input.optionalText('reason', { max: 80 });
    const notifyUrl = input.optionalText('notify_url', notifyUrlRules(world.limits.pay.requireHttpsNotify, 256));
    const asked = { outRefundNo, fen: amount.fen('refund'), totalFen: amount.fen('total'), notifyUrl };
    const isNew = !world.pay.book.refunds.has(outRefundNo);
    const refund = world.pay.book.refund(paidOrder(world, input), asked);
    if (world.pay.faults.takeBeforeAnswer('refund')) await world.pay.refunded(refund);
    else if (isNew) world.pay.refundLater(refund);
    return refundView(refund);
  });

  payRoute(scope, world, 'refund-query', { method: 'GET', url: '/v3/refund/domestic/refunds/:number' }, ({ params }) => {
    const refund = world.pay.book.refunds.get(params.number ?? '');
    if (!refund) throw new PayError(404, 'RESOURCE_NOT_EXISTS', '退款单不存在');
    return refundView(refund);
  });
}

function paidOrder(world: World, input: PayInput): PayOrder {
  const transactionId = input.optionalText('transaction_id', { max: 32 });
  const number = input.optionalText('out_trade_no', { max: 32 });
  if (transactionId === null && number === null) throw PayError.parameter('/transaction_id', '微信支付订单号与商户订单号须填一个');
  const order = [...world.pay.book.orders.values()].find((one) =>
    transactionId === null ? one.outTradeNo === number : one.transactionId === transactionId,
  );
  if (!order || order.paidAt === null) throw new PayError(404, 'RESOURCE_NOT_EXISTS', '订单不存在或未支付');
  return order;
}
