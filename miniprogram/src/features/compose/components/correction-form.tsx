import type { AnnouncementView } from '@dianquan/shared/contract/announcements';
import { type ReactNode, useState } from 'react';
import { ActionBar } from '@/components/action-bar';
import { Button } from '@/components/button';
import { Field } from '@/components/field';
import { NoticeStrip } from '@/components/notice-strip';
import { isSameOffer, type OfferDraft, offerBody } from '@/components/offer-draft';
import { PageFrame } from '@/components/page-frame';
import { TextInput } from '@/components/text-input';
import { useForm } from '@/components/use-form';
import type { ApiError } from '@/platform/api-error';
import { useCommand } from '@/platform/query';
import { toast, toastError } from '@/platform/toast';
import { type Composition, compositionOf, correctionBody } from '../composition';
import { contentFaults, faultFromApi } from '../faults';
import { ContentStep } from './content-step';
import { FoldStep } from './fold-step';

/** What is out may be put right in what it says; whom it was sent to and what was asked of them stays. */
export function CorrectionForm({
  view,
  offer,
  preview,
  onCorrected,
}: {
  view: AnnouncementView;
  offer: OfferDraft;
  preview: (given: Composition) => ReactNode;
  onCorrected: () => void;
}) {
  const form = useForm({ ...compositionOf(view, offer), note: '' });
  const [previewing, setPreviewing] = useState(false);
  const update = useCommand('announcements.update', {
    refresh: ['announcements.get', 'announcements.list', 'announcements.report'],
    onDone: onCorrected,
    onError: (error: ApiError) => {
      for (const { field, zh } of error.faults.map(faultFromApi)) form.setFault(field, zh);
      toast(error.message);
    },
  });
  const put = useCommand('orderSets.put', { refresh: ['orderSets.get'] });
  const send = async () => {
    const { note, ...given } = form.values;
    const faults = contentFaults({ ...given, question: null });
    for (const { field, zh } of faults) form.setFault(field, zh);
    if (faults[0]) return toast(faults[0].zh);
    try {
      // What is offered goes first: it may be put again as often as one likes, the correction tells everybody.
      if (!isSameOffer(given.offer, offer))
        await put.mutateAsync({ params: { kind: 'announcement', subjectId: view.id }, body: offerBody(given.offer) });
    } catch (error) {
      return toastError(error);
    }
    update.mutate({ params: { id: view.id }, body: correctionBody(given, note) });
  };
  return (
    <PageFrame
      title="更正公告"
      bar={
        <ActionBar note="门店会看到“已更正”和更正说明">
          <Button label="发布更正" busy={put.isPending || update.isPending} busyLabel="正在更正…" onTap={send} />
        </ActionBar>
      }
    >
      <NoticeStrip>已经发出，只能改内容；发给谁、要不要确认不能再改。</NoticeStrip>
      <FoldStep number={1} title="内容" words="" open faulty={false} onToggle={() => undefined}>
        <Field label="更正说明" optional>
          <TextInput
            value={form.values.note}
            maxLength={100}
            placeholder="如：活动截止日期改为 12 月 20 日"
            onChange={(note) => form.set('note', note)}
          />
        </Field>
        <ContentStep given={form.values} change={form.setAll} faultOf={form.fault} />
      </FoldStep>
      <FoldStep number={2} title="预览" words="门店看到的样子" open={previewing} faulty={false} onToggle={() => setPreviewing(!previewing)}>
        {preview(form.values)}
      </FoldStep>
    </PageFrame>
  );
}
