import { useEffect } from 'react';
import type { Input, Item, ListId } from './contract';
import { type Pages, usePages } from './query';

/** A list that is needed as a whole because it is chosen from (segments, staff): asked for in large pages until there are no more. */
export function useWholeList<Id extends ListId>(id: Id, input?: Input<Id>, options: { enabled?: boolean } = {}): Pages<Item<Id>> {
  const given = input as { query?: object } | undefined;
  const pages = usePages(id, { ...given, query: { ...given?.query, limit: 100 } } as unknown as Input<Id>, options);
  const { more, loadingMore, moreFailed, loadMore } = pages;
  // biome-ignore lint/correctness/useExhaustiveDependencies: loadMore is new each time and always does the same
  useEffect(() => {
    if (more && !loadingMore && !moreFailed) loadMore();
  }, [more, loadingMore, moreFailed]);
  return pages;
}
