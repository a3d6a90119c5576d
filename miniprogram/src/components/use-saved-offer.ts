import { useMemo } from 'react';
import type { ApiError } from '@/platform/api-error';
import type { Input } from '@/platform/contract';
import { useAnswer } from '@/platform/query';
import { NO_OFFER, type OfferDraft, offerOf } from './offer-draft';

type Kind = Input<'orderSets.get'>['params']['kind'];
type Saved = { offer: OfferDraft | null; error: ApiError | null; again: () => void };

/** What is offered with an announcement or a post now, asked for afresh: an older copy must not be written on. Null until it is known. */
export function useSavedOffer(kind: Kind, subjectId: number | null): Saved {
  const answer = useAnswer(
    'orderSets.get',
    { params: { kind, subjectId: subjectId ?? 0 }, query: {} },
    { enabled: subjectId !== null, staleTime: 0 },
  );
  const { data, error, isFetchedAfterMount, isFetching } = answer;
  const offer = useMemo(() => (data && isFetchedAfterMount ? offerOf(data) : null), [data, isFetchedAfterMount]);
  return { offer: subjectId === null ? NO_OFFER : offer, error: isFetching ? null : error, again: () => void answer.refetch() };
}
