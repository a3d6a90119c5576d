import { EmptyState } from '@/components/empty-state';
import { PageFrame } from '@/components/page-frame';
import './index.scss';

export default function CommunitiesPage() {
  return (
    <PageFrame>
      <EmptyState icon="clock" title="社区管理" text="这一页还没有开放。" />
    </PageFrame>
  );
}
