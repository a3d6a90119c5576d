import type { PayOrder, PayRefund } from './pay-book';

export interface BillEntry {
  at: number;
  order: PayOrder;
  refund?: PayRefund;
}

const COLUMNS =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注';
const SUMS = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额';

const yuan = (fen: number): string => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
const row = (values: (string | number)[]): string => values.map((value) => `\`${value}`).join(',');
const fee = (fen: number, permille: number): string => (Math.round(fen * permille) / 100_000).toFixed(5);

/** A day's bill as the platform writes it: a mark at the start, backticks, yuan, a summary at the end. */
export function billText(mchId: string, entries: BillEntry[], feePermille: number): string {
  const sum = (of: (entry: BillEntry) => number): number => entries.reduce((total, entry) => total + of(entry), 0);
  const paidFen = ({ order, refund }: BillEntry): number => (refund ? 0 : order.totalFen);
  const refundFen = ({ refund }: BillEntry): number => refund?.fen ?? 0;
  const lines = entries.map((entry) => line(mchId, entry, feePermille));
  const [paid, refunded] = [sum(paidFen), sum(refundFen)];
  const sums = [entries.length, yuan(paid), yuan(refunded), '0.00', fee(paid - refunded, feePermille), yuan(paid), yuan(refunded)];
  return `\uFEFF${[COLUMNS, ...lines, SUMS, row(sums)].join('\r\n')}\r\n`;
}

function line(mchId: string, { at, order, refund }: BillEntry, feePermille: number): string {
  const paid = refund ? 0 : order.totalFen;
  const back = refund?.fen ?? 0;
  return row([
    new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' '),
    ...[order.appId, mchId, '0', '', order.transactionId ?? '', order.outTradeNo, order.openid],
    ...['JSAPI', refund ? 'REFUND' : 'SUCCESS', 'OTHERS', 'CNY', yuan(paid), '0.00'],
    ...[refund?.refundId ?? '0', refund?.outRefundNo ?? '0', yuan(back), '0.00', refund ? 'ORIGINAL' : '', refund?.status ?? ''],
    ...[order.description, order.attach ?? '', fee(paid - back, feePermille), `${(feePermille / 10).toFixed(2)}%`],
    ...[yuan(paid), yuan(back), ''],
  ]);
}
