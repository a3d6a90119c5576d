import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Refused } from '../errors';
import { operationOf } from '../http/operation';

const KEY = /^[\w.:-]{8,64}$/;

/** The request's Idempotency-Key. @throws Refused idempotency_key_required without one of 8–64 plain characters */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string => keyIn(context, true));

/** The same where it may be left out: then null. */
export const MaybeIdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string | null => {
  const isGiven = 'idempotency-key' in context.switchToHttp().getRequest<FastifyRequest>().headers;
  return isGiven ? keyIn(context, 'optional') : null;
});

function keyIn(context: ExecutionContext, marked: true | 'optional'): string {
  if (operationOf(context.getHandler())?.spec.idempotent !== marked)
    throw new Error(`the key's decorator stands on an operation that is not marked idempotent: ${marked}`);
  const key = context.switchToHttp().getRequest<FastifyRequest>().headers['idempotency-key'];
  if (typeof key !== 'string' || !KEY.test(key)) throw new Refused('idempotency_key_required');
  return key;
}
