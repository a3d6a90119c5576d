import { View } from '@tarojs/components';
import { ActionBar } from '@/components/action-bar';
import { Button } from '@/components/button';
import { PageFrame } from '@/components/page-frame';
import { PagedList } from '@/components/paged-list';
import { useRuleNames } from '@/features/segments/api';
import { SegmentCard } from '@/features/segments/components/segment-card';
import { goTo } from '@/platform/navigation';
import { usePages } from '@/platform/query';
import { choose } from '@/platform/toast';
import './index.scss';

export default function SegmentsPage() {
  const segments = usePages('segments.list');
  const names = useRuleNames(segments.items.flatMap(({ rule }) => rule ?? []));
  const start = async () => {
    const kind = await choose(['按规则自动选', '自己挑门店']);
    if (kind) goTo('segmentEdit', { kind: kind === '自己挑门店' ? 'manual' : 'rule' });
  };
  return (
    <PageFrame
      bar={
        <ActionBar>
          <Button icon="plus" label="新建分群" onTap={start} />
        </ActionBar>
      }
    >
      <View className="segments">
        <PagedList
          pages={segments}
          skeleton="line"
          keyOf={({ id }) => id}
          row={(segment) => <SegmentCard segment={segment} names={names} onTap={() => goTo('segmentEdit', { id: segment.id })} />}
          empty={{
            icon: 'filter',
            title: '还没有分群',
            text: '把门店按等级、区域、标签分好，公告和社区就能只给对的人看。',
            action: { label: '新建分群', onTap: start },
          }}
        />
      </View>
    </PageFrame>
  );
}
