import type { AnnouncementView, Audience } from '@dianquan/shared/contract/announcements';
import { useDidHide } from '@tarojs/taro';
import { useEffect, useRef, useState } from 'react';
import { isSameOffer, NO_OFFER, type OfferDraft, offerBody } from '@/components/offer-draft';
import { ApiError } from '@/platform/api-error';
import { clockNow } from '@/platform/clock';
import { invalidate } from '@/platform/query';
import { call } from '@/platform/request';
import { toast } from '@/platform/toast';
import { type Composition, compositionOf, draftBody, emptyComposition, isBlank, UNTITLED } from './composition';
import { DraftSaver, type SaveState } from './draft-saver';
import { DraftStart } from './draft-start';
import { type ComposeFault, faultFromApi, publishFaults, type Step } from './faults';
import { type AudienceCount, useAudienceCount } from './use-audience-count';
import { type ForecastAsked, useForecast } from './use-forecast';
import type { Saved } from './use-saved';

export type Compose = {
  given: Composition;
  change: (part: Partial<Composition>) => void;
  saving: SaveState | 'blank';
  count: AudienceCount;
  forecast: ForecastAsked;
  open: Step | null;
  toggle: (step: Step) => void;
  faultOf: (field: string) => string | null;
  isFaulty: (step: Step) => boolean;
  publish: () => Promise<void>;
};

/** Writing an announcement: kept on the server as it is written, published when nothing is missing. */
export function useCompose(saved: Saved | null, audience: Audience | undefined, onPublished: (view: AnnouncementView) => void): Compose {
  const [given, setGiven] = useState(() => (saved ? compositionOf(saved.view, saved.offer) : emptyComposition(audience)));
  const [saving, setSaving] = useState<SaveState | 'blank'>(saved ? 'kept' : 'blank');
  const [open, setOpen] = useState<Step | null>('content');
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<ComposeFault[]>([]);
  const latest = useRef(given);
  const id = useRef(saved?.view.id ?? null);
  const saver = useSaver(id, saved?.offer ?? NO_OFFER, (state, faults) => {
    setSaving(state);
    if (faults.length > 0) setRefused(faults);
  });
  const count = useAudienceCount(given.audience);
  const forecast = useForecast(given);
  const faultsNow = (of: Composition) => publishFaults(of, count.answer, clockNow(), forecast.answer?.faults);
  const faults = tried ? faultsNow(given) : [];
  const shown = [...faults, ...refused];

  const change = (part: Partial<Composition>) => {
    latest.current = { ...latest.current, ...part };
    setGiven(latest.current);
    setRefused((old) => old.filter(({ field }) => !(field in part)));
    if (id.current !== null || !isBlank(latest.current)) saver.change(latest.current);
  };
  const publish = async () => {
    setTried(true);
    const [first] = faultsNow(latest.current);
    if (first) {
      setOpen(first.step);
      toast(first.zh);
      return;
    }
    await saver.flush();
    if (id.current === null) return;
    onPublished(await call('announcements.publish', { params: { id: id.current } }));
    void invalidate('announcements.list');
  };
  return {
    given,
    change,
    saving,
    count,
    forecast,
    open,
    toggle: (step) => setOpen((old) => (old === step ? null : step)),
    faultOf: (field) => shown.find((fault) => fault.field === field)?.zh ?? null,
    isFaulty: (step) => shown.some((fault) => fault.step === step),
    publish,
  };
}

function useSaver(
  id: { current: number | null },
  savedOffer: OfferDraft,
  tell: (state: SaveState, faults: ComposeFault[]) => void,
): DraftSaver<Composition> {
  const told = useRef(tell);
  told.current = tell;
  const kept = useRef(savedOffer);
  const [saver] = useState(() => {
    const isOutage = (error: unknown) => error instanceof ApiError && error.isOutage;
    const start = new DraftStart();
    const save = async (composition: Composition) => {
      const body = draftBody(composition);
      let isKept = false;
      if (id.current === null) {
        const begun = await start.begin({ title: UNTITLED, ...body }, isOutage);
        id.current = begun.id;
        isKept = begun.isCurrent;
      }
      if (!isKept) await call('announcements.update', { params: { id: id.current }, body });
      if (isSameOffer(composition.offer, kept.current)) return;
      await call('orderSets.put', { params: { kind: 'announcement', subjectId: id.current }, body: offerBody(composition.offer) });
      kept.current = composition.offer;
      void invalidate('orderSets.get');
    };
    return new DraftSaver(save, (state, error) => told.current(state, faultsIn(error)), 800, 4000, isOutage);
  });
  useDidHide(() => void saver.flush().catch(() => undefined));
  useEffect(
    () => () => {
      saver.leave();
      void invalidate('announcements.list');
    },
    [saver],
  );
  return saver;
}

function faultsIn(error: unknown): ComposeFault[] {
  return error instanceof ApiError ? error.faults.map(faultFromApi) : [];
}
