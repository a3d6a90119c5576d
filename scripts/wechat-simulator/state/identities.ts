import { createHash } from 'node:crypto';

const digest = (purpose: string, text: string): Buffer => createHash('sha256').update(`${purpose}\n${text}`).digest();
const idLike = (prefix: string, purpose: string, text: string): string =>
  prefix +
  digest(purpose, text)
    .toString('base64url')
    .slice(0, 28 - prefix.length);

/** Ids follow from the key alone, so that seeded data and a simulator started later agree on who is who. */
export const openidOf = (key: string): string => idLike('o', 'openid', key);
export const unionidOf = (key: string): string => idLike('oU', 'unionid', key);
/** The same customer is the same for every member of the corp. */
export const externalUseridOf = (key: string): string => idLike('wm', 'external_userid', key);
export const opengidOf = (chatId: string): string => idLike('tG', 'opengid', chatId);
export const roomidOf = (chatId: string): string => idLike('sR', 'open_single_roomid', chatId);
export const groupOpenidOf = (chatId: string, key: string): string => idLike('oG', 'group_openid', `${chatId}\n${key}`);

const PHONE_PREFIXES = ['138', '139', '135', '136', '150', '158', '159', '180', '186', '189'];

export function phoneOf(key: string): string {
  const bytes = digest('phone', key);
  const rest = bytes.readUInt32BE(1) % 100_000_000;
  return PHONE_PREFIXES[bytes.readUInt8(0) % PHONE_PREFIXES.length] + String(rest).padStart(8, '0');
}
