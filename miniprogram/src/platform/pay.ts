import Taro from '@tarojs/taro';
import { errorFrom } from './api-error';
import { askDemoForPayment, type PaymentParams } from './demo-bridge';
import { h5Pay } from './h5/h5-pay';

export type { PaymentParams };

/**
 * WeChat's own sheet for a payment that the server prepared. `ok` is what the phone says: whether money came, the server knows.
 * Rejects when it could not even be shown, or failed.
 */
export async function pay(params: PaymentParams): Promise<'ok' | 'cancelled'> {
  const { errMsg } = await (process.env.TARO_ENV === 'h5' ? paidOnH5(params) : paidInWechat(params));
  if (errMsg === 'requestPayment:ok') return 'ok';
  if (errMsg === 'requestPayment:fail cancel') return 'cancelled';
  throw errorFrom(503, { code: 'platform_unavailable', message: '微信支付没有成功，请稍后再试' });
}

/** Taro hands this one through as WeChat has it: with callbacks it answers on every phone, with a promise only on some. */
function paidInWechat(params: PaymentParams): Promise<{ errMsg: string }> {
  return new Promise((resolve) => {
    const told = ({ errMsg = '' }: { errMsg?: string }) => resolve({ errMsg });
    void Taro.requestPayment({ ...params, success: told, fail: told });
  });
}

/** A browser has no WeChat: the phones page shows the sheet, or the simulator is asked from here. */
async function paidOnH5(params: PaymentParams): Promise<{ errMsg: string }> {
  const answered = await askDemoForPayment(params);
  return answered ?? h5Pay(params).catch(() => ({ errMsg: '' }));
}
