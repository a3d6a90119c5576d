import Taro from '@tarojs/taro';
import { FRAME } from './h5/frame';

const PREFIX = 'dianquan:';

/** On the phones page each frame is a phone of its own: nothing is shared between them, and it lives as long as the tab. */
function session(): Storage | null {
  return process.env.TARO_ENV === 'h5' && FRAME.frame !== null ? window.sessionStorage : null;
}

function name(key: string): string {
  return FRAME.frame === null ? PREFIX + key : `${PREFIX}${FRAME.frame}:${key}`;
}

export function readStored<T>(key: string): T | null {
  const own = session();
  try {
    const text: unknown = own ? own.getItem(name(key)) : Taro.getStorageSync(name(key));
    return typeof text === 'string' && text !== '' ? (JSON.parse(text) as T) : null;
  } catch {
    return null;
  }
}

/** A full or forbidden storage must not stop anybody: what is kept here is a convenience. */
export function store(key: string, value: unknown): void {
  const own = session();
  try {
    if (own) own.setItem(name(key), JSON.stringify(value));
    else Taro.setStorageSync(name(key), JSON.stringify(value));
  } catch {
    // Kept in memory only.
  }
}

export function forget(key: string): void {
  const own = session();
  if (own) own.removeItem(name(key));
  else Taro.removeStorageSync(name(key));
}
