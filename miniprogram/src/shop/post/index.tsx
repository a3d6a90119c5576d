import { View } from '@tarojs/components';
import { useState } from 'react';
import { AnswerView } from '@/components/answer-view';
import { LinkText } from '@/components/link-text';
import { PageFrame } from '@/components/page-frame';
import { PagedList } from '@/components/paged-list';
import { ShareButton } from '@/components/share-button';
import { OrderSetBlock } from '@/features/catalogue/components/order-set';
import { CommentBar } from '@/features/community/components/comment-bar';
import { CommentRow } from '@/features/community/components/comment-list';
import { RemoveSheet, ViewersSheet } from '@/features/community/components/moderation';
import { PostCard } from '@/features/feed/components/post-card';
import { refreshFeeds, toggleLike } from '@/features/feed/use-like';
import { intend } from '@/features/orders/intent';
import { useIntoCart } from '@/features/orders/use-into-cart';
import { hasRole, useActor } from '@/features/session/use-actor';
import { useBuyer } from '@/features/session/use-buyer';
import { back, goTo, usePageId } from '@/platform/navigation';
import { invalidate, useAnswer, useCommand, usePages } from '@/platform/query';
import { useShareCard } from '@/platform/share';
import { confirm } from '@/platform/toast';
import './index.scss';

export default function PostPage() {
  const id = usePageId();
  const answer = useAnswer('posts.get', { params: { id } });
  const post = answer.data;
  const { buyer } = useBuyer();
  const mayOffer = hasRole(useActor(), 'manager', 'office', 'admin');
  const intoCart = useIntoCart(buyer?.query ?? {}, () => goTo('cart', buyer?.query));
  const community = useAnswer('communities.get', { params: { id: post?.communityId ?? 0 } }, { enabled: post !== undefined });
  const comments = usePages('posts.comments', { params: { id } });
  const remove = useCommand('posts.remove', { onDone: refreshFeeds });
  const removeComment = useCommand('posts.removeComment', { refresh: ['posts.comments', 'posts.get'] });
  const pin = useCommand(post?.pinned ? 'posts.unpin' : 'posts.pin', { refresh: ['posts.get', 'posts.list', 'home.get'] });
  const [replyTo, setReplyTo] = useState<{ id: number; name: string } | null>(null);
  const [sheet, setSheet] = useState<'remove' | 'viewers' | null>(null);
  const my = community.data?.my;
  const card = () => ({
    title: post?.text.slice(0, 30) || '来自社区的动态',
    page: 'post' as const,
    query: { id },
    picture: post?.pictures[0]?.url,
  });
  useShareCard(card);

  const removeOwn = async () => {
    if (!(await confirm({ title: '删除这条动态？', loses: '赞和评论会一起消失。', action: '删除', danger: true }))) return;
    await remove.mutateAsync({ params: { id } });
    back();
  };
  const moderate = async (reason: string) => {
    await remove.mutateAsync({ params: { id }, body: { reason } });
    back();
  };
  return (
    <PageFrame
      title={community.data?.name}
      bar={my?.mayComment && post?.state === 'visible' && <CommentBar postId={id} replyTo={replyTo} onSent={() => setReplyTo(null)} />}
    >
      <AnswerView answer={answer} skeleton="document">
        {(data) => (
          <>
            <PostCard post={data} whole onLike={() => void toggleLike(data)} />
            {buyer && (
              <OrderSetBlock
                kind="post"
                subjectId={id}
                query={buyer.query}
                mayOrder={buyer.mayOrder}
                onOpen={(productId) => goTo('product', { id: productId })}
                onCart={intoCart}
                onOrder={(lines) => {
                  intend(buyer.shopId ?? 0, { lines, source: { kind: 'post', id }, clearCart: false });
                  goTo('checkout', buyer.query);
                }}
              />
            )}
            <View className="post__acts">
              <ShareButton label="转发给好友" kind="quiet" size="small" card={card} />
              {mayOffer && data.state === 'visible' && <LinkText label="能订的货" onTap={() => goTo('orderSet', { kind: 'post', id })} />}
              {my?.mayModerate && <LinkText label={`${data.views} 人看过`} onTap={() => setSheet('viewers')} />}
              {my?.mayModerate && <LinkText label={data.pinned ? '取消置顶' : '置顶'} onTap={() => pin.mutate({ params: { id } })} />}
              {data.isMine ? (
                <LinkText label="删除" onTap={() => void removeOwn()} />
              ) : (
                my?.mayModerate && <LinkText label="移除" onTap={() => setSheet('remove')} />
              )}
            </View>
            <PagedList
              pages={comments}
              keyOf={(comment) => comment.id}
              row={(comment) => (
                <CommentRow
                  comment={comment}
                  mayRemove={comment.isMine || my?.mayModerate === true}
                  onReply={() => setReplyTo({ id: comment.id, name: comment.author.name })}
                  onRemove={() => void removeComment.mutateAsync({ params: { id: comment.id } }).then(() => invalidate('posts.comments'))}
                />
              )}
              empty={<View className="post__empty">还没有评论，来说第一句</View>}
            />
          </>
        )}
      </AnswerView>
      {sheet === 'remove' && <RemoveSheet onRemove={moderate} onClose={() => setSheet(null)} />}
      {sheet === 'viewers' && <ViewersSheet postId={id} onClose={() => setSheet(null)} />}
    </PageFrame>
  );
}
