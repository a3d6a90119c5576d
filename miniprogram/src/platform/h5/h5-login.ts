import { readStored, store } from '../storage';
import { FRAME } from './frame';

const GUEST = 'guest';

/**
 * A browser has no wx.login. The phones page names the login code of the person in `?as=`; without it the simulator makes up a
 * person who has never been here, and remembers that one for this browser.
 */
export async function h5LoginCode(): Promise<{ provider: 'wechat' | 'wecom'; code: string }> {
  if (FRAME.as) return { provider: FRAME.provider, code: FRAME.as };
  const openid = readStored<string>(GUEST) ?? (await control<{ openid: string }>('/users', {})).openid;
  store(GUEST, openid);
  const { code } = await control<{ code: string }>('/codes', { openid });
  return { provider: 'wechat', code };
}

/** The tap on "allow" of WeChat's phone number sheet. */
export async function h5PhoneCode(): Promise<string> {
  const { code } = await control<{ code: string }>('/phone-codes', { as: FRAME.as, openid: readStored<string>(GUEST) });
  return code;
}

async function control<T>(path: string, body: unknown): Promise<T> {
  const response = await fetch(`${window.location.origin}/__wechat/control${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`simulator: ${response.status}`);
  return (await response.json()) as T;
}
