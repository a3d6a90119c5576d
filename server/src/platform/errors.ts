import { ERRORS, type ErrorCode, type FieldFault } from '@dianquan/shared/errors';

export type ErrorDetails = FieldFault[] | Record<string, unknown> | null;

/** The one family of refusals. Services throw these; the filter in `http` turns them into an answer. */
export abstract class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly details: ErrorDetails = null,
  ) {
    // A refusal is an answer and logged without its stack, and most of a rush on the last pieces ends here.
    const frames = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    super(code);
    Error.stackTraceLimit = frames;
    this.name = new.target.name;
  }

  get status(): number {
    return ERRORS[this.code].status;
  }

  get zh(): string {
    return ERRORS[this.code].zh;
  }
}

/** What was sent breaks a rule; every fault names its field. */
export class Invalid extends AppError {
  constructor(faults: FieldFault | FieldFault[]) {
    super('invalid', Array.isArray(faults) ? faults : [faults]);
  }
}

export class Unauthenticated extends AppError {
  constructor(code: ErrorCode = 'unauthenticated') {
    super(code);
  }
}

export class Forbidden extends AppError {
  constructor(code: ErrorCode = 'forbidden') {
    super(code);
  }
}

/** Also for what exists but is not the actor's to know of. */
export class NotFound extends AppError {
  constructor(code: ErrorCode = 'not_found') {
    super(code);
  }
}

/** The request is understood and allowed in principle, but not now or not so. */
export class Refused extends AppError {
  constructor(code: ErrorCode, details: ErrorDetails = null) {
    super(code, details);
  }
}

/** Something we depend on doesn't answer; worth trying again. */
export class Unavailable extends AppError {
  constructor(code: ErrorCode = 'unavailable') {
    super(code);
  }
}
