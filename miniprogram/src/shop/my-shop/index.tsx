import { EmptyState } from '@/components/empty-state';
import { PageFrame } from '@/components/page-frame';
import './index.scss';

export default function MyShopPage() {
  return (
    <PageFrame>
      <EmptyState icon="clock" title="我的门店" text="这一页还没有开放。" />
    </PageFrame>
  );
}
