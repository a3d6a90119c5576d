import type { TemplateUse } from '@dianquan/shared/push-channels';
import type { IconName } from '@/components/icon';
import type { Consent } from './api';

export const USE_WORDS: Record<TemplateUse, { title: string; icon: IconName }> = {
  announcement: { title: '公告提醒', icon: 'megaphone' },
  order: { title: '订单提醒', icon: 'list' },
  waiting: { title: '待办提醒', icon: 'clock' },
};

/** How things stand with one kind, in plain words. */
export function consentWords({ use, left, answer, keeps }: Consent): string {
  const { title } = USE_WORDS[use];
  if (answer === 'ban') return `微信暂停了${title}，恢复后再试`;
  if (keeps && answer === 'reject') return `您在微信里选了“总是拒绝”，要先到微信设置里打开`;
  if (left > 0) return `还能收到 ${left} 条${title}，点一下再加一条`;
  return `现在收不到${title}，点一下加一条`;
}
