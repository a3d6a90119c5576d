import { ERRORS, type ErrorCode, type FieldFault } from '@dianquan/shared/errors';

export type FailureCode = ErrorCode | 'offline' | 'timeout';

const OWN_ZH: Record<'offline' | 'timeout', string> = {
  offline: '网络不通，请检查网络后重试',
  timeout: '网络太慢，没有等到回应，请重试',
};

/** Every failed call rejects with this one class. `message` is the sentence to show. */
export class ApiError extends Error {
  constructor(
    readonly code: FailureCode,
    message: string,
    readonly status: number,
    readonly details: unknown = null,
    readonly requestId = '',
  ) {
    super(message);
    this.name = 'ApiError';
  }

  /** The faults of single fields, when the refusal names any. */
  get faults(): FieldFault[] {
    return Array.isArray(this.details) ? (this.details as FieldFault[]) : [];
  }

  /** Did the call perhaps never reach the server? */
  get isOutage(): boolean {
    return this.code === 'offline' || this.code === 'timeout' || this.status >= 500;
  }
}

export function outage(code: 'offline' | 'timeout'): ApiError {
  return new ApiError(code, OWN_ZH[code], 0);
}

/** From a status and whatever came as the body: a proxy's HTML page is no reason to show English. */
export function errorFrom(status: number, body: unknown): ApiError {
  const given = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const code = typeof given.code === 'string' && given.code in ERRORS ? (given.code as ErrorCode) : fallback(status);
  const message = typeof given.message === 'string' && given.message !== '' ? given.message : ERRORS[code].zh;
  return new ApiError(code, message, status, given.details ?? null, String(given.requestId ?? ''));
}

function fallback(status: number): ErrorCode {
  if (status === 401) return 'unauthenticated';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not_found';
  if (status === 413) return 'too_large';
  if (status === 429) return 'too_many_requests';
  if (status === 502 || status === 503 || status === 504) return 'unavailable';
  return status >= 500 ? 'internal' : 'invalid';
}

/** The sentence for anything thrown. */
export function sayError(error: unknown): string {
  return error instanceof ApiError ? error.message : ERRORS.internal.zh;
}
