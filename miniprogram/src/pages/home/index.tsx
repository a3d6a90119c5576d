import { View } from '@tarojs/components';
import Taro, { useTabItemTap } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { NoticeStrip } from '@/components/notice-strip';
import { PageFrame } from '@/components/page-frame';
import { PagedList } from '@/components/paged-list';
import { Row } from '@/components/row';
import { TabStrip } from '@/components/tab-strip';
import { NoticeCard } from '@/features/feed/components/notice-card';
import { PostCard } from '@/features/feed/components/post-card';
import { type HomeItem, useHome, useNews } from '@/features/feed/use-home';
import { toggleLike } from '@/features/feed/use-like';
import { showUnread } from '@/features/inbox/badge';
import { rememberedInvitation } from '@/features/join/invitation-memory';
import { useSignedIn } from '@/features/session/use-actor';
import { goTo } from '@/platform/navigation';
import './index.scss';

/** What is new, in one request. */
export default function HomePage() {
  const { actor } = useSignedIn();
  const [tab, setTab] = useState('all');
  const home = useHome(tab);
  const { head } = home;
  const news = useNews(head?.serverTime);
  const unread = head?.unread;
  useEffect(() => {
    if (unread !== undefined) showUnread(unread);
  }, [unread]);
  const isGuest = actor !== null && !actor.staff && !actor.member;
  const tabs = [
    { key: 'all', label: '全部' },
    { key: 'notices', label: '公告' },
    ...(head?.communities ?? []).map(({ id, name }) => ({ key: `community:${id}`, label: name })),
  ];
  const community = head?.communities.find(({ id }) => tab === `community:${id}`);
  const showNews = () => {
    void home.refresh();
    void Taro.pageScrollTo({ scrollTop: 0, duration: 150 });
  };
  // Where everybody taps who wants to know whether something has come.
  useTabItemTap(() => void home.refresh());
  return (
    <PageFrame>
      {!isGuest && <TabStrip tabs={tabs} current={tab} onChange={setTab} />}
      {news > 0 && (
        <View className="home__news" onClick={showNews}>
          {news} 条新消息
        </View>
      )}
      <PagedList
        pages={home}
        skeleton="card"
        keyOf={(item) => (item.kind === 'notice' ? `n${item.notice.id}` : `p${item.post.id}`)}
        head={
          head && (
            <>
              <Waiting waiting={head.waiting} />
              {community && (
                <Row
                  icon="edit"
                  title={`去${community.name}`}
                  text="发动态，看版规"
                  onTap={() => goTo('community', { id: community.id })}
                />
              )}
            </>
          )
        }
        row={(item) => <HomeCard item={item} />}
        empty={
          isGuest ? (
            <GuestFace />
          ) : (
            {
              icon: 'inbox',
              title: '还没有新消息',
              text: '公告和动态会出现在这里，下拉可以刷新。',
              action: { label: '刷新', onTap: home.refresh },
            }
          )
        }
      />
      <View className="home__end" />
    </PageFrame>
  );
}

function HomeCard({ item }: { item: HomeItem }) {
  if (item.kind === 'notice') return <NoticeCard notice={item.notice} onTap={() => goTo('announcement', { id: item.notice.id })} />;
  return <PostCard post={item.post} onTap={() => goTo('post', { id: item.post.id })} onLike={() => void toggleLike(item.post)} />;
}

function Waiting({ waiting }: { waiting: { acknowledge: number; firstAnnouncementId: number | null } }) {
  if (waiting.acknowledge === 0) return null;
  const open = () => waiting.firstAnnouncementId !== null && goTo('announcement', { id: waiting.firstAnnouncementId });
  return (
    <NoticeStrip icon="megaphone" onTap={open}>
      待确认 {waiting.acknowledge}：看完后请在公告里确认
    </NoticeStrip>
  );
}

/** Somebody who is in no shop yet: an invitation in hand is the next step, without one the way to get it. */
function GuestFace() {
  const code = rememberedInvitation();
  return (
    <View className="home__guest">
      <View className="home__guest-title">{code ? '还差一步就加入了' : '欢迎来到店圈'}</View>
      <View className="home__guest-text">
        {code ? '继续刚才的邀请，核对门店后就能看到公告和动态。' : '请让供应商的业务员出示邀请码，用微信扫一扫就能加入，不用安装。'}
      </View>
      {code && (
        <View className="home__guest-go" ariaRole="button" onClick={() => goTo('join', { code })}>
          继续加入
        </View>
      )}
    </View>
  );
}
