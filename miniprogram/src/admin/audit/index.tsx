import { EmptyState } from '@/components/empty-state';
import { PageFrame } from '@/components/page-frame';
import './index.scss';

export default function AuditPage() {
  return (
    <PageFrame>
      <EmptyState icon="clock" title="操作记录" text="这一页还没有开放。" />
    </PageFrame>
  );
}
