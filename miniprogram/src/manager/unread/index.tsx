import type { MemberRole } from '@dianquan/shared/roles';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { ActionBar } from '@/components/action-bar';
import { Button } from '@/components/button';
import { Chips } from '@/components/chips';
import { PageFrame } from '@/components/page-frame';
import { PagedList } from '@/components/paged-list';
import { PersonRow } from '@/features/report/components/person-row';
import { saveFile } from '@/platform/files';
import { usePageId, usePageQuery } from '@/platform/navigation';
import { usePages } from '@/platform/query';
import './index.scss';

const ROLES: { key: MemberRole | 'all'; label: string }[] = [
  { key: 'all', label: '所有人' },
  { key: 'owner', label: '店主' },
  { key: 'clerk', label: '店员' },
];

/** Who has not read it, of everyone or of one shop, one salesperson, one region; each can be called. */
export default function UnreadPage() {
  const id = usePageId();
  const { shopId, staffId, regionCode, name } = usePageQuery();
  const [role, setRole] = useState<MemberRole | 'all'>('all');
  const unread = usePages('announcements.unread', {
    params: { id },
    query: {
      shopId: shopId === undefined ? undefined : Number(shopId),
      staffId: staffId === undefined ? undefined : Number(staffId),
      regionCode,
      role: role === 'all' ? undefined : role,
    },
  });
  return (
    <PageFrame
      title={name ? `${name} · 未读` : undefined}
      bar={
        !name && (
          <ActionBar>
            <Button
              icon="download"
              label="导出全部未读"
              busyLabel="正在导出…"
              onTap={() => saveFile('announcements.exportUnread', { params: { id } }, '未读名单.xlsx')}
            />
          </ActionBar>
        )
      }
    >
      <View className="unread__roles">
        <Chips options={ROLES} chosen={[role]} onChange={([key]) => key && setRole(key)} />
      </View>
      <PagedList
        pages={unread}
        keyOf={({ memberId }) => memberId}
        row={(person) => <PersonRow person={person} unread />}
        empty={{ icon: 'check', title: '都读过了', text: role === 'all' ? '这里没有人要催了。' : '换个身份看看。' }}
      />
    </PageFrame>
  );
}
