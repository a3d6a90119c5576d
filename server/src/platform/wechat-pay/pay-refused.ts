import { AppError } from '../errors';

/** Both spellings are about: older tables of the platform write them without underscores, and some of them shorter. */
const CODES = [
  'ORDER_NOT_EXIST',
  'ORDER_PAID',
  'ORDER_CLOSED',
  'OUT_TRADE_NO_USED',
  'NOT_ENOUGH',
  'NO_AUTH',
  'RESOURCE_NOT_EXISTS',
  'RULE_LIMIT',
  'NO_STATEMENT_EXIST',
  'STATEMENT_CREATING',
] as const;
const BY_LETTERS = new Map(CODES.map((code) => [code.replaceAll('_', ''), code as string]));

export function canonicalCode(code: string): string {
  return BY_LETTERS.get(code.replaceAll('_', '')) ?? code;
}

/** The platform understood, and said no: nothing happened, and asking again changes nothing. */
export class PayRefused extends AppError {
  override readonly cause: Error;

  constructor(
    readonly reason: string,
    readonly httpStatus: number,
    path: string,
  ) {
    super('platform_unavailable');
    this.cause = new Error(`${path} answered ${httpStatus} ${reason}`);
  }
}
