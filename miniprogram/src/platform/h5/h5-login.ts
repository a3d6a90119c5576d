import { readStored, store } from '../storage';
import { FRAME } from './frame';

const GUEST = 'guest';
const DEMO_CODE = 'demo-';

/**
 * A browser has no wx.login. The phones page names the login code of the person in `?as=`; without it the simulator makes up a
 * person who has never been here, and this browser remembers them.
 */
export async function h5LoginCode(): Promise<{ provider: 'wechat' | 'wecom'; code: string }> {
  if (FRAME.as) return { provider: FRAME.provider, code: FRAME.as };
  let guest = readStored<string>(GUEST);
  if (!guest) {
    guest = (await control<{ key: string }>('/users', {})).key;
    store(GUEST, guest);
  }
  const { code } = await control<{ code: string }>(`/users/${encodeURIComponent(guest)}/login-codes`, { provider: 'wechat' });
  return { provider: 'wechat', code };
}

/** The tap on "allow" of WeChat's phone number sheet; null when the platform gives none. */
export async function h5PhoneCode(): Promise<string | null> {
  const key = h5UserKey();
  if (!key) return null;
  return (await control<{ code?: string }>(`/users/${encodeURIComponent(key)}/phone-codes`, { agreePrivacy: true })).code ?? null;
}

/** Who holds this phone, as the simulator names them. */
export function h5UserKey(): string | null {
  return FRAME.as?.startsWith(DEMO_CODE) ? FRAME.as.slice(DEMO_CODE.length) : readStored<string>(GUEST);
}

export async function control<T>(path: string, body: unknown): Promise<T> {
  const response = await fetch(`${window.location.origin}/__wechat/control${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`simulator: ${response.status}`);
  return (await response.json()) as T;
}
