import type { BreakdownRow as Breakdown, RecipientRow } from '@dianquan/shared/contract/announcements';
import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Chips } from '@/components/chips';
import { PagedList } from '@/components/paged-list';
import { TabStrip } from '@/components/tab-strip';
import { goTo } from '@/platform/navigation';
import { GROUPING_ZH, type Grouping, useBreakdown, usePersons } from '../use-report';
import { BreakdownRow } from './breakdown-row';
import { PersonRow } from './person-row';
import './report-list.scss';

export type ReportView = { unread: boolean; by: Grouping };
const GROUPINGS = (Object.keys(GROUPING_ZH) as Grouping[]).map((key) => ({ key, label: GROUPING_ZH[key] }));
const TABS = [
  { key: 'unread', label: '未读' },
  { key: 'read', label: '已读' },
];

/** Who has read and who has not, by person or gathered; what is gathered opens the persons behind it. */
export function ReportList({
  id,
  head,
  view,
  onView,
}: {
  id: number;
  head: ReactNode;
  view: ReportView;
  onView: (view: ReportView) => void;
}) {
  const { unread, by } = view;
  const persons = usePersons(id, unread, by === 'person');
  const groups = useBreakdown(id, by);
  const above = (
    <View>
      {head}
      <TabStrip tabs={TABS} current={unread ? 'unread' : 'read'} onChange={(key) => onView({ ...view, unread: key === 'unread' })} />
      <View className="report-list__by">
        <Chips options={GROUPINGS} chosen={[by]} onChange={([key]) => key && onView({ ...view, by: key })} />
      </View>
    </View>
  );
  if (by === 'person')
    return (
      <PagedList<RecipientRow>
        pages={persons}
        head={above}
        keyOf={({ memberId }) => memberId}
        row={(person) => <PersonRow person={person} unread={unread} />}
        empty={
          unread
            ? { icon: 'check', title: '每个人都读过了', text: '切到“已读”看看谁读得最久。' }
            : { icon: 'eye', title: '还没有人读', text: '刚发出去的公告，等几分钟再下拉刷新；也可以提醒一次。' }
        }
      />
    );
  return (
    <PagedList<Breakdown>
      key={by}
      pages={groups}
      skeleton="line"
      head={above}
      keyOf={({ key }) => key}
      row={(row) => <BreakdownRow row={row} unread={unread} onTap={unread ? personsBehind(id, by, row) : undefined} />}
      empty={{ icon: 'chart', title: `没有可以按${GROUPING_ZH[by]}看的`, text: by === 'segment' ? '这条公告没有按分群发送。' : undefined }}
    />
  );
}

/** Segments move on, so nobody can be listed by them; neither can shops that belong to no one. */
function personsBehind(id: number, by: Grouping, { key, name }: Breakdown): (() => void) | undefined {
  if (key === '' || by === 'segment' || by === 'person') return undefined;
  const filter = by === 'shop' ? { shopId: key } : by === 'salesperson' ? { staffId: key } : { regionCode: key };
  return () => goTo('unread', { id, ...filter, name });
}
