import { externalUseridOf, unionidOf } from '../../wechat-simulator/state/identities';
import { HOUR } from '../calendar';
import type { Row } from '../rows';
import type { Story } from '../story/types';

/** Of the owners who joined, how many their salesperson also knows in WeCom. */
const KNOWN_SHARE = 0.4;

/** Who has a salesperson as a contact in WeChat, where mass messages of WeCom reach them. */
export function contactRows({ members, calendar, dice }: Story): { wecom_contact: Row[] } {
  const chance = dice.fork('contacts');
  const rows = new Map<string, Row>();
  for (const { account, shop, role, status, isKnown, joinedAt } of members) {
    if (status !== 'active' || role !== 'owner' || !(isKnown || chance.chance(KNOWN_SHARE))) continue;
    const { key } = shop.salesperson.content;
    rows.set(`${account.id}/${key}`, {
      external_userid: externalUseridOf(account.key),
      userid: key,
      account_id: account.id,
      unionid: unionidOf(account.key),
      state: null,
      added_at: Math.min(joinedAt + HOUR, calendar.now),
      removed_at: null,
    });
  }
  return { wecom_contact: [...rows.values()] };
}
