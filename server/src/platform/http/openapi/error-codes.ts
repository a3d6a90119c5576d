import { ERRORS, type ErrorCode } from '@dianquan/shared/errors';
import type { OperationMeta } from '../operation';

/** Every refusal that an operation may answer: its own, and those of the way to it. */
export function errorCodesOf({ spec, allow, rate }: OperationMeta): ErrorCode[] {
  const isOpen = allow.includes('anonymous');
  const codes: ErrorCode[] = [];
  if (spec.params || spec.query || spec.body) codes.push('invalid');
  if (!isOpen) codes.push('unauthenticated');
  if (!isOpen && !allow.includes('account')) codes.push('forbidden');
  if (spec.params || spec.body) codes.push('not_found');
  if (spec.body) codes.push('too_large');
  if (spec.multipart) codes.push('file_type_forbidden', 'file_damaged', 'disk_full');
  if (rate !== 'none') codes.push('too_many_requests');
  if (spec.idempotent) codes.push('idempotency_key_required', 'idempotency_reused');
  codes.push('unavailable', 'internal', ...(spec.errors ?? []));
  return [...new Set(codes)].sort((a, b) => ERRORS[a].status - ERRORS[b].status);
}
