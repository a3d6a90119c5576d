import { ActionBar } from '@/components/action-bar';
import { Button } from '@/components/button';
import { PageFrame } from '@/components/page-frame';
import { PagedList } from '@/components/paged-list';
import { CommunityCard } from '@/features/communities-admin/components/community-card';
import { goTo } from '@/platform/navigation';
import { usePages } from '@/platform/query';
import './index.scss';

export default function CommunitiesPage() {
  const communities = usePages('communities.list');
  const start = { label: '新建社区', onTap: () => goTo('communityEdit') };
  return (
    <PageFrame
      bar={
        <ActionBar>
          <Button icon="plus" {...start} />
        </ActionBar>
      }
    >
      <PagedList
        pages={communities}
        keyOf={({ id }) => id}
        row={(community) => <CommunityCard community={community} onTap={() => goTo('communityEdit', { id: community.id })} />}
        empty={{ icon: 'people', title: '还没有社区', text: '开一个社区，让同一类门店互相看陈列、问货、交流。', action: start }}
      />
    </PageFrame>
  );
}
