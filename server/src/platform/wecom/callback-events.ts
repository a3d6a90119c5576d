import type { Notice } from '../wechat/notice';
import { AppFollowed, CustomerAdded, CustomerChanged, CustomerRemoved, CustomerTagsChanged } from './events';

type Told = { userid: string; externalUserid: string; state: string | null; at: number };

const CONTACT_CHANGES: Record<string, (told: Told) => object> = {
  add_external_contact: ({ userid, externalUserid, state, at }) => new CustomerAdded(userid, externalUserid, state, at),
  // Added by the member, not yet accepted by the customer: what was said by the code counts already.
  add_half_external_contact: ({ userid, externalUserid, state, at }) => new CustomerAdded(userid, externalUserid, state, at),
  edit_external_contact: ({ userid, externalUserid, at }) => new CustomerChanged(userid, externalUserid, at),
  del_external_contact: ({ userid, externalUserid, at }) => new CustomerRemoved(userid, externalUserid, 'staff', at),
  del_follow_user: ({ userid, externalUserid, at }) => new CustomerRemoved(userid, externalUserid, 'customer', at),
};
const TAG_CHANGES = ['create', 'update', 'delete', 'shuffle'] as const;

/** What a notice of WeCom means to us; null for what does not concern us. */
export function callbackEvent(notice: Notice): object | null {
  const at = Number(notice.CreateTime) * 1000;
  if (notice.MsgType !== 'event' || !Number.isSafeInteger(at)) return null;
  switch (notice.Event) {
    case 'change_external_contact':
      return contactEvent(notice, at);
    case 'change_external_tag': {
      const change = TAG_CHANGES.find((one) => one === notice.ChangeType);
      return change ? new CustomerTagsChanged(change, word(notice.Id), at) : null;
    }
    case 'subscribe':
    case 'unsubscribe': {
      const userid = word(notice.FromUserName);
      return userid ? new AppFollowed(userid, notice.Event === 'subscribe', at) : null;
    }
    default:
      return null;
  }
}

function contactEvent(notice: Notice, at: number): object | null {
  const [userid, externalUserid] = [word(notice.UserID), word(notice.ExternalUserID)];
  if (!userid || !externalUserid) return null;
  const change = CONTACT_CHANGES[String(notice.ChangeType)];
  return change?.({ userid, externalUserid, state: word(notice.State, 30), at }) ?? null;
}

/** Longer than an id can be is no id: it would not fit into the row, and there is nobody of that name. */
function word(value: unknown, most = 64): string | null {
  return typeof value === 'string' && value !== '' && value.length <= most ? value : null;
}
