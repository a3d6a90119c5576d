import Taro from '@tarojs/taro';
import type { Answer } from '@/platform/contract';
import { call } from '@/platform/request';
import { toast, toastError } from '@/platform/toast';

/** The SKU behind a barcode in front of the camera; null when nothing was scanned or nothing stands behind it. */
export async function scanSku(query: { shopId?: number }): Promise<Answer<'products.byBarcode'> | null> {
  const barcode = await scanned();
  if (barcode === null) return null;
  if (!/^\d{8,14}$/.test(barcode)) {
    toast('这不是商品条码，请对准包装上的条码');
    return null;
  }
  try {
    return await call('products.byBarcode', { params: { barcode }, query });
  } catch (error) {
    toastError(error);
    return null;
  }
}

async function scanned(): Promise<string | null> {
  try {
    const { result } = await Taro.scanCode({ scanType: ['barCode'] });
    return result;
  } catch {
    if (process.env.TARO_ENV === 'h5') toast('浏览器不能扫码，请输入条码搜索');
    return null;
  }
}
