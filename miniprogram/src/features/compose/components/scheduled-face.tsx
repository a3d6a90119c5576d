import type { AnnouncementView } from '@dianquan/shared/contract/announcements';
import { dateTimeText } from '@dianquan/shared/time-text';
import type { ReactNode } from 'react';
import { ActionBar } from '@/components/action-bar';
import { Button } from '@/components/button';
import { NoticeStrip } from '@/components/notice-strip';
import { PageFrame } from '@/components/page-frame';
import { useCommand } from '@/platform/query';
import { audienceWords } from '../words';

/** What waits for its time is not written on: first it becomes a draft again, so that nothing half done goes out by itself. */
export function ScheduledFace({
  view,
  preview,
  onDraft,
}: {
  view: AnnouncementView;
  preview: ReactNode;
  onDraft: (view: AnnouncementView) => void;
}) {
  const cancel = useCommand('announcements.withdraw', { refresh: ['announcements.list'], onDone: onDraft });
  return (
    <PageFrame
      white
      title="已定时的公告"
      bar={
        <ActionBar note="取消后变回草稿，内容都还在">
          <Button label="取消定时，继续修改" onTap={() => cancel.mutateAsync({ params: { id: view.id } })} />
        </ActionBar>
      }
    >
      <NoticeStrip icon="clock">
        {view.publishAt ? `${dateTimeText(view.publishAt)} 自动发布` : '等待发布'}给{audienceWords(view.audience.names)}
      </NoticeStrip>
      {preview}
    </PageFrame>
  );
}
