import Taro from '@tarojs/taro';
import { toast } from './toast';

/** Copies, and says so in words of its own; the platform's own message would only say that something was copied. */
export async function copy(text: string, said: string): Promise<void> {
  try {
    await Taro.setClipboardData({ data: text });
    toast(said);
  } catch {
    toast('没有复制成功，请长按选择后复制');
  }
}
