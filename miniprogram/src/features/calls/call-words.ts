import { durationText } from '@dianquan/shared/time-text';
import type { Item } from '@/platform/contract';

export type Call = Item<'announcements.callList'>;
export type LastCall = NonNullable<Call['lastCall']>;
export type CallResult = LastCall['result'];
export const CALL_RESULTS: { key: CallResult; label: string }[] = [
  { key: 'told', label: '已告知' },
  { key: 'no_answer', label: '没接' },
  { key: 'refused', label: '不合作' },
];
export const RESULT_ZH: Record<CallResult, string> = { told: '已告知', no_answer: '没接', refused: '不合作' };

/** One person to ring, with everything that person has not read: one call tells it all. */
export type Person = { key: number; first: Call; calls: Call[]; last: LastCall | null };

/** In the order of the list, which is by what the shop is worth. */
export function byPerson(calls: Call[]): Person[] {
  const people = new Map<number, Person>();
  for (const call of calls) {
    const person = people.get(call.memberId) ?? { key: call.memberId, first: call, calls: [], last: null };
    person.calls.push(call);
    if (call.lastCall && (person.last === null || call.lastCall.at > person.last.at)) person.last = call.lastCall;
    people.set(call.memberId, person);
  }
  return [...people.values()];
}

/** How long the notice has gone unread. */
export function waitedText(publishedAt: string, now: number): string {
  return `${durationText((now - Date.parse(publishedAt)) / 1000)}未读`;
}
