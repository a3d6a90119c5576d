import type { Actor } from '../platform/http/actor';

/** Somebody wrote below a post. `replyToAccountId` when it answers a comment. */
export class PostCommented {
  constructor(
    readonly postId: number,
    readonly commentId: number,
    readonly by: Actor,
    readonly postAuthorAccountId: number,
    readonly replyToAccountId: number | null,
    readonly text: string,
  ) {}
}

export class PostLiked {
  constructor(
    readonly postId: number,
    readonly by: Actor,
    readonly postAuthorAccountId: number,
    readonly excerpt: string,
  ) {}
}

/** The content check or a moderator took something away from its author. */
export class ContentRefused {
  constructor(
    readonly authorAccountId: number,
    readonly subject: string,
    readonly excerpt: string,
    readonly reason: string,
    readonly page: string,
  ) {}
}

export class JoinRequested {
  constructor(
    readonly communityId: number,
    readonly communityName: string,
    readonly memberId: number,
    readonly by: Actor,
    readonly moderatorAccountIds: number[],
  ) {}
}

export class JoinDecided {
  constructor(
    readonly communityId: number,
    readonly communityName: string,
    readonly memberId: number,
    readonly accountId: number,
    readonly approved: boolean,
    readonly at: number,
  ) {}
}
