import type { PayOrder, PayRefund } from './pay-book';

type Fields = Record<string, unknown>;

/** 2026-11-22T10:00:00+08:00 */
export const shanghaiTime = (ms: number): string => `${new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;

const STATES: Record<PayOrder['state'], string> = { NOTPAY: '订单未支付', SUCCESS: '支付成功', REFUND: '转入退款', CLOSED: '订单已关闭' };

export function transactionView(mchId: string, order: PayOrder): Fields {
  const paid = order.paidAt !== null;
  return {
    appid: order.appId,
    mchid: mchId,
    out_trade_no: order.outTradeNo,
    ...(paid ? { transaction_id: order.transactionId, trade_type: 'JSAPI' } : {}),
    trade_state: order.state,
    trade_state_desc: STATES[order.state],
    ...(paid ? { bank_type: 'OTHERS', attach: order.attach ?? '', success_time: shanghaiTime(order.paidAt ?? 0) } : {}),
    payer: { openid: order.openid },
    amount: {
      total: order.totalFen,
      currency: 'CNY',
      ...(paid ? { payer_total: order.totalFen, payer_currency: 'CNY' } : {}),
    },
    ...(paid ? { promotion_detail: [] } : {}),
  };
}

/** A notice tells of the payment, also when the money has gone back by the time that it arrives. */
export function paidView(mchId: string, order: PayOrder): Fields {
  return { ...transactionView(mchId, order), trade_state: 'SUCCESS', trade_state_desc: STATES.SUCCESS };
}

export function refundView({ outRefundNo, refundId, order, fen, status, createdAt, successAt }: PayRefund): Fields {
  return {
    refund_id: refundId,
    out_refund_no: outRefundNo,
    transaction_id: order.transactionId,
    out_trade_no: order.outTradeNo,
    channel: 'ORIGINAL',
    user_received_account: '支付用户零钱',
    ...(successAt === null ? {} : { success_time: shanghaiTime(successAt) }),
    create_time: shanghaiTime(createdAt),
    status,
    funds_account: 'AVAILABLE',
    amount: {
      total: order.totalFen,
      refund: fen,
      payer_total: order.totalFen,
      payer_refund: fen,
      settlement_total: order.totalFen,
      settlement_refund: fen,
      discount_refund: 0,
      currency: 'CNY',
    },
  };
}

export function refundNoticeView(mchId: string, { outRefundNo, refundId, order, fen, status, successAt }: PayRefund): Fields {
  return {
    mchid: mchId,
    out_trade_no: order.outTradeNo,
    transaction_id: order.transactionId,
    out_refund_no: outRefundNo,
    refund_id: refundId,
    refund_status: status,
    ...(successAt === null ? {} : { success_time: shanghaiTime(successAt) }),
    user_received_account: '支付用户零钱',
    amount: { total: order.totalFen, refund: fen, payer_total: order.totalFen, payer_refund: fen },
  };
}
