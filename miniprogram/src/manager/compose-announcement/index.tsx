import type { AnnouncementView } from '@dianquan/shared/contract/announcements';
import { dateTimeText } from '@dianquan/shared/time-text';
import { useEffect, useState } from 'react';
import { AnswerView } from '@/components/answer-view';
import { NoticeStrip } from '@/components/notice-strip';
import { PageFrame } from '@/components/page-frame';
import { NoticeBody } from '@/features/announcement/components/notice-body';
import { ComposeForm } from '@/features/compose/components/compose-form';
import { CorrectionForm } from '@/features/compose/components/correction-form';
import { ScheduledFace } from '@/features/compose/components/scheduled-face';
import { type Composition, compositionOf, NOBODY } from '@/features/compose/composition';
import { richBlocks } from '@/features/compose/draft-blocks';
import { useActor } from '@/features/session/use-actor';
import { ShopChoiceSheet } from '@/features/shop-choice/components/shop-choice-sheet';
import { back, replaceWith, usePageQuery } from '@/platform/navigation';
import { useAnswer } from '@/platform/query';
import { toast } from '@/platform/toast';
import './index.scss';

/** A new announcement, a draft, one that waits for its time, or a correction of one that is out. */
export default function ComposeAnnouncementPage() {
  const { id, segmentId } = usePageQuery();
  const answer = useAnswer('announcements.get', { params: { id: Number(id) } }, { enabled: id !== undefined, staleTime: 0 });
  const [start, setStart] = useState<AnnouncementView | null>(null);
  // An older copy must not be written on: it would overwrite what was kept since.
  const fresh = answer.isFetchedAfterMount && answer.data?.as === 'staff' ? answer.data : null;
  useEffect(() => {
    if (fresh) setStart((old) => old ?? fresh);
  }, [fresh]);
  if (id !== undefined && start === null)
    return (
      <PageFrame>
        <AnswerView answer={answer.isFetchedAfterMount ? answer : { ...answer, data: undefined }}>{() => null}</AnswerView>
      </PageFrame>
    );
  return <Announcement key={start?.state} start={start} segmentId={segmentId} onDraft={setStart} />;
}

type Props = { start: AnnouncementView | null; segmentId: string | undefined; onDraft: (view: AnnouncementView) => void };

function Announcement({ start, segmentId, onDraft }: Props) {
  const actor = useActor();
  const preview = (given: Composition) => (
    <NoticeBody
      notice={{
        title: given.title.trim() || '（还没有标题）',
        category: given.category,
        author: start?.author ?? actor?.name ?? '',
        blocks: richBlocks(given.blocks),
        attachments: given.files,
        publishedAt: start?.publishedAt ?? null,
        correctedAt: start?.correctedAt ?? null,
        correctionNote: start?.correctionNote ?? null,
      }}
    />
  );
  const published = ({ id, state, publishAt }: AnnouncementView) => {
    if (state === 'scheduled' && publishAt) toast(`已定时，${dateTimeText(publishAt)} 发布`);
    if (state === 'scheduled') back();
    else replaceWith('report', { id });
  };
  if (start?.state === 'scheduled') return <ScheduledFace view={start} preview={preview(compositionOf(start))} onDraft={onDraft} />;
  if (start?.state === 'withdrawn')
    return (
      <PageFrame title="已撤回的公告" white>
        <NoticeStrip>已撤回，门店看不到，也不能再改。</NoticeStrip>
        {preview(compositionOf(start))}
      </PageFrame>
    );
  if (start && start.state !== 'draft')
    return (
      <CorrectionForm
        view={start}
        preview={preview}
        onCorrected={() => {
          toast('已更正');
          back();
        }}
      />
    );
  return (
    <ComposeForm
      view={start}
      audience={segmentId ? { ...NOBODY, segmentIds: [Number(segmentId)] } : undefined}
      preview={preview}
      pickShops={(picking) => <ShopChoiceSheet {...picking} />}
      onPublished={published}
    />
  );
}
