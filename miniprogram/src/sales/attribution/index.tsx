import { View } from '@tarojs/components';
import { useState } from 'react';
import { Chips } from '@/components/chips';
import { PageFrame } from '@/components/page-frame';
import { PagedList } from '@/components/paged-list';
import { TabStrip } from '@/components/tab-strip';
import { AttributionRow } from '@/features/scoreboard/components/attribution-row';
import { daysOf, PERIODS, type Period } from '@/features/scoreboard/periods';
import { clockNow } from '@/platform/clock';
import { goTo, usePageQuery } from '@/platform/navigation';
import { usePages } from '@/platform/query';
import './index.scss';

type Span = Period | 'all';
const SPANS: { key: Span; label: string }[] = [{ key: 'all', label: '全部' }, ...PERIODS];

/** Who brought in whom. Opened from the scoreboard it is the list behind one row. */
export default function AttributionPage() {
  const { staffId, shopId, name, period } = usePageQuery();
  const [span, setSpan] = useState<Span>(SPANS.find(({ key }) => key === period)?.key ?? 'all');
  const [strangers, setStrangers] = useState(false);
  const days = span === 'all' ? {} : daysOf(span, clockNow());
  const pages = usePages('invitations.attribution', {
    query: {
      ...days,
      ...(staffId ? { staffId: Number(staffId) } : {}),
      ...(shopId ? { shopId: Number(shopId) } : {}),
      ...(strangers ? { stranger: 'true' as const } : {}),
    },
  });
  return (
    <PageFrame title={name ? `${name}邀请的人` : undefined}>
      <TabStrip tabs={SPANS} current={span} onChange={setSpan} />
      <View className="attribution__filters">
        <Chips
          several
          options={[{ key: 'stranger', label: '只看新客' }]}
          chosen={strangers ? ['stranger'] : []}
          onChange={(chosen) => setStrangers(chosen.length > 0)}
        />
      </View>
      <PagedList
        pages={pages}
        keyOf={({ accountId }) => accountId}
        row={(one) => <AttributionRow one={one} onTap={() => goTo('shop', { id: one.shopId })} />}
        empty={{
          icon: 'people',
          title: '这段时间没有人加入',
          text: '换个时间看看，或出示邀请码请店主扫一扫。',
          action: { label: '出示邀请码', onTap: () => goTo('myCode') },
        }}
      />
    </PageFrame>
  );
}
