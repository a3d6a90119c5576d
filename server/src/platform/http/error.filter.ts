import type { ErrorBody, ErrorCode } from '@dianquan/shared/errors';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError, Invalid, NotFound, Refused, Unavailable } from '../errors';
import { RateLimits } from './rate-limits';

class Internal extends AppError {
  constructor(override readonly cause: unknown) {
    super('internal');
  }
}

/** Turns whatever was thrown into the one shape of refusal. What we did not foresee is logged with its stack and answered without. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(private readonly limits: RateLimits) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const refusal = toAppError(error);
    if (refusal instanceof NotFound && request.operation?.rate === 'guess') void this.limits.countWrongGuess(request.ip);
    answerError(refusal, request, http.getResponse<FastifyReply>());
  }
}

export function answerError(refusal: AppError, request: FastifyRequest, reply: FastifyReply): void {
  if (refusal instanceof Internal) request.log.error({ reqId: request.id, err: refusal.cause }, 'unforeseen error');
  else if (refusal.status >= 500) request.log.warn({ reqId: request.id, code: refusal.code, err: refusal.cause }, 'unavailable');
  if (reply.sent) return;
  const retryAfter = refusal.code === 'too_many_requests' && (refusal.details as { retryAfterSeconds?: number } | null)?.retryAfterSeconds;
  if (retryAfter) reply.header('retry-after', retryAfter);
  for (const name of ['content-disposition', 'content-length', 'etag']) reply.removeHeader(name);
  const body: ErrorBody = { code: refusal.code, message: refusal.zh, details: refusal.details, requestId: request.id };
  reply.status(refusal.status).header('cache-control', 'no-store').type('application/json; charset=utf-8').send(body);
}

export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const status = statusOf(error);
  const known = status === undefined ? undefined : BY_STATUS[status];
  if (known) return known();
  if (status !== undefined && status >= 400 && status < 500) return unreadable();
  return new Internal(error);
}

const unreadable = () => new Invalid({ field: '', rule: 'format', zh: '请求无法识别，请检查格式' });
const refused = (code: ErrorCode) => () => new Refused(code);
const BY_STATUS: Record<number, () => AppError> = {
  404: () => new NotFound(),
  413: refused('too_large'),
  429: refused('too_many_requests'),
  503: () => new Unavailable(),
};

/** Of errors that Nest or Fastify made; any other error's `statusCode` says nothing about this request. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof Error && 'code' in error && String(error.code).startsWith('FST_') && 'statusCode' in error)
    return Number(error.statusCode);
  return undefined;
}
