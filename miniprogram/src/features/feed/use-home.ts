import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ApiError } from '@/platform/api-error';
import type { Answer } from '@/platform/contract';
import { type Pages, useAnswer } from '@/platform/query';
import { call } from '@/platform/request';

type Home = Answer<'home.get'>;
export type HomeItem = Home['items'][number];

/** The first screen, page after page, from one operation; what stands around the list comes from its first page. */
export function useHome(tab: string): Pages<HomeItem> & { head: Home | undefined } {
  const list = useInfiniteQuery<Home, ApiError, { pages: Home[] }, unknown[], string | undefined>({
    queryKey: ['home.get', tab],
    queryFn: ({ pageParam }) => call('home.get', { query: { tab, cursor: pageParam } }),
    initialPageParam: undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
  return {
    head: list.data?.pages[0],
    items: list.data?.pages.flatMap((page) => page.items) ?? [],
    state: list.data ? 'ready' : list.isError ? 'failed' : 'loading',
    error: list.error,
    more: list.hasNextPage,
    loadingMore: list.isFetchingNextPage,
    moreFailed: list.isFetchNextPageError,
    loadMore: () => {
      if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage();
    },
    refresh: () => list.refetch(),
  };
}

const MINUTE = 60_000;

/** New posts arrive by pull: asked for a minute after the feed came, never together with the first screen; shown only when tapped. */
export function useNews(serverTime: string | undefined): number {
  const [due, setDue] = useState(false);
  useEffect(() => {
    setDue(false);
    if (serverTime === undefined) return;
    const timer = setTimeout(() => setDue(true), MINUTE);
    return () => clearTimeout(timer);
  }, [serverTime]);
  const news = useAnswer(
    'communities.news',
    { query: { since: serverTime ?? '' } },
    { enabled: due && serverTime !== undefined, every: MINUTE },
  );
  return news.data?.total ?? 0;
}
