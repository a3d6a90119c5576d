import { countText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { ActionBar } from '@/components/action-bar';
import { AnswerView } from '@/components/answer-view';
import { Button } from '@/components/button';
import { LinkText } from '@/components/link-text';
import { PageFrame } from '@/components/page-frame';
import { PagedList } from '@/components/paged-list';
import { Sheet } from '@/components/sheet';
import { PostCard } from '@/features/feed/components/post-card';
import { toggleLike } from '@/features/feed/use-like';
import { goTo, usePageId } from '@/platform/navigation';
import { useAnswer, useCommand, usePages } from '@/platform/query';
import { useShareCard } from '@/platform/share';
import { toast } from '@/platform/toast';
import './index.scss';

export default function CommunityPage() {
  const id = usePageId();
  const answer = useAnswer('communities.get', { params: { id } });
  const posts = usePages('posts.list', { params: { communityId: id } });
  const ask = useCommand('communities.requestToJoin', { refresh: ['communities.get'], onDone: () => toast('已申请，等版主处理') });
  const [rules, setRules] = useState(false);
  const community = answer.data;
  useShareCard(() => ({
    title: community ? `来「${community.name}」看看` : '店圈社区',
    page: 'community',
    query: { id },
    picture: community?.coverUrl,
  }));
  const my = community?.my;
  const bar = my?.mayPost ? (
    <ActionBar>
      <Button icon="edit" label="发动态" onTap={() => goTo('composePost', { communityId: id })} />
    </ActionBar>
  ) : (
    my?.joinRequest === 'none' &&
    community?.postRight === 'approved' && (
      <ActionBar note="通过后可以发动态和评论">
        <Button label="申请加入" onTap={() => ask.mutateAsync({ params: { id }, body: { reason: '' } })} />
      </ActionBar>
    )
  );
  return (
    <PageFrame title={community?.name} bar={bar}>
      <AnswerView answer={answer} skeleton="card">
        {(data) => (
          <PagedList
            pages={posts}
            skeleton="card"
            keyOf={(post) => post.id}
            head={
              <View className="community__head">
                {data.description !== '' && <View className="community__text">{data.description}</View>}
                <View className="community__figures">
                  {countText(data.shops)} 家门店 · {countText(data.posts)} 条动态
                  {data.rules !== '' && <LinkText label="版规" onTap={() => setRules(true)} />}
                </View>
                {data.my.joinRequest === 'waiting' && <View className="community__text">您的申请在等版主处理</View>}
              </View>
            }
            row={(post) => <PostCard post={post} onTap={() => goTo('post', { id: post.id })} onLike={() => void toggleLike(post)} />}
            empty={{ icon: 'comment', title: '还没有动态', text: '发第一条：店里的新陈列、好卖的货、遇到的问题都可以。' }}
          />
        )}
      </AnswerView>
      <Sheet open={rules} onClose={() => setRules(false)} title="版规">
        <View className="community__rules">{community?.rules}</View>
      </Sheet>
    </PageFrame>
  );
}
