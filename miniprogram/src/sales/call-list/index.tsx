import { PageFrame } from '@/components/page-frame';
import { PagedList } from '@/components/paged-list';
import { CallRow } from '@/features/calls/components/call-row';
import { useCalls } from '@/features/calls/use-calls';
import { goTo, usePageQuery } from '@/platform/navigation';

/** Unread of my shops, to ring; it empties itself as they read. */
export default function CallListPage() {
  const { announcementId } = usePageQuery();
  const { pages, note } = useCalls(announcementId ? Number(announcementId) : undefined);
  return (
    <PageFrame>
      <PagedList
        pages={pages}
        keyOf={({ key }) => key}
        row={(person) => (
          <CallRow person={person} onNote={(result) => note(person, result)} onShop={() => goTo('shop', { id: person.first.shopId })} />
        )}
        skeleton="card"
        empty={{
          icon: 'phone',
          title: '都读过了，没有要打的电话',
          text: '发布新公告后，没有读的店主和店员会列在这里。',
          action: { label: '看我的门店', onTap: () => goTo('shops') },
        }}
      />
    </PageFrame>
  );
}
