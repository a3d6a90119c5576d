import type { Community, Member, Staff } from './types';

export type Author = { staff: Staff; member: null } | { staff: null; member: Member };
export type Mark = { accountId: number; name: string; at: number };
export type Post = {
  id: number;
  community: Community;
  author: Author;
  body: string;
  pictures: string[];
  createdAt: number;
  pinnedAt: number | null;
  views: Mark[];
  likes: Mark[];
  comments: Comment[];
};
export type Comment = { id: number; author: Author; body: string; replyTo: Comment | null; createdAt: number };
