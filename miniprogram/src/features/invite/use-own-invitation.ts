import { useEffect, useState } from 'react';
import type { ApiError } from '@/platform/api-error';
import type { Answer } from '@/platform/contract';
import { call } from '@/platform/request';

type Invitation = Answer<'invitations.create'>;

/** The newest open invitation of mine, made if there is none: opening the page twice makes no second one. */
export function useOwnInvitation(): {
  data: Invitation | undefined;
  error: ApiError | null;
  isError: boolean;
  refetch: () => Promise<unknown>;
} {
  const [data, setData] = useState<Invitation>();
  const [error, setError] = useState<ApiError | null>(null);
  const fetch = async () => {
    setError(null);
    try {
      const { items } = await call('invitations.list', { query: { state: 'open', limit: 1 } });
      setData(items[0] ?? (await call('invitations.create', { body: { via: 'card' } })));
    } catch (failure) {
      setError(failure as ApiError);
    }
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page opens
  useEffect(() => {
    void fetch();
  }, []);
  return { data, error, isError: error !== null, refetch: fetch };
}
