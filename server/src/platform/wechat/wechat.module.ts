import { Global, Module } from '@nestjs/common';
import { WecomController } from '../wecom/wecom.controller';
import { WecomCallbacks } from '../wecom/wecom-callbacks';
import { WecomClient } from '../wecom/wecom-client';
import { WecomCustomers } from '../wecom/wecom-customers';
import { WecomLinked } from '../wecom/wecom-linked';
import { WecomMessages } from '../wecom/wecom-messages';
import { PlatformHttp } from './platform-http';
import { PlatformTokens } from './platform-tokens';
import { WechatController } from './wechat.controller';
import { WechatClient } from './wechat-client';
import { WechatMessages } from './wechat-messages';
import { WechatPush } from './wechat-push';

/** Both platforms: they share the way they are spoken to. */
@Global()
@Module({
  controllers: [WechatController, WecomController],
  providers: [
    PlatformHttp,
    PlatformTokens,
    WechatClient,
    WecomClient,
    WecomCallbacks,
    WecomCustomers,
    WecomLinked,
    WecomMessages,
    WechatMessages,
    WechatPush,
  ],
  exports: [PlatformTokens, WechatClient, WecomClient, WecomCustomers, WecomLinked, WecomMessages, WechatMessages],
})
export class WechatModule {}
