import type { Input as ContractInput } from '@dianquan/shared/contract/all';
import type { FieldFault } from '@dianquan/shared/errors';
import type { OperationId } from '@dianquan/shared/routes';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Invalid } from '../errors';
import type { Actor } from './actor';
import { faultsOf } from './faults';
import { type OperationMeta, operationOf } from './operation';
import { textFaults } from './plain-text';

/** Params, query and body, parsed by the contract and put together. */
export const Input = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const operation = operationOf(context.getHandler());
  if (!operation) throw new Error('@Input() stands on a handler that has no @Operation()');
  return readInput(operation, context.switchToHttp().getRequest<FastifyRequest>());
});
export type Input<Id extends OperationId> = ContractInput<Id>;

/** The actor, or null where the operation allows `anonymous` and nobody is signed in. */
export const Me = createParamDecorator((_: unknown, context: ExecutionContext): Actor | null => {
  return context.switchToHttp().getRequest<FastifyRequest>().actor;
});

export function readInput({ spec }: OperationMeta, request: Pick<FastifyRequest, 'params' | 'query' | 'body'>): object {
  const faults: FieldFault[] = [];
  // A path's parameter wins over a field of the same name in the body: permission may hang on it.
  const input = {
    ...(spec.multipart ? {} : read(spec.body, request.body, faults)),
    ...read(spec.query, request.query ?? {}, faults),
    ...read(spec.params, request.params, faults),
  };
  if (faults.length > 0) throw new Invalid(faults);
  return input;
}

function read(schema: z.ZodType | undefined, value: unknown, faults: FieldFault[]): object {
  if (!schema) return {};
  const unfit = textFaults(value);
  if (unfit.length > 0) {
    faults.push(...unfit);
    return {};
  }
  const result = schema.safeParse(value);
  if (result.success) return typeof result.data === 'object' && result.data !== null ? result.data : {};
  faults.push(...faultsOf(result.error.issues, value));
  return {};
}
