import { Controller, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Operation } from '../platform/http/operation';
import { NoticesService } from './notices.service';

/**
 * 204: heard. The platform takes every other status for a failure, whatever the body says, and comes again. Who may speak is decided by
 * the signature; the body is not parsed by a contract, because the signature is over the bytes that came.
 */
@Controller()
export class NoticesController {
  constructor(private readonly notices: NoticesService) {}

  @Operation('payments.notify', { allow: ['anonymous'], rate: 'none' })
  async notify(@Req() { headers, rawBody }: FastifyRequest): Promise<void> {
    await this.notices.take('transaction', headers, rawBody ?? '');
  }

  @Operation('payments.refundNotify', { allow: ['anonymous'], rate: 'none' })
  async refundNotify(@Req() { headers, rawBody }: FastifyRequest): Promise<void> {
    await this.notices.take('refund', headers, rawBody ?? '');
  }
}
