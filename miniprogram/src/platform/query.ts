import type { OperationId } from '@dianquan/shared/routes';
import { QueryClient, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import type { ApiError } from './api-error';
import type { Answer, Args, Input, Item, ListId } from './contract';
import { call } from './request';

/** Retrying is the request client's business; a failure while offline is told at once and mended when the network is back. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: false, networkMode: 'offlineFirst', staleTime: 20_000, gcTime: 10 * 60_000, refetchOnReconnect: 'always' },
    mutations: { retry: false, networkMode: 'always' },
  },
});

type AnswerOptions<T> = { enabled?: boolean; every?: number | ((answer: T | undefined) => number | false); staleTime?: number };

/** The answer of a reading operation: `useAnswer('announcements.get', { params: { id } })`. */
export function useAnswer<Id extends OperationId>(id: Id, input?: Input<Id>, options: AnswerOptions<Answer<Id>> = {}) {
  const { every, ...rest } = options;
  return useQuery<Answer<Id>, ApiError>({
    queryKey: [id, input ?? {}],
    queryFn: () => call(id, ...([input] as Args<Id>)),
    // What was refused is refused again; an outage passes.
    refetchInterval: ({ state }) =>
      state.error && !state.error.isOutage ? false : typeof every === 'function' ? every(state.data) : (every ?? false),
    ...rest,
  });
}

export type Pages<T> = {
  items: T[];
  state: 'loading' | 'failed' | 'ready';
  error: ApiError | null;
  more: boolean;
  loadingMore: boolean;
  /** The next page failed; what is there stays. */
  moreFailed: boolean;
  loadMore: () => void;
  refresh: () => Promise<unknown>;
};

/** A list operation, page after page; hand the result to `<PagedList>`. */
export function usePages<Id extends ListId>(id: Id, input?: Input<Id>, options: { enabled?: boolean } = {}): Pages<Item<Id>> {
  type Page = { items: Item<Id>[]; next: string | null };
  const list = useInfiniteQuery<Page, ApiError, { pages: Page[] }, unknown[], string | undefined>({
    queryKey: [id, input ?? {}],
    queryFn: ({ pageParam }) => {
      const given = input as { query?: object } | undefined;
      return call(id, ...([{ ...given, query: { ...given?.query, cursor: pageParam } }] as unknown as Args<Id>)) as Promise<Page>;
    },
    initialPageParam: undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    ...options,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return {
    items,
    state: stateOf(list, items.length === 0),
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

type Asked = { data: unknown; isError: boolean; isRefetching: boolean };

/** That nothing waits is only said of an answer that is not being asked for again: what is kept may be minutes old. */
function stateOf({ data, isError, isRefetching }: Asked, isEmpty: boolean): Pages<unknown>['state'] {
  if (data !== undefined && !isEmpty) return 'ready';
  if (isRefetching) return 'loading';
  if (isError) return 'failed';
  return data === undefined ? 'loading' : 'ready';
}

type CommandOptions<Id extends OperationId> = {
  /** Operations whose answers are stale afterwards. */
  refresh?: OperationId[];
  onDone?: (answer: Answer<Id>, input: Input<Id>) => void;
  onError?: (error: ApiError, input: Input<Id>) => void;
};

/** A writing operation: `const publish = useCommand('announcements.publish', { refresh: ['announcements.list'] })`. */
export function useCommand<Id extends OperationId>(id: Id, { refresh = [], onDone, onError }: CommandOptions<Id> = {}) {
  return useMutation<Answer<Id>, ApiError, Input<Id>>({
    mutationFn: (input) => call(id, ...([input] as unknown as Args<Id>)),
    onSuccess: (answer, input) => {
      for (const stale of refresh) void invalidate(stale);
      onDone?.(answer, input);
    },
    onError,
  });
}

/** Every kept answer of an operation is asked for again when next seen, and at once where it is on screen. */
export function invalidate(id: OperationId): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: [id] });
}

/** Puts an answer in before it is asked for again, so that a tap shows at once. */
export function putAnswer<Id extends OperationId>(id: Id, input: Input<Id>, change: (old: Answer<Id>) => Answer<Id>): void {
  queryClient.setQueryData<Answer<Id>>([id, input], (old) => (old === undefined ? old : change(old)));
}

/** The same for the items of every kept list of an operation. */
export function putItems<Id extends ListId>(id: Id, change: (item: Item<Id>) => Item<Id> | null): void {
  type Kept = { pages: { items: Item<Id>[]; next: string | null }[]; pageParams: unknown[] };
  queryClient.setQueriesData<Kept>({ queryKey: [id] }, (old) =>
    old && Array.isArray(old.pages)
      ? { ...old, pages: old.pages.map((page) => ({ ...page, items: page.items.map(change).filter((item) => item !== null) })) }
      : old,
  );
}
