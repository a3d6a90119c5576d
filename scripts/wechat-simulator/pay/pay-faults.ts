/** What can go wrong with the next request of an operation. */
export const REQUEST_FAULTS = [
  /** It happens, and the connection breaks before the answer. */
  'answer-lost',
  /** 500 SYSTEM_ERROR, and it did not happen. */
  'server-error',
  /** 500 SYSTEM_ERROR, and yet it happened. */
  'server-error-after',
  /** 429 FREQUENCY_LIMITED. */
  'busy',
  /** 502 with a page instead of JSON. */
  'bad-gateway',
  /** It happens, and the answer carries a signature over something else. */
  'wrong-signature',
  /** It happens, and the answer carries no signature. */
  'unsigned',
  /** Answered `delayMs` later. */
  'late',
] as const;

/** What can go wrong with the next notice. */
export const NOTICE_FAULTS = [
  /** The payer is quicker than the answer to prepay; for a refund, the money is back before its answer. */
  'notice-before-answer',
  'notice-twice',
  /** Put off until another notice has gone out. */
  'notice-out-of-order',
  /** Put off by `delayMs`. */
  'notice-delayed',
  /** First one with a signature that begins WECHATPAY/SIGNTEST/ and must be refused, then the right one. */
  'notice-probe',
  'notice-never',
] as const;

export const PAY_OPERATIONS = ['prepay', 'query', 'close', 'refund', 'refund-query', 'certificates', 'bill', 'bill-file'] as const;

export type RequestFault = (typeof REQUEST_FAULTS)[number];
export type NoticeFault = (typeof NOTICE_FAULTS)[number];
export type PayOperation = (typeof PAY_OPERATIONS)[number];

export interface PlannedFault {
  fault: RequestFault | NoticeFault;
  /** For faults of requests: which; any when it is not said. For faults of notices: `prepay` or `refund`. */
  operation?: PayOperation;
  times?: number;
  delayMs?: number;
}

export class PayFaults {
  private planned: (PlannedFault & { times: number })[] = [];

  plan(fault: PlannedFault): void {
    this.planned.push({ ...fault, times: fault.times ?? 1 });
  }

  clear(): void {
    this.planned = [];
  }

  takeForRequest(operation: PayOperation): { fault: RequestFault; delayMs: number } | null {
    return this.take(REQUEST_FAULTS, operation);
  }

  takeForNotice(operation: 'prepay' | 'refund'): { fault: NoticeFault; delayMs: number } | null {
    return this.take(
      NOTICE_FAULTS.filter((one) => one !== 'notice-before-answer'),
      operation,
    );
  }

  takeBeforeAnswer(operation: 'prepay' | 'refund'): boolean {
    return this.take(['notice-before-answer'], operation) !== null;
  }

  private take<Fault extends string>(faults: readonly Fault[], operation: PayOperation): { fault: Fault; delayMs: number } | null {
    const found = this.planned.find(
      (one) => (faults as readonly string[]).includes(one.fault) && (one.operation === undefined || one.operation === operation),
    );
    if (!found) return null;
    found.times -= 1;
    if (found.times <= 0) this.planned = this.planned.filter((one) => one !== found);
    return { fault: found.fault as unknown as Fault, delayMs: found.delayMs ?? 0 };
  }
}
