import type { PayCode } from '../limits';

/** A refusal of WeChat Pay: a real HTTP status, and a code in the body. */
export class PayError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly detail?: object,
  ) {
    super(message);
  }

  static of([status, code]: PayCode, message: string): PayError {
    return new PayError(status, code, message);
  }

  static parameter(field: string, issue: string, value?: unknown): PayError {
    const shown = value === undefined ? {} : { value: typeof value === 'string' ? value.slice(0, 64) : value };
    return new PayError(400, 'PARAM_ERROR', '参数错误', { field, ...shown, issue, location: 'body' });
  }
}

export const OLD_SPELLINGS = [
  'ORDER_NOT_EXIST',
  'ORDER_PAID',
  'ORDER_CLOSED',
  'NOT_ENOUGH',
  'SYSTEM_ERROR',
  'NO_AUTH',
] as const satisfies string[];

export function bodyOfError({ code, message, detail }: PayError, oldSpelling: boolean): string {
  const spelled = oldSpelling && (OLD_SPELLINGS as readonly string[]).includes(code) ? code.replaceAll('_', '') : code;
  return JSON.stringify({ code: spelled, message, ...(detail ? { detail } : {}) });
}
