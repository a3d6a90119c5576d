import { Invalid } from '../errors';
import { parsePushXml } from './push-xml';

/** What a platform tells, by the names of its fields. */
export type Notice = Record<string, unknown>;

/** Told in JSON, parsed already or not, or in XML; null when it is neither. */
export function asNotice(body: unknown): Notice | null {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Notice;
  if (typeof body !== 'string') return null;
  const text = body.trim();
  return text.startsWith('{') ? parseJson(text) : parsePushXml(text);
}

export function unreadable(): never {
  throw new Invalid({ field: '', rule: 'format', zh: '推送内容无法识别' });
}

function parseJson(text: string): Notice | null {
  try {
    return asNotice(JSON.parse(text));
  } catch {
    return null;
  }
}
