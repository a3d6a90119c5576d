import { createHash } from 'node:crypto';

/** Answers of the API are data: nothing in them may run, be framed, or be kept. */
export const API_HEADERS: Record<string, string> = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/**
 * For pages: their own scripts only. Styles may be inline (Taro and the API reader set them). Pictures may stand at a `blob:` address,
 * where the mini-program keeps what it fetched with its token.
 * `sendsFiles`: a picked file is read back from such an address to be sent, which is how Taro uploads. Nothing leaves by it: only what
 * scripts of this origin put there can be had from one.
 */
export function pageHeaders(inlineScripts: string[] = [], { sendsFiles = false } = {}): Record<string, string> {
  const hashes = inlineScripts.map((script) => ` 'sha256-${createHash('sha256').update(script).digest('base64')}'`).join('');
  return {
    'x-content-type-options': 'nosniff',
    'content-security-policy': [
      "default-src 'self'",
      `script-src 'self'${hashes}`,
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data: blob:",
      `connect-src 'self'${sendsFiles ? ' blob:' : ''}`,
      "font-src 'self' data:",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'self'",
    ].join('; '),
    'referrer-policy': 'no-referrer',
    'x-frame-options': 'SAMEORIGIN',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(self), geolocation=(self), microphone=()',
  };
}

export const HSTS = { 'strict-transport-security': 'max-age=31536000' };

/** The texts of a page's inline scripts, so that a policy can name them by hash instead of allowing any. */
export function inlineScriptsOf(html: string): string[] {
  return [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1] ?? '').filter(Boolean);
}
