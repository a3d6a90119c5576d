import { Input, View } from '@tarojs/components';
import { useState } from 'react';
import { ApiError } from '@/platform/api-error';
import { useCommand } from '@/platform/query';
import { toast, toastError } from '@/platform/toast';
import './comment-bar.scss';

type Props = { postId: number; replyTo: { id: number; name: string } | null; onSent: () => void };

/** What was written stays when it is refused or the network fails. */
export function CommentBar({ postId, replyTo, onSent }: Props) {
  const [text, setText] = useState('');
  const comment = useCommand('posts.comment', { refresh: ['posts.comments', 'posts.get', 'home.get'] });
  const send = async () => {
    const words = text.trim();
    if (words === '' || comment.isPending) return;
    try {
      await comment.mutateAsync({ params: { id: postId }, body: { text: words, ...(replyTo ? { replyToId: replyTo.id } : {}) } });
      setText('');
      onSent();
    } catch (error) {
      if (error instanceof ApiError && error.code === 'content_refused') toast(`未发出：${reasonOf(error)}`);
      else toastError(error);
    }
  };
  return (
    <View className="comment-bar">
      <Input
        className="comment-bar__input"
        value={text}
        maxlength={500}
        placeholder={replyTo ? `回复 ${replyTo.name}` : '说点什么'}
        confirmType="send"
        cursorSpacing={20}
        onInput={(event) => setText(event.detail.value)}
        onConfirm={() => void send()}
      />
      <View
        className={text.trim() === '' ? 'comment-bar__send comment-bar__send--off' : 'comment-bar__send'}
        ariaRole="button"
        onClick={() => void send()}
      >
        评论
      </View>
    </View>
  );
}

export function reasonOf(error: ApiError): string {
  const { details } = error;
  return typeof details === 'object' && details !== null && 'reason' in details ? String(details.reason) : error.message;
}
