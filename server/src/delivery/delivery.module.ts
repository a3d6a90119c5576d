import { Global, Module } from '@nestjs/common';
import { InboxItems } from './inbox-items';

@Global()
@Module({ providers: [InboxItems], exports: [InboxItems] })
export class DeliveryModule {}
