import { EmptyState } from '@/components/empty-state';
import { PageFrame } from '@/components/page-frame';
import './index.scss';

export default function AnnouncementsPage() {
  return (
    <PageFrame>
      <EmptyState icon="clock" title="公告管理" text="这一页还没有开放。" />
    </PageFrame>
  );
}
