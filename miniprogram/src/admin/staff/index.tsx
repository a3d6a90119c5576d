import { STAFF_ROLE_ZH, STAFF_ROLES, type StaffRole } from '@dianquan/shared/roles';
import { useState } from 'react';
import { ActionBar } from '@/components/action-bar';
import { Button } from '@/components/button';
import { PageFrame } from '@/components/page-frame';
import { PagedList } from '@/components/paged-list';
import { TabStrip } from '@/components/tab-strip';
import { StaffRow } from '@/features/staff/components/staff-row';
import { goTo } from '@/platform/navigation';
import { usePages } from '@/platform/query';

type Tab = 'all' | StaffRole;
const TABS: { key: Tab; label: string }[] = [
  { key: 'all', label: '全部' },
  ...STAFF_ROLES.map((key) => ({ key, label: STAFF_ROLE_ZH[key] })),
];

/** The supplier's own people, and what each may do. */
export default function StaffPage() {
  const [tab, setTab] = useState<Tab>('all');
  const pages = usePages('staff.list', { query: { limit: 50, ...(tab === 'all' ? {} : { role: tab }) } });
  return (
    <PageFrame
      bar={
        <ActionBar>
          <Button icon="plus" label="添加员工" onTap={() => goTo('staffEdit')} />
        </ActionBar>
      }
    >
      <PagedList
        pages={pages}
        head={<TabStrip tabs={TABS} current={tab} onChange={setTab} />}
        keyOf={({ id }) => id}
        row={(staff) => <StaffRow staff={staff} onTap={() => goTo('staffEdit', { id: staff.id })} />}
        empty={{
          icon: 'people',
          title: tab === 'all' ? '还没有员工' : `还没有${STAFF_ROLE_ZH[tab]}`,
          text: '填上企业微信账号和角色，对方登录后马上能用。',
          action: { label: '添加员工', onTap: () => goTo('staffEdit') },
        }}
      />
    </PageFrame>
  );
}
