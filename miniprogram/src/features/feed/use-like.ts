import type { Item } from '@/platform/contract';
import { invalidate, putAnswer, putItems, queryClient } from '@/platform/query';
import { call } from '@/platform/request';
import { toastError } from '@/platform/toast';

type Post = Item<'posts.list'>;
type KeptHome = { pages: { items: { kind: string; post?: Post }[] }[] };

/** Shows at once; a failure puts it back. */
export async function toggleLike(post: Post): Promise<void> {
  const liked = !post.liked;
  show(post.id, liked, post.likes + (liked ? 1 : -1));
  try {
    const answer = await call(liked ? 'posts.like' : 'posts.unlike', { params: { id: post.id } });
    show(post.id, answer.liked, answer.likes);
  } catch (error) {
    show(post.id, post.liked, post.likes);
    toastError(error);
  }
}

function show(id: number, liked: boolean, likes: number): void {
  const change = (post: Post): Post => (post.id === id ? { ...post, liked, likes } : post);
  putItems('posts.list', change);
  putAnswer('posts.get', { params: { id } }, change);
  queryClient.setQueriesData<KeptHome>(
    { queryKey: ['home.get'] },
    (old) =>
      old && {
        ...old,
        pages: old.pages.map((page) => ({
          ...page,
          items: page.items.map((item) => (item.post ? { ...item, post: change(item.post) } : item)),
        })),
      },
  );
}

export function refreshFeeds(): void {
  for (const id of ['home.get', 'posts.list', 'posts.own'] as const) void invalidate(id);
}
