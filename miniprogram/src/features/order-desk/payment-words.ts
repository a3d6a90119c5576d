import type { PaymentView } from '@dianquan/shared/contract/payments';

export const PURPOSE_ZH: Record<PaymentView['purpose'], string> = { order: '付订单', deposit: '充预存款', balance: '付欠款' };
export const METHOD_ZH: Record<PaymentView['method'], string> = {
  wechat: '微信支付',
  offline: '转账或现金',
  account: '记账',
  deposit: '预存款',
};
export const PAYMENT_STATE_ZH: Record<PaymentView['state'], string> = {
  waiting: '等确认',
  paid: '已到账',
  closed: '已关闭',
  refused: '没收到',
  refunding: '退款中',
  refunded: '已退款',
};
