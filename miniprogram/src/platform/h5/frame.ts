/** What the address of an h5 page says about the phone it stands for. Read once: the router rewrites the hash afterwards. */
export type Frame = { frame: string | null; as: string | null; provider: 'wechat' | 'wecom' };

function read(): Frame {
  if (process.env.TARO_ENV !== 'h5') return { frame: null, as: null, provider: 'wechat' };
  const hash = window.location.hash;
  const given = [window.location.search, hash.includes('?') ? hash.slice(hash.indexOf('?')) : ''].map((text) => new URLSearchParams(text));
  const value = (name: string) => given.map((params) => params.get(name)).find((found) => found) ?? null;
  return { frame: value('frame'), as: value('as'), provider: value('provider') === 'wecom' ? 'wecom' : 'wechat' };
}

export const FRAME: Frame = read();
