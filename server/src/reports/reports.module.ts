import { Module } from '@nestjs/common';
import { AnnouncementsModule } from '../announcements/announcements.module';
import { CatalogueModule } from '../catalogue/catalogue.module';
import { OverviewService } from './overview.service';
import { ReachService } from './reach.service';
import { ReportsController } from './reports.controller';
import { SalesService } from './sales.service';

@Module({
  imports: [AnnouncementsModule, CatalogueModule],
  controllers: [ReportsController],
  providers: [OverviewService, ReachService, SalesService],
})
export class ReportsModule {}
