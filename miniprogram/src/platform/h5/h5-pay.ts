import Taro from '@tarojs/taro';
import type { PaymentParams } from '../demo-bridge';
import { control, h5UserKey } from './h5-login';

type Asked = { errMsg: string | null; payment: { prepayId: string; description: string; totalFen: number } | null };

/** The payer's side of the simulator, where no phones page shows its sheet. */
export async function h5Pay(params: PaymentParams): Promise<{ errMsg: string }> {
  const { errMsg, payment } = await control<Asked>('/pay/requests', { userKey: h5UserKey(), params });
  if (!payment) return { errMsg: errMsg ?? '' };
  const { confirm } = await Taro.showModal({
    title: `微信支付 ¥${(payment.totalFen / 100).toFixed(2)}`,
    content: payment.description,
    confirmText: '确认支付',
    cancelText: '取消',
  });
  return control(`/pay/payments/${encodeURIComponent(payment.prepayId)}/${confirm ? 'confirm' : 'cancel'}`, {});
}
