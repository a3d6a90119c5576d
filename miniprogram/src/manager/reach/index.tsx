import { PageFrame } from '@/components/page-frame';
import { PagedList } from '@/components/paged-list';
import { ReachRow } from '@/features/sales-report/components/reach-row';
import { goTo } from '@/platform/navigation';
import { usePages } from '@/platform/query';

/** Announcement → read → ordered. */
export default function ReachPage() {
  const pages = usePages('reports.reach');
  return (
    <PageFrame>
      <PagedList
        pages={pages}
        skeleton="card"
        keyOf={({ announcementId }) => announcementId}
        row={(reach) => (
          <ReachRow
            reach={reach}
            onTap={() => goTo('report', { id: reach.announcementId })}
            onShops={() => goTo('reachShops', { id: reach.announcementId, title: reach.title })}
          />
        )}
        empty={{ icon: 'megaphone', title: '还没有带货的公告', text: '发公告时附上订货清单，就能看到带来多少订单。' }}
      />
    </PageFrame>
  );
}
