import { Controller, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Database } from '../database/database';
import { Input } from '../http/input';
import { Operation } from '../http/operation';
import { Events } from '../jobs/events';
import { MediaChecked } from './events';
import type { Notice } from './notice';
import { subscriptionEvents } from './subscription-notices';
import { verdictOf } from './wechat-client';
import { WechatPush } from './wechat-push';

@Controller()
export class WechatController {
  constructor(
    private readonly push: WechatPush,
    private readonly database: Database,
    private readonly events: Events,
  ) {}

  @Operation('wechat.verifyPush', { allow: ['anonymous'] })
  verifyPush(@Input() input: Input<'wechat.verifyPush'>): string {
    return this.push.verify(input);
  }

  /** Anything else that the platform tells is acknowledged too: it would repeat what is not. */
  @Operation('wechat.push', { allow: ['anonymous'] })
  async receive(@Input() input: Input<'wechat.push'>, @Req() request: FastifyRequest): Promise<string> {
    const notice = this.push.open(input, request.body);
    const events = [...mediaEvents(notice), ...subscriptionEvents(notice)];
    if (events.length > 0)
      await this.database.transaction(async (tx) => {
        for (const event of events) await this.events.publish(tx, event);
      });
    return 'success';
  }
}

function mediaEvents(notice: Notice): MediaChecked[] {
  if (notice.Event !== 'wxa_media_check' || typeof notice.trace_id !== 'string') return [];
  const hasFailed = Number(notice.errcode ?? 0) !== 0;
  const { suggest, label } = verdictOf(hasFailed ? null : notice.result);
  return [new MediaChecked(notice.trace_id, suggest, label)];
}
