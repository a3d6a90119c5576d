import { Module } from '@nestjs/common';
import { CommentTelling } from './comment-telling';
import { CommentsService } from './comments.service';
import { CommunitiesController } from './communities.controller';
import { CommunitiesPresenter } from './communities.presenter';
import { CommunitiesService, CommunityLists } from './communities.service';
import { CommunityAccess } from './community-access';
import { CommunityTelling } from './community-telling';
import { CommunityUses } from './community-uses';
import { ContentCheck } from './content-check';
import { JoinRequestsService } from './join-requests.service';
import { NewsService } from './news.service';
import { CheckPicturesJob, PictureChecks } from './picture-checks';
import { PostChecks } from './post-checks';
import { PostFeed } from './post-feed';
import { PostListsService } from './post-lists.service';
import { PostsController } from './posts.controller';
import { PostsService } from './posts.service';
import { StaffActs } from './staff-acts';

@Module({
  controllers: [CommunitiesController, PostsController],
  providers: [
    CheckPicturesJob,
    CommentTelling,
    CommentsService,
    CommunitiesPresenter,
    CommunitiesService,
    CommunityAccess,
    CommunityLists,
    CommunityTelling,
    CommunityUses,
    ContentCheck,
    JoinRequestsService,
    NewsService,
    PictureChecks,
    PostChecks,
    PostFeed,
    PostListsService,
    PostsService,
    StaffActs,
  ],
  exports: [CommunityAccess, PostFeed],
})
export class CommunitiesModule {}
