import { useEffect, useRef } from 'react';
import type { Item } from '@/platform/contract';
import { invalidate, useAnswer } from '@/platform/query';
import { useShown } from '@/platform/shown';

/** Who joined last through me, asked for while the page is on screen; the figures follow at once when somebody has. */
export function useJoined(staffId: number | undefined): { items: Item<'invitations.attribution'>[]; known: boolean } {
  const shown = useShown();
  const answer = useAnswer(
    'invitations.attribution',
    { query: { staffId, limit: 5 } },
    { enabled: staffId !== undefined, every: () => (shown ? 3000 : false), staleTime: 0 },
  );
  // 0 while nobody has: the first one is news too.
  const newest = answer.data && (answer.data.items[0]?.accountId ?? 0);
  const before = useRef(newest);
  useEffect(() => {
    if (before.current !== undefined && newest !== before.current) void invalidate('invitations.scoreboard');
    before.current = newest;
  }, [newest]);
  return { items: answer.data?.items ?? [], known: answer.data !== undefined };
}
