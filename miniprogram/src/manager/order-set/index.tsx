import { useState } from 'react';
import { ActionBar } from '@/components/action-bar';
import { Button } from '@/components/button';
import { FailedState } from '@/components/failed-state';
import { Field } from '@/components/field';
import { NoticeStrip } from '@/components/notice-strip';
import { isSameOffer, type OfferDraft, offerBody, offerFault } from '@/components/offer-draft';
import { OfferEditor } from '@/components/offer-editor';
import { OfferList } from '@/components/offer-list';
import { PageFrame } from '@/components/page-frame';
import { Section } from '@/components/section';
import { Skeleton } from '@/components/skeleton';
import { useSavedOffer } from '@/components/use-saved-offer';
import { back, usePageId, usePageQuery } from '@/platform/navigation';
import { useCommand } from '@/platform/query';
import { confirm, toast } from '@/platform/toast';

type Kind = 'announcement' | 'post';
const KIND_ZH: Record<Kind, string> = { announcement: '公告', post: '动态' };

/** What can be ordered from something that is out already. */
export default function OrderSetPage() {
  const kind: Kind = usePageQuery().kind === 'post' ? 'post' : 'announcement';
  const id = usePageId();
  const { offer, error, again } = useSavedOffer(kind, id);
  if (!offer) return <PageFrame>{error ? <FailedState error={error} onRetry={again} /> : <Skeleton shape="line" />}</PageFrame>;
  return <OfferForm key={`${kind}-${id}`} kind={kind} id={id} saved={offer} />;
}

function OfferForm({ kind, id, saved }: { kind: Kind; id: number; saved: OfferDraft }) {
  const [offer, setOffer] = useState(saved);
  const put = useCommand('orderSets.put', { refresh: ['orderSets.get'] });
  const fault = offerFault(offer);
  const save = async () => {
    const drops = offer.lines.length === 0 && saved.lines.length > 0;
    const asked = { title: '不再能直接订货？', loses: `门店在这条${KIND_ZH[kind]}里就看不到一键下单了。`, action: '不再能订' };
    if (drops && !(await confirm(asked))) return;
    await put.mutateAsync({ params: { kind, subjectId: id }, body: offerBody(offer) });
    toast(offer.lines.length === 0 ? '已去掉' : '门店现在一键就能订');
    back();
  };
  return (
    <PageFrame
      bar={
        <ActionBar note={fault ?? (offer.lines.length === 0 ? '先选货，门店才能一键下单' : `门店看这条${KIND_ZH[kind]}时，下面就是这些货`)}>
          <Button
            label={offer.lines.length === 0 ? '保存' : `让门店一键订 ${offer.lines.length} 种货`}
            disabled={fault !== null || isSameOffer(offer, saved)}
            busyLabel="正在保存…"
            onTap={save}
          />
        </ActionBar>
      }
    >
      <NoticeStrip icon="cart">选几样货，写上数量；门店看完点一下就能订，价格按各店自己的。</NoticeStrip>
      <Section flush>
        <Field label="货和数量">
          <OfferEditor offer={offer} onChange={setOffer} />
        </Field>
      </Section>
      <OfferList offer={offer} />
    </PageFrame>
  );
}
