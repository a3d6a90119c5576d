import { SubscriptionArrived, SubscriptionAsked, SubscriptionSwitched } from './events';
import type { Notice } from './notice';

type Item = Record<string, unknown>;
/** In XML the list stands in an element of its own. */
const WRAPPERS: Record<string, string> = {
  subscribe_msg_popup_event: 'SubscribeMsgPopupEvent',
  subscribe_msg_change_event: 'SubscribeMsgChangeEvent',
  subscribe_msg_sent_event: 'SubscribeMsgSentEvent',
};

/** What a notice about subscription messages says; empty when it is about something else. */
export function subscriptionEvents(notice: Notice): object[] {
  const kind = String(notice.Event);
  const wrapper = WRAPPERS[kind];
  const { FromUserName: openid } = notice;
  if (!wrapper || typeof openid !== 'string') return [];
  const at = (Number(notice.CreateTime) || 0) * 1000;
  const items = listOf(notice, wrapper);
  if (kind === 'subscribe_msg_sent_event') return items.flatMap((item) => arrived(openid, item, at));
  const answers = items.flatMap(({ TemplateId: templateId, SubscribeStatusString: status }) =>
    typeof templateId === 'string' ? [{ templateId, accepted: status === 'accept' }] : [],
  );
  if (answers.length === 0) return [];
  return [
    kind === 'subscribe_msg_popup_event' ? new SubscriptionAsked(openid, answers, at) : new SubscriptionSwitched(openid, answers, at),
  ];
}

/** An object when there is one, an array when there are several, here or within the wrapper. */
function listOf(notice: Notice, wrapper: string): Item[] {
  const inner = notice[wrapper] as Item | undefined;
  const list = notice.List ?? inner?.List;
  const items: unknown[] = Array.isArray(list) ? list : [list];
  return items.filter((item): item is Item => typeof item === 'object' && item !== null);
}

function arrived(openid: string, item: Item, at: number): SubscriptionArrived[] {
  const { TemplateId: templateId, MsgID: msgId, ErrorCode: code, ErrorStatus: status } = item;
  if (typeof templateId !== 'string' || (typeof msgId !== 'string' && typeof msgId !== 'number')) return [];
  return [new SubscriptionArrived(openid, templateId, String(msgId), Number(code) || 0, String(status ?? ''), at)];
}
