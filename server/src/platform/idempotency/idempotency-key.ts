import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Refused } from '../errors';
import { operationOf } from '../http/operation';

const KEY = /^[\w.:-]{8,64}$/;

/** The request's Idempotency-Key. @throws Refused idempotency_key_required without one of 8–64 plain characters */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  if (!operationOf(context.getHandler())?.spec.idempotent)
    throw new Error('@IdempotencyKey() stands on an operation that is not marked idempotent');
  const key = context.switchToHttp().getRequest<FastifyRequest>().headers['idempotency-key'];
  if (typeof key !== 'string' || !KEY.test(key)) throw new Refused('idempotency_key_required');
  return key;
});
