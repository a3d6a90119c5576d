/** Where the API is: on h5 the server that sent the page, on a phone the one named when the bundle was built. */
export function apiBase(): string {
  return process.env.TARO_ENV === 'h5' ? `${window.location.origin}/api` : API_BASE;
}

/** Addresses in answers may be relative to the server (`/api/files/7?s=…`); pictures on a phone need the whole. */
export function absolute(url: string): string;
export function absolute(url: string | null | undefined): string | undefined;
export function absolute(url: string | null | undefined): string | undefined {
  if (!url) return undefined;
  return url.startsWith('/') ? apiBase().replace(/\/api$/, '') + url : url;
}
