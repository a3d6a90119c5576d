import { Global, Module } from '@nestjs/common';
import { Database } from '../platform/database/database';
import { RedisLink } from '../platform/redis/redis-link';
import { BlockSending } from './block-sending';
import { Campaigns } from './campaigns';
import { ChannelStates } from './channel-states';
import { Channels, channelProviders } from './channels/channels';
import { Gateway } from './channels/gateway';
import { Choosing } from './choosing';
import { consentControllers, consentProviders } from './consents/providers';
import { DeadLettersService } from './dead-letters.service';
import { DeliveryController } from './delivery.controller';
import { DeliveryReports } from './delivery-reports';
import { Faults } from './faults';
import { Forecasts } from './forecasts';
import { Forgetting } from './forgetting';
import { GoingOn, GoOnJob } from './going-on';
import { Holding } from './holding';
import { InboxItems } from './inbox-items';
import { Limits } from './limits';
import { MemberNotices } from './member-notices';
import { Pauses } from './pauses';
import { PlanJob } from './plan.job';
import { Planning } from './planning';
import { PushSettingsService } from './push-settings';
import { RedisLimits } from './redis-limits';
import { SendJob } from './send.job';
import { Settlement } from './settlement';
import { SqlLimits } from './sql-limits';
import { StaffPush } from './staff-push';
import { Sweeps } from './sweeps';
import { Taking } from './taking';
import { wecomControllers, wecomProviders } from './wecom/providers';
import { WithdrawJob } from './withdraw.job';

const LIMITS = {
  provide: Limits,
  inject: [RedisLink, Database],
  useFactory: (link: RedisLink, db: Database): Limits => (link.client ? new RedisLimits(link) : new SqlLimits(db)),
};

@Global()
@Module({
  controllers: [DeliveryController, ...consentControllers, ...wecomControllers],
  providers: [
    ...consentProviders,
    ...wecomProviders,
    ...channelProviders(),
    Gateway,
    BlockSending,
    Campaigns,
    ChannelStates,
    Choosing,
    DeadLettersService,
    DeliveryReports,
    Faults,
    Forecasts,
    Forgetting,
    GoingOn,
    GoOnJob,
    Holding,
    InboxItems,
    MemberNotices,
    Pauses,
    PlanJob,
    Planning,
    PushSettingsService,
    SendJob,
    Settlement,
    StaffPush,
    Sweeps,
    Taking,
    WithdrawJob,
    LIMITS,
  ],
  exports: [Campaigns, Channels, DeliveryReports, Forecasts, InboxItems, Limits, PushSettingsService, StaffPush],
})
export class DeliveryModule {}
