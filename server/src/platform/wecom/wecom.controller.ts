import { Controller, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Input } from '../http/input';
import { Operation } from '../http/operation';
import { WecomCallbacks } from './wecom-callbacks';

@Controller()
export class WecomController {
  constructor(private readonly callbacks: WecomCallbacks) {}

  @Operation('wecom.verifyPush', { allow: ['anonymous'] })
  verifyPush(@Input() input: Input<'wecom.verifyPush'>): string {
    return this.callbacks.echo(input);
  }

  @Operation('wecom.push', { allow: ['anonymous'], rate: 'none' })
  async receive(@Input() input: Input<'wecom.push'>, @Req() request: FastifyRequest): Promise<string> {
    await this.callbacks.receive(input, request.body);
    return '';
  }
}
