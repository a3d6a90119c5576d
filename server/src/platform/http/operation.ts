import { type Answer, OPERATIONS } from '@dianquan/shared/contract/all';
import type { OperationSpec } from '@dianquan/shared/contract/operation';
import type { Allow } from '@dianquan/shared/roles';
import { type OperationId, route } from '@dianquan/shared/routes';
import { HttpCode, RequestMapping, RequestMethod, type StreamableFile } from '@nestjs/common';

export type { Answer };

/** Which limit an operation counts against; see rate-limits.ts. */
export type Rate = 'login' | 'guess' | 'upload' | 'default' | 'none';

export type OperationMeta = {
  id: OperationId;
  allow: readonly Allow[];
  rate: Rate;
  spec: OperationSpec;
  status: 200 | 201 | 204;
  method: ReturnType<typeof route>['method'];
  path: string;
};

const OPERATION = Symbol('operation');

type Now<T> = T | Promise<T>;
type Handled<Id extends OperationId> =
  Answer<Id> extends 'file'
    ? Now<StreamableFile | string> | Promise<void>
    : Answer<Id> extends null
      ? Promise<void> | Promise<null>
      : Now<Answer<Id>>;

/**
 * Makes a controller's method the handler of an operation: route, status, permission and the entry in the OpenAPI document. The
 * method's answer is checked against the contract by the compiler, so nothing needs to check it at run time.
 */
export function Operation<Id extends OperationId>(id: Id, options: { allow: Allow[]; rate?: Rate }) {
  const { method, path } = route(id);
  const spec = OPERATIONS[id];
  const status = spec.answer === null ? 204 : method === 'POST' && id.endsWith('.create') ? 201 : 200;
  const meta: OperationMeta = { id, allow: options.allow, rate: options.rate ?? 'default', spec, status, method, path };
  return <Handler extends (...args: never[]) => Handled<Id>>(
    target: object,
    key: string | symbol,
    descriptor: TypedPropertyDescriptor<Handler>,
  ): void => {
    Reflect.defineMetadata(OPERATION, meta, descriptor.value as object);
    RequestMapping({ path, method: RequestMethod[method] })(target, key, descriptor);
    HttpCode(status)(target, key, descriptor);
  };
}

export function operationOf(handler: object): OperationMeta | undefined {
  return Reflect.getMetadata(OPERATION, handler);
}
