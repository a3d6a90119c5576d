import type { AnnouncementView } from '@dianquan/shared/contract/announcements';
import { dateTimeText } from '@dianquan/shared/time-text';
import { AnswerView } from '@/components/answer-view';
import { NoticeStrip } from '@/components/notice-strip';
import { NO_OFFER } from '@/components/offer-draft';
import { OfferList } from '@/components/offer-list';
import { PageFrame } from '@/components/page-frame';
import { NoticeBody } from '@/features/announcement/components/notice-body';
import { ComposeForm } from '@/features/compose/components/compose-form';
import { CorrectionForm } from '@/features/compose/components/correction-form';
import { ScheduledFace } from '@/features/compose/components/scheduled-face';
import { type Composition, compositionOf, NOBODY } from '@/features/compose/composition';
import { richBlocks } from '@/features/compose/draft-blocks';
import { type Saved, useSaved } from '@/features/compose/use-saved';
import { ChannelLooks } from '@/features/push/components/channel-looks';
import { ForecastView } from '@/features/push/components/forecast-view';
import { useActor } from '@/features/session/use-actor';
import { ShopChoiceSheet } from '@/features/shop-choice/components/shop-choice-sheet';
import { back, replaceWith, usePageQuery } from '@/platform/navigation';
import { toast } from '@/platform/toast';
import './index.scss';

/** A new announcement, a draft, one that waits for its time, or a correction of one that is out. */
export default function ComposeAnnouncementPage() {
  const { id, segmentId } = usePageQuery();
  const { saved, setView, answer } = useSaved(id === undefined ? null : Number(id));
  if (id !== undefined && saved === null)
    return (
      <PageFrame>
        <AnswerView answer={answer}>{() => null}</AnswerView>
      </PageFrame>
    );
  return <Announcement key={saved?.view.state} saved={saved} segmentId={segmentId} onDraft={setView} />;
}

type Props = { saved: Saved | null; segmentId: string | undefined; onDraft: (view: AnnouncementView) => void };

function Announcement({ saved, segmentId, onDraft }: Props) {
  const actor = useActor();
  const start = saved?.view ?? null;
  const preview = (given: Composition) => (
    <>
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
      <OfferList offer={given.offer} />
    </>
  );
  const published = ({ id, state, publishAt }: AnnouncementView) => {
    if (state === 'scheduled' && publishAt) toast(`已定时，${dateTimeText(publishAt)} 发布`);
    if (state === 'scheduled') back();
    else replaceWith('report', { id });
  };
  if (start?.state === 'scheduled')
    return <ScheduledFace view={start} preview={preview(compositionOf(start, saved?.offer))} onDraft={onDraft} />;
  if (start?.state === 'withdrawn')
    return (
      <PageFrame title="已撤回的公告" white>
        <NoticeStrip>已撤回，门店看不到，也不能再改。</NoticeStrip>
        {preview(compositionOf(start, saved?.offer))}
      </PageFrame>
    );
  if (start && start.state !== 'draft')
    return (
      <CorrectionForm
        view={start}
        offer={saved?.offer ?? NO_OFFER}
        preview={preview}
        onCorrected={() => {
          toast('已更正');
          back();
        }}
      />
    );
  return (
    <ComposeForm
      saved={saved}
      audience={segmentId ? { ...NOBODY, segmentIds: [Number(segmentId)] } : undefined}
      preview={preview}
      pickShops={(picking) => <ShopChoiceSheet {...picking} />}
      reach={(asked, { publishAt }) => <ForecastView forecast={asked.answer} words={asked.words} publishAt={publishAt} />}
      looks={(forecast) => <ChannelLooks previews={forecast?.previews ?? []} />}
      onPublished={published}
    />
  );
}
