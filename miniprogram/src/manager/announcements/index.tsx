import type { AnnouncementRow } from '@dianquan/shared/contract/announcements';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { ActionBar } from '@/components/action-bar';
import { Button } from '@/components/button';
import { LinkText } from '@/components/link-text';
import { PageFrame } from '@/components/page-frame';
import { PagedList } from '@/components/paged-list';
import { SwipeRow } from '@/components/swipe-row';
import { TabStrip } from '@/components/tab-strip';
import { AnnouncementLine } from '@/features/report/components/announcement-line';
import { hasRole, useActor } from '@/features/session/use-actor';
import { goTo } from '@/platform/navigation';
import { useCommand, usePages } from '@/platform/query';
import { confirm, toast, toastError } from '@/platform/toast';
import './index.scss';

const TABS = [
  { key: 'all', label: '全部' },
  { key: 'published', label: '已发布' },
  { key: 'draft', label: '草稿' },
  { key: 'scheduled', label: '已定时' },
  { key: 'withdrawn', label: '已撤回' },
] as const;
type Tab = (typeof TABS)[number]['key'];
const EMPTY: Record<Tab, string> = {
  all: '写第一条公告，发给该看的门店，谁看了、谁没看都清清楚楚。',
  published: '发布过的公告会在这里，点开看阅读报告。',
  draft: '写到一半的公告会自己存在这里。',
  scheduled: '定好时间、还没到点的公告会在这里。',
  withdrawn: '撤回过的公告会留在这里备查。',
};

export default function AnnouncementsPage() {
  const actor = useActor();
  const [tab, setTab] = useState<Tab>('all');
  const list = usePages('announcements.list', { query: { state: tab === 'all' ? undefined : tab } });
  const mayWrite = hasRole(actor, 'manager', 'admin');
  const mayReport = hasRole(actor, 'manager', 'office', 'admin');
  const write = { label: '写公告', onTap: () => goTo('composeAnnouncement') };
  const openRow = ({ id, state }: AnnouncementRow) => {
    if (state === 'draft' || state === 'scheduled') goTo(mayWrite ? 'composeAnnouncement' : 'announcement', { id });
    else goTo(mayReport ? 'report' : 'announcement', { id });
  };
  const discard = useCommand('announcements.discard', {
    refresh: ['announcements.list'],
    onDone: () => toast('草稿已删除'),
    onError: toastError,
  });
  const askToDiscard = async ({ id, title }: AnnouncementRow) => {
    const loses = '写好的内容、图片和附件会一起删除，不能恢复。';
    if (await confirm({ title: `删除草稿“${title.slice(0, 12)}”？`, loses, action: '删除' })) discard.mutate({ params: { id } });
  };
  const line = (row: AnnouncementRow) => <AnnouncementLine row={row} onTap={() => openRow(row)} />;
  const draftLine = (row: AnnouncementRow) => (
    <SwipeRow action="删除草稿" onAction={() => void askToDiscard(row)}>
      {line(row)}
      <View className="announcements__discard">
        <LinkText label="删除草稿" onTap={() => void askToDiscard(row)} />
      </View>
    </SwipeRow>
  );
  return (
    <PageFrame
      bar={
        mayWrite && (
          <ActionBar>
            <Button icon="edit" {...write} />
          </ActionBar>
        )
      }
    >
      {mayReport && <TabStrip tabs={[...TABS]} current={tab} onChange={setTab} />}
      <PagedList
        pages={list}
        skeleton="line"
        keyOf={({ id }) => id}
        row={(row) => (row.state === 'draft' && mayWrite ? draftLine(row) : line(row))}
        empty={{
          icon: 'megaphone',
          title: tab === 'all' ? '还没有公告' : '这里还是空的',
          text: EMPTY[tab],
          action: mayWrite ? write : undefined,
        }}
      />
    </PageFrame>
  );
}
