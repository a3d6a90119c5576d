import type { PaymentView } from '@dianquan/shared/contract/payments';
import { fenFromText, moneyText } from '@dianquan/shared/money';

export const REFUND_STATE_ZH: Record<PaymentView['refunds'][number]['state'], string> = {
  waiting: '等微信受理',
  processing: '退款中',
  done: '已退回',
  failed: '没退成，钱还在',
  stuck: '退不出去，请到微信商户平台处理',
};
export const REFUND_REASONS = ['少发货', '多付了', '质量问题', '门店要求'];

/** Where the money goes, so that nobody hands it out twice. */
export function refundWay({ method, purpose }: Pick<PaymentView, 'method' | 'purpose'>): string {
  if (method === 'wechat') return '原路退回付款人的微信，一般几分钟到账。';
  if (purpose === 'order') return '退进门店的预存款，以后订货可以直接用。';
  return '请另外转账或给现金；这里只把账记下来。';
}

/** What is wrong with an amount to give back; null where nothing is. */
export function refundFault(typed: string, refundableFen: number): string | null {
  const fen = fenFromText(typed);
  if (fen === null || fen === 0) return '写到分，例如 12.50';
  return fen > refundableFen ? `最多还能退 ${moneyText(refundableFen)}` : null;
}
