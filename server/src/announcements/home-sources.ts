import { Injectable } from '@nestjs/common';
import { CommunityAccess } from '../communities/community-access';
import { PostFeed } from '../communities/post-feed';
import { InboxItems } from '../delivery/inbox-items';

/** What the first screen draws on from the rooms below. */
@Injectable()
export class HomeSources {
  constructor(
    readonly access: CommunityAccess,
    readonly feed: PostFeed,
    readonly inbox: InboxItems,
  ) {}
}
