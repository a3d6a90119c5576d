import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { AnnouncementsModule } from './announcements/announcements.module';
import { CatalogueModule } from './catalogue/catalogue.module';
import { CommunitiesModule } from './communities/communities.module';
import { DeliveryModule } from './delivery/delivery.module';
import { InvitationsModule } from './invitations/invitations.module';
import { MembersModule } from './members/members.module';
import { OrdersModule } from './orders/orders.module';
import { PaymentsModule } from './payments/payments.module';
import type { Env } from './platform/config/env';
import { type PlatformOptions, platformModules } from './platform/platform.module';
import { ReportsModule } from './reports/reports.module';

/** One line for each room, in the order of the floors. */
const ROOMS: Type[] = [
  MembersModule,
  InvitationsModule,
  DeliveryModule,
  CatalogueModule,
  PaymentsModule,
  CommunitiesModule,
  AnnouncementsModule,
  OrdersModule,
  ReportsModule,
];

@Module({})
class AppModule {}

export function appModule(env: Env, options: PlatformOptions, rooms: Type[] = ROOMS): DynamicModule {
  return { module: AppModule, imports: [...platformModules(env, options), ...rooms] };
}
