import { Global, Module } from '@nestjs/common';
import { WechatPayClient } from './wechat-pay-client';

@Global()
@Module({ providers: [WechatPayClient], exports: [WechatPayClient] })
export class WechatPayModule {}
