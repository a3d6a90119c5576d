import Taro from '@tarojs/taro';
import { errorFrom } from './api-error';
import { h5LoginCode } from './h5/h5-login';

export type LoginCode = { provider: 'wechat' | 'wecom'; code: string };

type WeCom = { login: (options: { success: (result: { code: string }) => void; fail: (error: unknown) => void }) => void };
declare const wx: { qy?: WeCom } | undefined;

/** WeCom's client gives mini-programs a `wx.qy`; WeChat's does not. */
function weCom(): WeCom | undefined {
  return process.env.TARO_ENV === 'weapp' && typeof wx !== 'undefined' ? wx.qy : undefined;
}

/** A fresh one-time code of whichever client we run in. */
export async function loginCode(): Promise<LoginCode> {
  if (process.env.TARO_ENV === 'h5') return h5LoginCode();
  const corp = weCom();
  if (corp) {
    const { code } = await new Promise<{ code: string }>((success, fail) => corp.login({ success, fail }));
    return { provider: 'wecom', code };
  }
  const { code } = await Taro.login();
  if (!code) throw errorFrom(503, { code: 'platform_unavailable' });
  return { provider: 'wechat', code };
}
