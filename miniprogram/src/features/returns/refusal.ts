import type { ReturnView } from '@dianquan/shared/contract/returns';
import { ApiError } from '@/platform/api-error';

type Rule = { days?: number; sharePermille?: number };

/** A refused request with the supplier's rule in its sentence, so that the next try fits. */
export function withRule(error: unknown, kind: ReturnView['kind']): unknown {
  if (!(error instanceof ApiError)) return error;
  const { days, sharePermille } = (error.details ?? {}) as Rule;
  const zh = ruleText(error.code, kind, days, sharePermille);
  return zh === null ? error : new ApiError(error.code, zh, error.status, error.details, error.requestId);
}

function ruleText(code: ApiError['code'], kind: ReturnView['kind'], days?: number, sharePermille?: number): string | null {
  if (code === 'return_too_much' && sharePermille !== undefined) {
    // What arrived broken may all go back.
    return kind === 'damage' ? '加上以前申请的，超过了发出的数量' : `没卖出的货最多退所发的 ${sharePermille / 10}%，请减少数量`;
  }
  if (code === 'return_too_late' && days !== undefined && kind !== 'damage') return `发货超过 ${days} 天，不能再退`;
  return null;
}
