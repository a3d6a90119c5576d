import type { FastifyInstance } from 'fastify';
import type { World } from '../state/world';
import type { OrderRequest, PayOrder } from './pay-book';
import { PayError } from './pay-error';
import { notifyUrlRules, PayInput } from './pay-input';
import { payRoute } from './pay-route';
import { transactionView } from './pay-views';

const NUMBER = { min: 6, max: 32, format: /^[0-9A-Za-z_\-|*]+$/ };
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)$/;

export function transactionRoutes(scope: FastifyInstance, world: World): void {
  payRoute(scope, world, 'prepay', { method: 'POST', url: '/v3/pay/transactions/jsapi' }, async ({ json }) => {
    const { order, prepayId } = world.pay.book.prepay(orderOf(world, json()));
    if (world.pay.faults.takeBeforeAnswer('prepay')) await world.pay.paid(order);
    return { prepay_id: prepayId };
  });

  payRoute(scope, world, 'query', { method: 'GET', url: '/v3/pay/transactions/out-trade-no/:number' }, ({ params, query }) => {
    mustBeOurs(world, query('mchid'));
    return transactionView(world.pay.account.mchId, known(world.pay.book.orders.get(params.number ?? '')));
  });

  payRoute(scope, world, 'query', { method: 'GET', url: '/v3/pay/transactions/id/:id' }, ({ params, query }) => {
    mustBeOurs(world, query('mchid'));
    const order = [...world.pay.book.orders.values()].find(({ transactionId }) => transactionId === params.id);
    return transactionView(world.pay.account.mchId, known(order));
  });

  payRoute(scope, world, 'close', { method: 'POST', url: '/v3/pay/transactions/out-trade-no/:number/close' }, ({ params, json }) => {
    mustBeOurs(world, String(json().mchid ?? ''));
    world.pay.book.close(known(world.pay.book.orders.get(params.number ?? '')));
    return null;
  });
}

function orderOf(world: World, body: Record<string, unknown>): OrderRequest {
  const input = new PayInput(body);
  const appId = input.text('appid', { max: 32 });
  mustBeOurs(world, input.text('mchid', { max: 32 }));
  if (!world.miniPrograms.some((one) => one.appId === appId)) throw new PayError(400, 'APPID_MCHID_NOT_MATCH', 'appid和mch_id不匹配');
  const time = input.optionalText('time_expire', { max: 64, format: TIME });
  input.optionalText('goods_tag', { max: 32 });
  const amount = input.object('amount');
  amount.optionalText('currency', { max: 16, format: /^CNY$/ });
  const openid = input.object('payer').text('openid', { max: 128 });
  if (!world.people.knowsOpenid(openid)) throw PayError.of(world.limits.pay.openidUnknown, '无效的openid');
  return {
    appId,
    outTradeNo: input.text('out_trade_no', NUMBER),
    description: input.text('description', { max: 127 }),
    attach: input.optionalText('attach', { max: 128 }),
    notifyUrl: input.text('notify_url', notifyUrlRules(world.limits.pay.requireHttpsNotify, 255)),
    totalFen: amount.fen('total'),
    openid,
    expiresAt: time === null ? null : Date.parse(time),
    asked: JSON.stringify(sorted(body)),
  };
}

export function mustBeOurs(world: World, mchId: string): void {
  if (mchId !== world.pay.account.mchId) throw new PayError(400, 'MCH_NOT_EXISTS', '商户号不存在');
}

function known(order: PayOrder | undefined): PayOrder {
  if (!order) throw new PayError(404, 'ORDER_NOT_EXIST', '订单不存在');
  return order;
}

/** The same request is the same in whatever order its fields were written. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  );
}
