import { shortCountText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import { Avatar } from '@/components/avatar';
import { Icon } from '@/components/icon';
import { PictureGrid } from '@/components/picture-grid';
import { Tag } from '@/components/tag';
import { Time } from '@/components/time';
import type { Item } from '@/platform/contract';
import './cards.scss';

type Post = Item<'posts.list'>;
type Props = { post: Post; onTap?: () => void; onLike?: () => void; whole?: boolean };

/** A post as the feed shows it; `whole` on its own page. */
export function PostCard({ post, onTap, onLike, whole = false }: Props) {
  return (
    <View className="feed-card" onClick={onTap}>
      <View className="feed-card__author">
        <Avatar url={post.author.avatarUrl} name={post.author.name} size={80} />
        <View className="feed-card__who">
          <View className="feed-card__name">{post.author.name}</View>
          <View className="feed-card__shop">{post.author.shopName ?? '供应商'}</View>
        </View>
        {post.pinned && <Tag tone="amber">置顶</Tag>}
        <Time at={post.createdAt} className="feed-card__time" />
      </View>
      {post.state === 'checking' && <View className="feed-card__state">内容检查中，通过后大家才能看到</View>}
      {post.state === 'refused' && (
        <View className="feed-card__state feed-card__state--refused">未通过：{post.refusal ?? '含有违规内容'}</View>
      )}
      {post.text !== '' && <View className={whole ? 'feed-card__text feed-card__text--whole' : 'feed-card__text'}>{post.text}</View>}
      {post.pictures.length > 0 && (
        <View className="feed-card__picture">
          <PictureGrid pictures={post.pictures} />
        </View>
      )}
      <View className="feed-card__counts">
        <View
          className={post.liked ? 'feed-card__count feed-card__count--on' : 'feed-card__count'}
          ariaRole="button"
          ariaLabel={post.liked ? '取消赞' : '赞'}
          onClick={
            onLike
              ? (event) => {
                  event.stopPropagation();
                  onLike();
                }
              : undefined
          }
        >
          <Icon name="heart" size={36} colour={post.liked ? 'pine' : 'secondary'} filled={post.liked} />
          {post.likes > 0 ? shortCountText(post.likes) : '赞'}
        </View>
        <View className="feed-card__count">
          <Icon name="comment" size={36} colour="secondary" />
          {post.comments > 0 ? shortCountText(post.comments) : '评论'}
        </View>
        <View className="feed-card__count feed-card__count--last">{shortCountText(post.views)} 次浏览</View>
      </View>
    </View>
  );
}
