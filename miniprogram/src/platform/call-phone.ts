import Taro from '@tarojs/taro';
import { toast } from './toast';

/** Rings a number; a masked one cannot be rung. */
export function callPhone(phone: string | null | undefined): void {
  if (!phone || phone.includes('*')) {
    toast('号码未公开，不能直接拨打');
    return;
  }
  // Leaving the dialler without a call rejects; that is no fault.
  void Taro.makePhoneCall({ phoneNumber: phone.replace(/[^\d+]/g, '') }).catch(() => undefined);
}
