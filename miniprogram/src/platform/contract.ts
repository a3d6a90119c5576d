import type { Answer as AnswerOf, IdempotentId, MaybeIdempotentId, Request } from '@dianquan/shared/contract/all';
import type { OperationId } from '@dianquan/shared/routes';

export type { OperationId };

type Part<K extends string, V> = unknown extends V
  ? { [P in K]?: undefined }
  : Record<never, never> extends V
    ? { [P in K]?: V }
    : undefined extends V
      ? { [P in K]?: V }
      : { [P in K]: V };

/**
 * What an operation is called with: only the parts that it has, and those that must be given are required. What moves money or goods
 * carries a `key`: the same for every try of one intention; some others may.
 */
export type Input<Id extends OperationId> = Part<'params', Request<Id>['params']> &
  Part<'query', Request<Id>['query']> &
  Part<'body', Request<Id>['body']> &
  (Id extends IdempotentId ? { key: string } : Id extends MaybeIdempotentId ? { key?: string } : { key?: undefined });

/** What it answers. `null` for an empty answer; operations that answer a file are fetched with `fetchFile`. */
export type Answer<Id extends OperationId> = AnswerOf<Id>;

/** May the input be left out altogether? */
export type Args<Id extends OperationId> = Record<never, never> extends Input<Id> ? [input?: Input<Id>] : [input: Input<Id>];

/** Operations that answer one page of a list. */
export type ListId = { [Id in OperationId]: Answer<Id> extends { items: unknown[]; next: string | null } ? Id : never }[OperationId];
export type Item<Id extends ListId> = Answer<Id> extends { items: (infer T)[] } ? T : never;
/** Operations that answer bytes. */
export type FileId = { [Id in OperationId]: Answer<Id> extends 'file' ? Id : never }[OperationId];
