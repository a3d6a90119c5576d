import { Global, Module } from '@nestjs/common';
import { Campaigns } from './campaigns';
import { Channels, channelProviders } from './channels/channels';
import { InboxItems } from './inbox-items';
import { MemberNotices } from './member-notices';

@Global()
@Module({
  providers: [...channelProviders(), Campaigns, InboxItems, MemberNotices],
  exports: [Campaigns, Channels, InboxItems],
})
export class DeliveryModule {}
