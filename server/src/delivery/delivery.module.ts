import { Global, Module } from '@nestjs/common';
import { InboxItems } from './inbox-items';
import { MemberNotices } from './member-notices';

@Global()
@Module({ providers: [InboxItems, MemberNotices], exports: [InboxItems] })
export class DeliveryModule {}
