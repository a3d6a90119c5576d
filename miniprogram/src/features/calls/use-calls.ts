import { useDidShow } from '@tarojs/taro';
import { useRef } from 'react';
import { clockNow } from '@/platform/clock';
import { sendLater } from '@/platform/offline-queue';
import { type Pages, putItems, usePages } from '@/platform/query';
import { type Call, type CallResult, sameCall } from './call-words';

/** The unread of my shops. Whoever has read in the meantime is gone at the next look: after a call, or coming back to the page. */
export function useCalls(announcementId: number | undefined): { pages: Pages<Call>; note: (call: Call, result: CallResult) => void } {
  const pages = usePages('announcements.callList', { query: { announcementId, limit: 30 } });
  const refresh = useRef(pages.refresh);
  refresh.current = pages.refresh;
  const first = useRef(true);
  useDidShow(() => {
    if (!first.current) void refresh.current();
    first.current = false;
  });
  const note = (call: Call, result: CallResult) => {
    const lastCall = { at: new Date(clockNow()).toISOString(), result, note: '' };
    putItems('announcements.callList', (item) => (sameCall(item, call) ? { ...item, lastCall } : item));
    // In a cellar without network the result is kept, and sent when it is back.
    void sendLater('announcements.noteCall', {
      params: { announcementId: call.announcementId, memberId: call.memberId },
      body: { result },
    });
  };
  return { pages, note };
}
