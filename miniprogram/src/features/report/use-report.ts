import { useEffect, useRef } from 'react';
import type { Answer } from '@/platform/contract';
import { invalidate, useAnswer, usePages } from '@/platform/query';
import { useShown } from '@/platform/shown';
import { useWholeList } from '@/platform/whole-list';
import { byUnread } from './words';

export type Report = Answer<'announcements.report'>;

/** The report, kept up to date while it is on screen; the lists below follow when a count has moved. */
export function useReport(id: number) {
  const shown = useShown();
  const answer = useAnswer(
    'announcements.report',
    { params: { id } },
    {
      every: (report) => (!shown ? false : report?.state === 'publishing' ? 1500 : report?.state === 'published' ? 8000 : false),
      staleTime: 0,
    },
  );
  const moved = answer.data && `${answer.data.state} ${answer.data.counts.people} ${answer.data.counts.read}`;
  const before = useRef(moved);
  useEffect(() => {
    if (before.current !== undefined && moved !== before.current) {
      for (const list of ['announcements.unread', 'announcements.recipients', 'announcements.breakdown'] as const) void invalidate(list);
      void invalidate('announcements.list');
    }
    before.current = moved;
  }, [moved]);
  return answer;
}

/** How far the publishing is; asked for only while it goes on. */
export function usePublishing(id: number, going: boolean) {
  const shown = useShown();
  return useAnswer('announcements.get', { params: { id } }, { enabled: going, every: going && shown ? 1000 : undefined, staleTime: 0 });
}

export type Grouping = 'person' | 'shop' | 'salesperson' | 'region' | 'segment';
export const GROUPING_ZH: Record<Grouping, string> = { person: '人', shop: '门店', salesperson: '业务员', region: '区域', segment: '分群' };

/** The few groups come whole and the worst first; shops are many and come page after page. */
export function useBreakdown(id: number, by: Grouping) {
  const isFew = by === 'salesperson' || by === 'region' || by === 'segment';
  const few = useWholeList('announcements.breakdown', { params: { id }, query: { by: isFew ? by : 'segment' } }, { enabled: isFew });
  const many = usePages('announcements.breakdown', { params: { id }, query: { by: 'shop' } }, { enabled: by === 'shop' });
  return by === 'shop' ? many : { ...few, items: byUnread(few.items) };
}

/** Persons: those who have not read, or those who have. */
export function usePersons(id: number, unread: boolean, enabled: boolean) {
  const left = usePages('announcements.unread', { params: { id } }, { enabled: enabled && unread });
  const read = usePages('announcements.recipients', { params: { id }, query: { state: 'read' } }, { enabled: enabled && !unread });
  return unread ? left : read;
}
