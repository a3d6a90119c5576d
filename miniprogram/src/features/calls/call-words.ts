import { durationText } from '@dianquan/shared/time-text';
import type { Item } from '@/platform/contract';

export type Call = Item<'announcements.callList'>;
export type CallResult = NonNullable<Call['lastCall']>['result'];
export const CALL_RESULTS: { key: CallResult; label: string }[] = [
  { key: 'told', label: '已告知' },
  { key: 'no_answer', label: '没接' },
  { key: 'refused', label: '不合作' },
];
export const RESULT_ZH: Record<CallResult, string> = { told: '已告知', no_answer: '没接', refused: '不合作' };

/** How long the notice has gone unread. */
export function waitedText(publishedAt: string, now: number): string {
  return `${durationText((now - Date.parse(publishedAt)) / 1000)}未读`;
}

export function sameCall(a: Call, b: Call): boolean {
  return a.announcementId === b.announcementId && a.memberId === b.memberId;
}
