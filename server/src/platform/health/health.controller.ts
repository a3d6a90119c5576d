import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { type Answer, Operation } from '../http/operation';
import { Health } from './health';

@Controller()
export class HealthController {
  constructor(private readonly health: Health) {}

  @Operation('health.live', { allow: ['anonymous'], rate: 'none' })
  live(): Answer<'health.live'> {
    return { status: 'ok' };
  }

  @Operation('health.ready', { allow: ['anonymous'], rate: 'none' })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Answer<'health.ready'>> {
    const readiness = await this.health.readiness();
    if (readiness.status !== 'ok') reply.status(503);
    return readiness;
  }
}
