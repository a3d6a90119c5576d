import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CatalogueModule } from '../catalogue/catalogue.module';
import { CommunitiesModule } from '../communities/communities.module';
import { Announcement } from './announcement.entity';
import { AnnouncementFiles } from './announcement-files';
import { AnnouncementListsService } from './announcement-lists.service';
import { AnnouncementPushes } from './announcement-pushes';
import { AnnouncementPushesController } from './announcement-pushes.controller';
import { AnnouncementUses } from './announcement-uses';
import { AnnouncementsController } from './announcements.controller';
import { AnnouncementsPresenter } from './announcements.presenter';
import { AnnouncementsService } from './announcements.service';
import { AudienceFollowers } from './audience-followers';
import { CallListService } from './call-list.service';
import { CallProgressService } from './call-progress.service';
import { CallTasksSchedule } from './call-tasks.schedule';
import { HomeController } from './home.controller';
import { HomeService } from './home.service';
import { HomeSources } from './home-sources';
import { InboxService } from './inbox.service';
import { MakeCallTasksJob } from './make-call-tasks.job';
import { OrderedShops } from './ordered-shops';
import { PersonalNotices } from './personal-notices';
import { PublicationService } from './publication.service';
import { PublishJob } from './publish.job';
import { ReadTrackingController } from './read-tracking.controller';
import { ReadTrackingService } from './read-tracking.service';
import { ReceiptBuffer } from './receipt-buffer';
import { RemindersService, RemindJob } from './reminders.service';
import { ReportService } from './report.service';
import { UnreadSheet } from './unread-sheet';

@Module({
  imports: [TypeOrmModule.forFeature([Announcement]), CatalogueModule, CommunitiesModule],
  controllers: [AnnouncementsController, AnnouncementPushesController, ReadTrackingController, HomeController],
  providers: [
    AnnouncementFiles,
    AnnouncementListsService,
    AnnouncementPushes,
    AnnouncementUses,
    AnnouncementsPresenter,
    AnnouncementsService,
    AudienceFollowers,
    CallListService,
    CallProgressService,
    CallTasksSchedule,
    MakeCallTasksJob,
    HomeService,
    HomeSources,
    InboxService,
    OrderedShops,
    PersonalNotices,
    PublicationService,
    PublishJob,
    ReadTrackingService,
    ReceiptBuffer,
    RemindJob,
    RemindersService,
    ReportService,
    UnreadSheet,
  ],
  exports: [OrderedShops],
})
export class AnnouncementsModule {}
