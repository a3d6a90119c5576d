import { dayHeading } from '@dianquan/shared/time-text';
import { View } from '@tarojs/components';
import { useEffect } from 'react';
import { LinkText } from '@/components/link-text';
import { PageFrame } from '@/components/page-frame';
import { PagedList } from '@/components/paged-list';
import { TellMe } from '@/features/delivery/components/tell-me';
import { markAllRead, markOneRead, useInboxCount } from '@/features/inbox/api';
import { showUnread } from '@/features/inbox/badge';
import { InboxRow } from '@/features/inbox/components/inbox-row';
import { clockNow } from '@/platform/clock';
import { open } from '@/platform/navigation';
import { usePages } from '@/platform/query';
import './index.scss';

/** What reached me, by day. Being listed is not being read: opening it is, or a swipe. */
export default function InboxPage() {
  const pages = usePages('inbox.list');
  const count = useInboxCount();
  const unread = count.data?.unread ?? 0;
  useEffect(() => showUnread(unread), [unread]);
  const now = clockNow();
  return (
    <PageFrame>
      <PagedList
        pages={pages}
        keyOf={(item) => item.key}
        head={
          <>
            <TellMe use="announcement" label="有新公告通知我" />
            {unread > 0 && (
              <View className="inbox__head">
                <View>{unread} 条未读</View>
                <LinkText label="全部标为已读" onTap={() => void markAllRead()} />
              </View>
            )}
          </>
        }
        row={(item, at, items) => {
          const day = dayHeading(item.at, now);
          const before = items[at - 1];
          return (
            <>
              {(!before || dayHeading(before.at, now) !== day) && <View className="inbox__day">{day}</View>}
              <InboxRow item={item} onOpen={() => open(item.page)} onRead={() => markOneRead(item)} />
            </>
          );
        }}
        empty={{ icon: 'inbox', title: '收件箱是空的', text: '公告、评论和成员申请会送到这里。' }}
      />
    </PageFrame>
  );
}
