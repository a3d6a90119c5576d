import { Global, Module } from '@nestjs/common';
import { ActorSource } from '../platform/http/actor';
import { CustomFieldsController } from './custom-fields/custom-fields.controller';
import { CustomFields } from './custom-fields/custom-fields.service';
import { ImportJob } from './imports/import.job';
import { ImportViews } from './imports/import-views';
import { ImportsController } from './imports/imports.controller';
import { ImportsService } from './imports/imports.service';
import { ClaimsService } from './people/claims.service';
import { Consent } from './people/consent';
import { ErasureService } from './people/erasure.service';
import { JoinService } from './people/join.service';
import { Lookups } from './people/lookups';
import { MeController } from './people/me.controller';
import { MemberViews } from './people/member-views';
import { MembersController } from './people/members.controller';
import { MembersService } from './people/members.service';
import { Membership } from './people/membership';
import { MembershipService } from './people/membership.service';
import { NameCheck } from './people/name-check';
import { OwnAccountService } from './people/own-account.service';
import { OwnData } from './people/own-data';
import { OwnExportService } from './people/own-export.service';
import { ShopMatchesService } from './people/shop-matches.service';
import { RegionsController } from './regions/regions.controller';
import { SegmentMembership } from './segments/segment-membership';
import { SegmentRefreshJob } from './segments/segment-refresh.job';
import { SegmentUsers } from './segments/segment-users';
import { SegmentViews } from './segments/segment-views';
import { SegmentsController } from './segments/segments.controller';
import { SegmentsService } from './segments/segments.service';
import { ActorChanges } from './session/actor-changes';
import { ActorLoader } from './session/actor-loader';
import { SessionActors } from './session/actor-source';
import { ActorViews } from './session/actor-views';
import { Avatars } from './session/avatars';
import { ChangeFeed } from './session/change-feed';
import { SessionController } from './session/session.controller';
import { SessionService } from './session/session.service';
import { SessionHousekeeping } from './session/session-housekeeping';
import { HandoverService } from './shops/handover.service';
import { ShopListService } from './shops/shop-list.service';
import { ShopViews } from './shops/shop-view';
import { ShopsController } from './shops/shops.controller';
import { ShopsService } from './shops/shops.service';
import { TradeFigures } from './shops/trade-figures';
import { StaffController } from './staff/staff.controller';
import { StaffService } from './staff/staff.service';
import { StaffViews } from './staff/staff-views';

/** Global: every room above needs to know who acts, and several let people join. */
@Global()
@Module({
  controllers: [
    CustomFieldsController,
    ImportsController,
    MeController,
    MembersController,
    RegionsController,
    SegmentsController,
    SessionController,
    ShopsController,
    StaffController,
  ],
  providers: [
    { provide: ActorSource, useClass: SessionActors },
    ActorChanges,
    ActorLoader,
    ActorViews,
    Avatars,
    ChangeFeed,
    ClaimsService,
    Consent,
    CustomFields,
    ErasureService,
    HandoverService,
    ImportJob,
    ImportsService,
    ImportViews,
    JoinService,
    Lookups,
    Membership,
    MembershipService,
    MembersService,
    MemberViews,
    NameCheck,
    OwnAccountService,
    OwnData,
    OwnExportService,
    SegmentMembership,
    SegmentRefreshJob,
    SegmentsService,
    SegmentUsers,
    SegmentViews,
    SessionHousekeeping,
    SessionService,
    ShopListService,
    ShopMatchesService,
    ShopsService,
    ShopViews,
    StaffService,
    StaffViews,
    TradeFigures,
  ],
  exports: [
    ActorSource,
    ActorChanges,
    ActorViews,
    Avatars,
    Consent,
    JoinService,
    Lookups,
    NameCheck,
    OwnData,
    SegmentMembership,
    SegmentUsers,
    TradeFigures,
  ],
})
export class MembersModule {}
