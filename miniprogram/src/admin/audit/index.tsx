import { View } from '@tarojs/components';
import { useState } from 'react';
import { PageFrame } from '@/components/page-frame';
import { PagedList } from '@/components/paged-list';
import { Select } from '@/components/select';
import { ACTION_ZH } from '@/features/admin/audit-words';
import { type Act, AuditRow } from '@/features/admin/components/audit-row';
import { AuditSheet } from '@/features/admin/components/audit-sheet';
import { useAnswer, usePages } from '@/platform/query';
import './index.scss';

const ACTIONS = [{ key: '', label: '全部操作' }, ...Object.entries(ACTION_ZH).map(([key, label]) => ({ key, label }))];
const ANYBODY = { key: 0, label: '所有人' };

/** Everything that staff did, which nobody can change afterwards. */
export default function AuditPage() {
  const [action, setAction] = useState('');
  const [staffId, setStaffId] = useState(ANYBODY.key);
  const [act, setAct] = useState<Act | null>(null);
  const staff = useAnswer('staff.list', { query: { limit: 100 } });
  const pages = usePages('audit.list', {
    query: { limit: 30, ...(action === '' ? {} : { action }), ...(staffId === ANYBODY.key ? {} : { staffId }) },
  });
  const people = [ANYBODY, ...(staff.data?.items ?? []).map(({ id, name }) => ({ key: id, label: name }))];
  return (
    <PageFrame>
      <PagedList
        pages={pages}
        head={
          <View className="audit__filters">
            <View className="audit__filter">
              <Select options={ACTIONS} chosen={action} onChange={setAction} />
            </View>
            <View className="audit__filter">
              <Select options={people} chosen={staffId} onChange={setStaffId} />
            </View>
          </View>
        }
        keyOf={({ seq }) => seq}
        row={(one) => <AuditRow act={one} onTap={() => setAct(one)} />}
        skeleton="line"
        empty={{ icon: 'shield', title: '没有这样的记录', text: '换一种操作或换个人看看。' }}
      />
      <AuditSheet act={act} onClose={() => setAct(null)} />
    </PageFrame>
  );
}
