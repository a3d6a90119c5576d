import type { Row } from '../rows';
import type { JoinRequest } from '../story/communities';
import type { FileShelf } from '../story/files';
import { type Story, staffByKey } from '../story/types';
import type { Author, Comment, Post } from '../story/written';

type Tables =
  | 'community'
  | 'community_segment'
  | 'community_moderator'
  | 'community_join_request'
  | 'post'
  | 'post_comment'
  | 'post_like'
  | 'post_view';

export function communityRows(story: Story, posts: Post[], requests: JoinRequest[], shelf: FileShelf): Record<Tables, Row[]> {
  const { communities, segments, staff } = story;
  const admin = staffByKey(staff, 'admin').account;
  const comments: { post: Post; comment: Comment }[] = posts
    .flatMap((post) => post.comments.map((comment) => ({ post, comment })))
    .sort((a, b) => a.comment.createdAt - b.comment.createdAt);
  comments.forEach(({ comment }, index) => {
    comment.id = index + 1;
  });
  return {
    community: communities.map(({ id, content, createdAt }) => ({
      id,
      name: content.name,
      description: content.description,
      rules: content.rules,
      cover_file_id: shelf.hang(content.cover, { kind: 'community', id, ownerAccountId: admin.id, at: createdAt }).id,
      post_right: content.postRight,
      comment_right: content.commentRight,
      posts: posts.filter((post) => post.community.id === id).length,
      created_at: createdAt,
      updated_at: createdAt,
      archived_at: null,
    })),
    community_segment: communities.flatMap(({ id, content }) =>
      content.segments.map((key) => ({ community_id: id, segment_id: segments.find((one) => one.content.key === key)!.id })),
    ),
    community_moderator: communities.flatMap(({ id, content }) =>
      content.moderators.map((key) => ({ community_id: id, staff_id: staffByKey(staff, key).id })),
    ),
    community_join_request: requests.map((one) => ({
      community_id: one.community.id,
      member_id: one.member.id,
      reason: one.reason,
      state: one.state,
      requested_at: one.requestedAt,
      decided_at: one.decidedAt,
      decided_by_account_id: one.decidedBy?.account.id ?? null,
    })),
    post: posts.map((post) => postRow(post, shelf)),
    post_comment: comments.map(({ post, comment }) => ({
      id: comment.id,
      post_id: post.id,
      ...authorOf(comment.author),
      reply_to_id: comment.replyTo?.id ?? null,
      body: comment.body,
      state: 'visible',
      refusal: null,
      created_at: comment.createdAt,
      removed_at: null,
      removed_by_account_id: null,
    })),
    post_like: posts.flatMap((post) => post.likes.map(({ accountId, at }) => ({ post_id: post.id, account_id: accountId, at }))),
    post_view: posts.flatMap((post) => post.views.map(({ accountId, at }) => ({ post_id: post.id, account_id: accountId, at }))),
  };
}

function postRow(post: Post, shelf: FileShelf): Row {
  const author = authorOf(post.author);
  const on = { kind: 'post', id: post.id, ownerAccountId: author.author_account_id, at: post.createdAt - 30_000 } as const;
  const pictures = post.pictures.map((key) => shelf.hang(key, on)).map(({ id, width, height }) => ({ id, width, height }));
  return {
    id: post.id,
    community_id: post.community.id,
    ...author,
    body: post.body,
    pictures: JSON.stringify(pictures),
    state: 'visible',
    refusal: null,
    pinned_at: post.pinnedAt,
    likes: post.likes.length,
    comments: post.comments.length,
    views: post.views.length,
    created_at: post.createdAt,
    visible_at: post.createdAt,
    removed_at: null,
    removed_by_account_id: null,
  };
}

function authorOf({ staff, member }: Author): { author_account_id: number; staff_id: number | null; member_id: number | null } {
  const account = staff?.account ?? member?.account;
  if (!account) throw new Error('nobody wrote it');
  return { author_account_id: account.id, staff_id: staff?.id ?? null, member_id: member?.id ?? null };
}
