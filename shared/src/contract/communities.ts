import { z } from 'zod';
import { id, idParam, instantInput, type OperationSpec, page, pageOf, picture, text } from './operation.js';

/** Who of the audience may do something: everyone in it, owners only, or only those whom a moderator let in. */
export const COMMUNITY_RIGHTS = ['everyone', 'owners', 'approved', 'staff'] as const;
export const communityView = z.object({
  id: z.number(),
  name: z.string(),
  description: z.string(),
  rules: z.string(),
  coverUrl: z.string().nullable(),
  /** Empty = every joined shop. */
  segments: z.array(z.object({ id: z.number(), name: z.string() })),
  postRight: z.enum(COMMUNITY_RIGHTS),
  commentRight: z.enum(COMMUNITY_RIGHTS),
  moderators: z.array(z.object({ staffId: z.number(), name: z.string() })),
  shops: z.number(),
  posts: z.number(),
  archivedAt: z.string().nullable(),
  my: z.object({
    mayPost: z.boolean(),
    mayComment: z.boolean(),
    mayModerate: z.boolean(),
    joinRequest: z.enum(['none', 'waiting', 'approved', 'refused']),
  }),
});
export type CommunityView = z.infer<typeof communityView>;

export const postView = z.object({
  id: z.number(),
  communityId: z.number(),
  communityName: z.string(),
  author: z.object({
    kind: z.enum(['staff', 'member']),
    id: z.number(),
    name: z.string(),
    shopName: z.string().nullable(),
    avatarUrl: z.string().nullable(),
  }),
  text: z.string(),
  pictures: z.array(picture),
  createdAt: z.string(),
  pinned: z.boolean(),
  likes: z.number(),
  comments: z.number(),
  views: z.number(),
  liked: z.boolean(),
  isMine: z.boolean(),
  state: z.enum(['visible', 'checking', 'refused', 'removed']),
  refusal: z.string().nullable(),
});
export type PostView = z.infer<typeof postView>;
export const commentView = z.object({
  id: z.number(),
  postId: z.number(),
  author: postView.shape.author,
  text: z.string(),
  createdAt: z.string(),
  replyTo: z.object({ id: z.number(), name: z.string() }).nullable(),
  isMine: z.boolean(),
  state: z.enum(['visible', 'checking', 'refused', 'removed']),
  refusal: z.string().nullable(),
});
export type CommentView = z.infer<typeof commentView>;
const fields = {
  name: text(20),
  description: text(200, 0),
  rules: text(2000, 0),
  coverFileId: id.nullable(),
  segmentIds: z.array(id).max(50),
  postRight: z.enum(COMMUNITY_RIGHTS),
  commentRight: z.enum(COMMUNITY_RIGHTS),
  moderatorStaffIds: z.array(id).max(50),
};
const joinRequest = z.object({
  memberId: z.number(),
  name: z.string(),
  shopName: z.string(),
  reason: z.string(),
  state: z.enum(['waiting', 'approved', 'refused']),
  requestedAt: z.string(),
});

export const communityOperations = {
  'communities.create': {
    summary: 'Open a community',
    body: z.object(fields).partial().extend({ name: fields.name }),
    answer: communityView,
  },
  'communities.list': { summary: 'Communities that I may see', query: page, answer: pageOf(communityView) },
  'communities.get': { summary: 'One community', params: idParam, answer: communityView },
  'communities.update': {
    summary: 'Change or archive a community',
    params: idParam,
    body: z.object(fields).partial().extend({ archived: z.boolean().optional() }),
    answer: communityView,
  },
  'communities.requestToJoin': {
    summary: 'Ask to be let in to post and comment',
    params: idParam,
    body: z.object({ reason: text(100, 0).default('') }),
    answer: communityView,
  },
  'communities.joinRequests': {
    summary: 'Who asks to be let in (moderators)',
    params: idParam,
    query: page.extend({ state: z.enum(['waiting', 'approved', 'refused']).default('waiting') }),
    answer: pageOf(joinRequest),
  },
  'communities.decideJoinRequest': {
    summary: 'Let in or refuse',
    params: z.object({ id, memberId: id }),
    body: z.object({ approve: z.boolean() }),
    answer: joinRequest,
  },
  'communities.news': {
    summary: 'How many new posts by community since an instant',
    query: z.object({ since: instantInput }),
    answer: z.object({ total: z.number(), byCommunity: z.array(z.object({ communityId: z.number(), posts: z.number() })) }),
  },
  'posts.create': {
    summary: 'Post; others see it after the content check',
    idempotent: 'optional',
    params: z.object({ communityId: id }),
    body: z
      .object({ text: text(2000, 0), fileIds: z.array(id).max(9).default([]) })
      .refine((b) => b.text.length > 0 || b.fileIds.length > 0, { message: 'text or pictures', path: ['text'] }),
    answer: postView,
    errors: ['content_refused', 'community_closed', 'too_many_pictures', 'platform_unavailable'],
  },
  'posts.list': {
    summary: "A community's posts, pinned first, then newest first",
    params: z.object({ communityId: id }),
    query: page,
    answer: pageOf(postView),
  },
  'posts.own': {
    summary: 'My posts, also those that are being checked or were refused, with the reason',
    query: page,
    answer: pageOf(postView),
  },
  'posts.get': { summary: 'One post; counts as a view', params: idParam, answer: postView },
  'posts.remove': {
    summary: "Remove my post, or as moderator anyone's with a reason",
    params: idParam,
    body: z.object({ reason: text(100).optional() }).default({}),
    answer: null,
  },
  'posts.pin': { summary: 'Pin (moderators)', params: idParam, answer: postView },
  'posts.unpin': { summary: 'Unpin (moderators)', params: idParam, answer: postView },
  'posts.like': { summary: 'Like, once', params: idParam, answer: z.object({ likes: z.number(), liked: z.boolean() }) },
  'posts.unlike': { summary: 'Take my like back', params: idParam, answer: z.object({ likes: z.number(), liked: z.boolean() }) },
  'posts.comment': {
    summary: 'Comment or reply',
    params: idParam,
    body: z.object({ text: text(500), replyToId: id.optional() }),
    answer: commentView,
    errors: ['content_refused', 'community_closed', 'platform_unavailable'],
  },
  'posts.comments': { summary: 'Comments, oldest first', params: idParam, query: page, answer: pageOf(commentView) },
  'posts.removeComment': {
    summary: "Remove my comment, or as moderator anyone's with a reason",
    params: idParam,
    body: z.object({ reason: text(100).optional() }).default({}),
    answer: null,
  },
  'posts.viewers': {
    summary: 'Who viewed (moderators)',
    params: idParam,
    query: page,
    answer: pageOf(
      z.object({ name: z.string(), shopName: z.string().nullable(), viewedAt: z.string(), kind: z.enum(['staff', 'member']) }),
    ),
  },
} as const satisfies Record<string, OperationSpec>;
