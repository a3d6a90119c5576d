import { View } from '@tarojs/components';
import { Avatar } from '@/components/avatar';
import { Time } from '@/components/time';
import type { Item } from '@/platform/contract';
import './comment-list.scss';

type Comment = Item<'posts.comments'>;

export function CommentRow({
  comment,
  mayRemove,
  onReply,
  onRemove,
}: {
  comment: Comment;
  mayRemove: boolean;
  onReply: () => void;
  onRemove: () => void;
}) {
  return (
    <View className="comment-row">
      <Avatar url={comment.author.avatarUrl} name={comment.author.name} size={64} />
      <View className="comment-row__body" onClick={onReply}>
        <View className="comment-row__who">
          {comment.author.name}
          {comment.author.shopName ? ` · ${comment.author.shopName}` : ''}
        </View>
        <View className="comment-row__text">
          {comment.replyTo && `回复 ${comment.replyTo.name}：`}
          {comment.text}
        </View>
        <View className="comment-row__foot">
          <Time at={comment.createdAt} />
          {mayRemove && (
            <View
              className="comment-row__remove"
              ariaRole="button"
              onClick={(event) => {
                event.stopPropagation();
                onRemove();
              }}
            >
              删除
            </View>
          )}
        </View>
      </View>
    </View>
  );
}
