import type { AnnouncementView } from '@dianquan/shared/contract/announcements';
import { useEffect, useState } from 'react';
import { NO_OFFER, type OfferDraft } from '@/components/offer-draft';
import { useSavedOffer } from '@/components/use-saved-offer';
import { useAnswer } from '@/platform/query';

export type Saved = { view: AnnouncementView; offer: OfferDraft };

/** An announcement as it was kept, with what it offers. Null until both are known, and as long as nothing is kept. */
export function useSaved(id: number | null) {
  const answer = useAnswer('announcements.get', { params: { id: id ?? 0 } }, { enabled: id !== null, staleTime: 0 });
  const { offer, error, again } = useSavedOffer('announcement', id);
  const [saved, setSaved] = useState<Saved | null>(null);
  // An older copy must not be written on: it would overwrite what was kept since.
  const fresh = answer.isFetchedAfterMount && answer.data?.as === 'staff' ? answer.data : null;
  useEffect(() => {
    if (fresh && offer) setSaved((old) => old ?? { view: fresh, offer });
  }, [fresh, offer]);
  const failure = answer.error ?? error;
  const refetch = () => {
    again();
    return answer.refetch();
  };
  return {
    saved,
    setView: (view: AnnouncementView) => setSaved((old) => ({ view, offer: old?.offer ?? NO_OFFER })),
    /** For the faces that wait for it. */
    answer: { ...answer, data: undefined, error: failure, isError: failure !== null, refetch },
  };
}
