import type { TemplateUse } from '@dianquan/shared/push-channels';
import { cutText } from '@dianquan/shared/push-fields';
import { dateTimeText } from '@dianquan/shared/time-text';
import type { AppNotice, AppSent } from '../../platform/wecom/wecom-messages';
import type { Message, Outcome } from '../channels/channel';

/** Of a card, in the platform's own count of characters. */
const TITLE = 12;
const VALUE = 30;
const HEADS: Record<TemplateUse, string> = { announcement: '新公告提醒', order: '订单有新进展', waiting: '有事项待处理' };

/** The card that a message is in WeCom. */
export function noticeOf({ use, title, summary, page, at, merged }: Message): AppNotice {
  return {
    title: HEADS[use],
    description: cutText(merged ? `共 ${merged} 条` : dateTimeText(at).slice(5), TITLE),
    page: page.replace(/^\//, ''),
    items: [
      { key: '事项', value: cutText(title, VALUE) },
      ...(summary === '' ? [] : [{ key: '说明', value: cutText(summary, VALUE) }]),
      { key: '时间', value: dateTimeText(at) },
    ],
  };
}

/** What a send that went well means for one of those it was for. */
export function outcomeFor(userid: string, { msgid, invalid, unlicensed }: AppSent): Outcome {
  const id = userid.toLowerCase();
  if (invalid.includes(id)) return refused(60111, '不是企业成员，或看不到这个应用');
  if (unlicensed.includes(id)) return refused(60011, '没有互通账号许可');
  return { state: 'accepted', ...(msgid ? { platformId: msgid } : {}) };
}

const refused = (code: number, reason: string): Outcome => ({ state: 'refused', code, permanent: true, reason });
