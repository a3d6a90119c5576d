import { useState } from 'react';
import { PageFrame } from '@/components/page-frame';
import { PagedList } from '@/components/paged-list';
import { TabStrip } from '@/components/tab-strip';
import { CallProgress } from '@/features/calls/components/call-progress';
import { CallRow } from '@/features/calls/components/call-row';
import { useCallProgress, useCalls } from '@/features/calls/use-calls';
import { goTo, usePageQuery } from '@/platform/navigation';

type Shown = 'all' | 'tasks';

/** Unread of my shops, to ring; it empties itself as they read. What is important and has waited long enough is a task. */
export default function CallListPage() {
  const query = usePageQuery();
  const announcementId = query.announcementId ? Number(query.announcementId) : undefined;
  const [shown, setShown] = useState<Shown>('all');
  const progress = useCallProgress(announcementId);
  const { pages, note } = useCalls(announcementId, shown === 'tasks');
  const tabs = [
    { key: 'all' as const, label: '全部未读' },
    { key: 'tasks' as const, label: '电话任务', count: progress?.open ?? 0 },
  ];
  return (
    <PageFrame>
      <PagedList
        pages={pages}
        keyOf={({ key }) => key}
        head={
          progress && (
            <>
              <CallProgress progress={progress} />
              <TabStrip tabs={tabs} current={shown} onChange={setShown} />
            </>
          )
        }
        row={(person) => (
          <CallRow person={person} onNote={(result) => note(person, result)} onShop={() => goTo('shop', { id: person.first.shopId })} />
        )}
        skeleton="card"
        empty={{
          icon: 'phone',
          title: shown === 'tasks' ? '电话任务都办完了' : '都读过了，没有要打的电话',
          text: shown === 'tasks' ? '重要公告过了约定的时间还没有读的人，会列在这里。' : '发布新公告后，没有读的店主和店员会列在这里。',
          action: { label: '看我的门店', onTap: () => goTo('shops') },
        }}
      />
    </PageFrame>
  );
}
