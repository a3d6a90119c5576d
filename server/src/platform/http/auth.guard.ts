import { type CanActivate, type ExecutionContext, Injectable, Optional } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Forbidden, NotFound, Unauthenticated } from '../errors';
import { ActorSource } from './actor';
import { isAllowed } from './allow';
import { operationOf } from './operation';
import { RateLimits } from './rate-limits';

const BEARER = /^Bearer ([\w.~+/-]{16,200})=*$/i;

/** Finds out who asks, whether not too often, and whether the operation is open to them. What they may see is the services' business. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly limits: RateLimits,
    // Absent only where no room provides accounts; then nobody is signed in.
    @Optional() private readonly actors?: ActorSource,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const operation = operationOf(context.getHandler());
    if (!operation) throw new NotFound();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    request.operation = operation;
    const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
    const actor = token && this.actors ? await this.actors.find(token) : null;
    request.actor = actor;
    await this.limits.take(operation.rate, actor, request);
    if (isAllowed(actor, operation.allow)) return true;
    throw actor ? new Forbidden() : new Unauthenticated();
  }
}
