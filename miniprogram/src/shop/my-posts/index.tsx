import { PageFrame } from '@/components/page-frame';
import { PagedList } from '@/components/paged-list';
import { PostCard } from '@/features/feed/components/post-card';
import { goTo } from '@/platform/navigation';
import { usePages } from '@/platform/query';

/** Mine, also what is being checked or was refused, with the reason. */
export default function MyPostsPage() {
  const posts = usePages('posts.own');
  return (
    <PageFrame>
      <PagedList
        pages={posts}
        skeleton="card"
        keyOf={(post) => post.id}
        row={(post) => <PostCard post={post} onTap={() => goTo('post', { id: post.id })} />}
        empty={{
          icon: 'edit',
          title: '还没有发过动态',
          text: '到首页的社区里发一条，同行都能看到。',
          action: { label: '去首页', onTap: () => goTo('home') },
        }}
      />
    </PageFrame>
  );
}
