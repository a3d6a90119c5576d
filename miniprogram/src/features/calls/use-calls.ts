import { useDidShow } from '@tarojs/taro';
import { useRef } from 'react';
import { clockNow } from '@/platform/clock';
import type { Answer } from '@/platform/contract';
import { sendLater } from '@/platform/offline-queue';
import { type Pages, putItems, useAnswer, usePages } from '@/platform/query';
import { byPerson, type CallResult, type Person } from './call-words';

/** The unread of my shops, all of them or those whose call is due. Whoever has read in the meantime is gone at the next look: after a call, or coming back to the page. */
export function useCalls(
  announcementId: number | undefined,
  tasks: boolean,
): {
  pages: Pages<Person>;
  note: (person: Person, result: CallResult) => void;
} {
  const pages = usePages('announcements.callList', { query: { announcementId, limit: 50, ...(tasks ? { tasks: true } : {}) } });
  const refresh = useRef(pages.refresh);
  refresh.current = pages.refresh;
  const first = useRef(true);
  useDidShow(() => {
    if (!first.current) void refresh.current();
    first.current = false;
  });
  const note = ({ key, calls }: Person, result: CallResult) => {
    const lastCall = { at: new Date(clockNow()).toISOString(), result, note: '' };
    putItems('announcements.callList', (item) => (item.memberId === key ? { ...item, lastCall } : item));
    // In a cellar without network the result is kept, and sent when it is back.
    for (const { announcementId } of calls)
      void sendLater('announcements.noteCall', { params: { announcementId, memberId: key }, body: { result } });
  };
  return { pages: { ...pages, items: byPerson(pages.items) }, note };
}

/** How far the calls are; null until known, and where nothing has become a task. */
export function useCallProgress(announcementId: number | undefined): Answer<'announcements.callProgress'> | null {
  const { data, refetch } = useAnswer('announcements.callProgress', { query: { announcementId } });
  useDidShow(() => void refetch());
  return data && data.tasks > 0 ? data : null;
}
