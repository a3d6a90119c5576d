import { Global, Module } from '@nestjs/common';
import { Campaigns } from './campaigns';
import { Channels, channelProviders } from './channels/channels';
import { consentControllers, consentProviders } from './consents/providers';
import { InboxItems } from './inbox-items';
import { MemberNotices } from './member-notices';
import { MassTasksController } from './wecom/mass-tasks.controller';
import { wecomProviders } from './wecom/providers';

@Global()
@Module({
  controllers: [...consentControllers, MassTasksController],
  providers: [...consentProviders, ...wecomProviders, ...channelProviders(), Campaigns, InboxItems, MemberNotices],
  exports: [Campaigns, Channels, InboxItems],
})
export class DeliveryModule {}
