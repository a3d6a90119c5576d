import type { MassTask } from '@dianquan/shared/contract/delivery';
import { useState } from 'react';
import { NoticeStrip } from '@/components/notice-strip';
import { PageFrame } from '@/components/page-frame';
import { PagedList } from '@/components/paged-list';
import { TabStrip } from '@/components/tab-strip';
import { MassRow } from '@/features/push/components/mass-row';
import { MASS_ZH } from '@/features/push/words';
import { hasRole, useActor } from '@/features/session/use-actor';
import { usePageQuery } from '@/platform/navigation';
import { usePages } from '@/platform/query';

type State = MassTask['state'];
const TABS = (['waiting', 'confirmed', 'cancelled'] as const).map((key) => ({ key, label: MASS_ZH[key] }));

/** Mass messages that a salesperson sends on with one tap in WeCom; it cannot be done from here. */
export default function MassMessagesPage() {
  const { announcementId } = usePageQuery();
  const [state, setState] = useState<State>('waiting');
  const seesAll = hasRole(useActor(), 'manager', 'admin');
  const pages = usePages('delivery.massTasks', {
    query: { state, ...(announcementId ? { announcementId: Number(announcementId) } : {}) },
  });
  return (
    <PageFrame title={announcementId ? '业务员群发任务' : undefined}>
      <TabStrip tabs={TABS} current={state} onChange={setState} />
      {state === 'waiting' && <NoticeStrip>打开企业微信，在“工作台 → 客户联系 → 群发助手”里点发送，客户才收得到。</NoticeStrip>}
      <PagedList
        key={state}
        pages={pages}
        keyOf={({ id }) => id}
        row={(task) => <MassRow task={task} named={seesAll} />}
        empty={
          state === 'waiting'
            ? { icon: 'check', title: '没有等确认的群发', text: '要靠业务员发出去的公告会列在这里。' }
            : { icon: 'send', title: `还没有${MASS_ZH[state]}的群发`, text: '看看别的一栏。' }
        }
      />
    </PageFrame>
  );
}
