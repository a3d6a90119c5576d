import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../platform/http/actor';
import { Input, Me } from '../../platform/http/input';
import { Operation } from '../../platform/http/operation';
import { PrintService } from './print.service';

@Controller()
export class PrintController {
  constructor(private readonly prints: PrintService) {}

  @Operation('orders.print', { allow: ['member', 'staff'] })
  async print(@Me() me: Actor, @Input() input: Input<'orders.print'>, @Res() reply: FastifyReply): Promise<void> {
    const { html, headers } = await this.prints.print(me, input);
    reply.headers(headers).send(html);
  }
}
