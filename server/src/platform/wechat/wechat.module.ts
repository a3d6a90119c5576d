import { Global, Module } from '@nestjs/common';
import { WecomClient } from '../wecom/wecom-client';
import { PlatformHttp } from './platform-http';
import { PlatformTokens } from './platform-tokens';
import { WechatController } from './wechat.controller';
import { WechatClient } from './wechat-client';
import { WechatPush } from './wechat-push';

/** Both platforms: they share the way they are spoken to. */
@Global()
@Module({
  controllers: [WechatController],
  providers: [PlatformHttp, PlatformTokens, WechatClient, WecomClient, WechatPush],
  exports: [WechatClient, WecomClient],
})
export class WechatModule {}
