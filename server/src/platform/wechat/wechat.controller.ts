import { Controller, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Database } from '../database/database';
import { Input } from '../http/input';
import { Operation } from '../http/operation';
import { Events } from '../jobs/events';
import { MediaChecked } from './events';
import { verdictOf } from './wechat-client';
import { type Notice, WechatPush } from './wechat-push';

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
    const event = eventOf(this.push.open(input, request.body));
    if (event) await this.database.transaction((tx) => this.events.publish(tx, event));
    return 'success';
  }
}

function eventOf(notice: Notice): MediaChecked | null {
  if (notice.Event !== 'wxa_media_check' || typeof notice.trace_id !== 'string') return null;
  const hasFailed = Number(notice.errcode ?? 0) !== 0;
  const { suggest, label } = verdictOf(hasFailed ? null : notice.result);
  return new MediaChecked(notice.trace_id, suggest, label);
}
